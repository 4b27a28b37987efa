import type { LoginUpdate } from '../../login/login.js';
import { isObject, toAccount } from '../read.js';

/** Z-API's webhooks “on connect” and “on disconnect”. The time, the instance and the text of an error stay here. */
export function readZApiWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body)) return undefined;
  const { type, connected, disconnected, phone } = body;
  if (type === 'ConnectedCallback' && connected !== false)
    return { type: 'linked', account: toAccount(undefined, phone, undefined) };
  return type === 'DisconnectedCallback' && disconnected !== false ? { type: 'waiting' } : undefined;
}
