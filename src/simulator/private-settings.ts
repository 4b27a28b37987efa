/** Private settings that a gateway gives away beside its answer; a client must never show, log or pass them on. */
export const PRIVATE_SETTINGS = {
  proxy: 'private-proxy.invalid:3128',
  webhookUrl: 'https://private-webhook.invalid/do-not-leak',
} as const;
