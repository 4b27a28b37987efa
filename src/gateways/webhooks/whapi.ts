import type { LoginUpdate } from '../../login/login.js';
import { isObject, toAccount, toImage } from '../read.js';

/** Seconds that a QR code lives where the webhook does not say how many are left. */
const QR_LIFE = 20;

/** Whapi's webhooks of the types `channel` (its status, its QR code) and `users` (somebody was linked). */
export function readWhapiWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body) || !isObject(body['event'])) return undefined;
  const { event, user, health, qr } = body;
  if (event['type'] === 'users') return event['event'] === 'post' ? toLinked(user) : undefined;
  if (event['type'] !== 'channel') return undefined;
  return isObject(qr) ? readCode(qr) : readHealth(health);
}

function readCode({ base64, rowdata, expire }: Readonly<Record<string, unknown>>): LoginUpdate | undefined {
  const expiresIn = typeof expire === 'number' ? expire : QR_LIFE;
  if (typeof rowdata === 'string' && rowdata) return { type: 'qr', text: rowdata, expiresIn };
  return typeof base64 === 'string' ? { type: 'qr', image: toImage(base64), expiresIn } : undefined;
}

/** The other states come before a login, after a scan and at the end alike: which it is, a question tells. */
function readHealth(health: unknown): LoginUpdate | undefined {
  if (!isObject(health) || !isObject(health['status'])) return undefined;
  return health['status']['text'] === 'AUTH' ? toLinked(health['user']) : undefined;
}

function toLinked(user: unknown): LoginUpdate {
  return { type: 'linked', account: isObject(user) ? toAccount(user['id'], user['id'], user['name']) : {} };
}
