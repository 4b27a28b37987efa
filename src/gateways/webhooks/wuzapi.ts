import type { LoginUpdate } from '../../login/login.js';
import { isObject, parseJson, toAccount, toImage } from '../read.js';

/**
 * wuzapi's `QR`, `QRTimeout`, `PairSuccess` and `Connected`. They come as JSON or, by default, as a form whose field `jsonData`
 * holds that JSON beside the user's token.
 */
export function readWuzapiWebhook(body: unknown): LoginUpdate | undefined {
  const form = isObject(body) ? body['jsonData'] : undefined;
  const news = typeof form === 'string' ? parseJson(form) : body;
  return isObject(news) ? readNews(news) : undefined;
}

function readNews({ type, qrCodeBase64, event }: Readonly<Record<string, unknown>>): LoginUpdate | undefined {
  switch (type) {
    case 'QR':
      return typeof qrCodeBase64 === 'string' ? { type: 'qr', image: toImage(qrCodeBase64) } : undefined;
    case 'QRTimeout':
      return { type: 'expired', reason: 'gateway' };
    case 'PairSuccess':
      return { type: 'linking' };
    case 'Connected':
      return { type: 'linked', ...readAccount(event) };
    default:
      return undefined;
  }
}

/** Most versions do not say who it is; then the gateway is asked. */
function readAccount(event: unknown): Pick<LoginUpdate & { readonly type: 'linked' }, 'account'> {
  const jid = isObject(event) ? event['ID'] : undefined;
  return jid === undefined ? {} : { account: toAccount(jid, jid, undefined) };
}
