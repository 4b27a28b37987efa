import type { LoginUpdate } from '../../login/login.js';
import { isObject, toAccount, toImage } from '../read.js';

/** UAZAPI's `connection`. All bodies also hold the instance's token. */
export function readUazapiWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body) || body['EventType'] !== 'connection' || !isObject(body['instance'])) return undefined;
  const { status, qrcode, profileName } = body['instance'];
  if (status === 'connected') return { type: 'linked', account: toAccount(undefined, body['owner'], profileName) };
  // `disconnected` comes before a login, after a scan and at the end alike: which it is, a question tells.
  const isCode = status === 'connecting' && typeof qrcode === 'string' && qrcode !== '';
  return isCode ? { type: 'qr', image: toImage(qrcode) } : undefined;
}
