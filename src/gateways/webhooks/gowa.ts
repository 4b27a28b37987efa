import type { LoginUpdate } from '../../login/login.js';

/** GOWA sends webhooks about messages, groups and calls, and none about a login. */
export function readGowaWebhook(_body: unknown): LoginUpdate | undefined {
  return undefined;
}
