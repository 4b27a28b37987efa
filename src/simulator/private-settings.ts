/** Private settings that a gateway adds to an answer. A client must never show them, log them or pass them on. */
export const PRIVATE_SETTINGS = {
  proxy: 'private-proxy.invalid:3128',
  webhookUrl: 'https://private-webhook.invalid/do-not-leak',
} as const;
