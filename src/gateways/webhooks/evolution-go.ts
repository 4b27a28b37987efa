import type { LoginUpdate } from '../../login/login.js';
import { isObject, toAccount, toImage } from '../read.js';

/** Evolution Go's `QRCode`, `QRTimeout`, `PairSuccess` and `Connected`. All bodies also hold the instance's token. */
export function readEvolutionGoWebhook(body: unknown): LoginUpdate | undefined {
  if (!isObject(body)) return undefined;
  const data = isObject(body['data']) ? body['data'] : {};
  switch (body['event']) {
    case 'QRCode':
      return readQrCode(data);
    case 'QRTimeout':
      return { type: 'expired', reason: 'gateway' };
    case 'PairSuccess':
      return { type: 'linking' };
    case 'Connected':
      return { type: 'linked', account: toAccount(data['jid'], data['jid'], data['pushName']) };
    default:
      return undefined;
  }
}

function readQrCode({ code, qrcode }: Readonly<Record<string, unknown>>): LoginUpdate | undefined {
  if (typeof code === 'string' && code) return { type: 'qr', text: code };
  return typeof qrcode === 'string' ? { type: 'qr', image: toImage(qrcode) } : undefined;
}
