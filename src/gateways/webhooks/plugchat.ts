import type { LoginUpdate } from '../../login/login.js';
import { readZApiWebhook } from './z-api.js';

/** PlugChat's webhooks. The vendor documents no body for them, so they are taken to be those of the engine that it runs. */
export function readPlugChatWebhook(body: unknown): LoginUpdate | undefined {
  return readZApiWebhook(body);
}
