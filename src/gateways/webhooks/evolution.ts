import type { LoginUpdate } from '../../login/login.js';
import { toMessage } from '../http-client.js';
import { isObject, toAccount, toImage } from '../read.js';

/** Seconds from a webhook to the end of its code: the gateway replaces both kinds every 45 s (README, "Evolution API"). */
const TURN = 45;

/** Evolution API's `qrcode.updated` and `connection.update`. All bodies also hold the server's address and may hold its key. */
export function readEvolutionWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body) || !isObject(body['data'])) return undefined;
  // An installation may send its events under the names of its settings: QRCODE_UPDATED.
  const event = toMessage(body['event']).toLowerCase().replace('_', '.');
  if (event === 'qrcode.updated') return readCodes(body['data']);
  return event === 'connection.update' ? readConnection(body['data']) : undefined;
}

/** A login by pairing code has both codes, and its QR code is not what the person asked for. */
function readCodes({ qrcode, message }: Readonly<Record<string, unknown>>): LoginUpdate | undefined {
  if (typeof message === 'string') return { type: 'expired', reason: 'gateway' }; // the limit of codes is reached
  if (!isObject(qrcode)) return undefined;
  const { pairingCode, code, base64 } = qrcode;
  if (typeof pairingCode === 'string' && pairingCode) return { type: 'code', code: pairingCode, expiresIn: TURN };
  if (typeof code === 'string' && code) return { type: 'qr', text: code, expiresIn: TURN };
  return typeof base64 === 'string' ? { type: 'qr', image: toImage(base64), expiresIn: TURN } : undefined;
}

/** `close` and `connecting` come before a login, after a scan and at the end alike: which it is, a question tells. */
function readConnection(data: Readonly<Record<string, unknown>>): LoginUpdate | undefined {
  const { state, wuid, profileName } = data;
  if (state === 'open') return { type: 'linked', account: toAccount(wuid, wuid, profileName) };
  return state === 'refused' ? { type: 'expired', reason: 'gateway' } : undefined;
}
