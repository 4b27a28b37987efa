import { jsonResponse } from '../responses.js';
import { clientOf } from '../whatsmeow-client.js';
import type { WuzapiAccount } from './options.js';

/** Each answer says its own status once more. */
export function wuzapiData(data: unknown): Response {
  return jsonResponse({ code: 200, data, success: true });
}

export function wuzapiError(code: number, error: string): Response {
  return jsonResponse({ code, error, success: false }, code);
}

/** The errors that are states, in the spelling of each year. */
const SPELLINGS = {
  '2026': {
    noSession: 'no session',
    notConnected: 'not connected',
    alreadyConnected: 'already connected',
    alreadyLoggedIn: 'already logged in',
    alreadyPaired: 'already paired',
  },
  '2025': {
    noSession: 'No session',
    notConnected: 'Not connected',
    alreadyConnected: 'Already Connected',
    alreadyLoggedIn: 'Already Loggedin',
    alreadyPaired: 'Already paired',
  },
} as const;

/** An error of this account's version. */
export function stateError({ script }: WuzapiAccount, code: number, state: keyof (typeof SPELLINGS)['2026']): Response {
  return wuzapiError(code, SPELLINGS[script.wuzapiVersion][state]);
}

/** The answer of `status`, which gives away the token, the address of the webhook and that of the proxy. */
export function statusData(account: WuzapiAccount, webhook: string): unknown {
  const { instance, token, script, state } = account;
  const { isConnected, isLoggedIn } = clientOf(account);
  const flags =
    script.wuzapiVersion === '2025'
      ? { Connected: isConnected, LoggedIn: isLoggedIn }
      : { connected: isConnected, loggedIn: isLoggedIn };
  const jid = state === 'linked' ? `${script.phone}:7@s.whatsapp.net` : '';
  return {
    ...{ id: instance, name: `user ${instance}`, ...flags, token, jid, webhook, events: script.wuzapiEvents },
    ...{ proxy_url: `socks5://proxy-user:secret-of-${instance}@proxy.test:1080`, qrcode: '', history: '0' },
    proxy_config: { enabled: true, proxy_url: `socks5://proxy-user:secret-of-${instance}@proxy.test:1080` },
    s3_config: { enabled: false, endpoint: '', region: '', bucket: '', access_key: '***', path_style: false },
    hmac_configured: false,
  };
}
