import type { Account } from '../account.js';
import type { Call, Dialect, Target } from '../dialect.js';
import { fail } from './faults.js';
import { alreadyLogged, inactive, passkeyRequired, qrCode } from './frames.js';
import { hostedPage } from './page.js';
import { speak } from './socket.js';
import { empty, html, json, text, tooMany } from '../responses.js';

/** The gateway's own time-out for `qr`, in ms (gateways.md). */
const SLOW = 60_000;

/** `/waInstance{instance}/{method}/{token}`, and the hosted page at `/waInstance{instance}/{token}`. */
const PATH = /^\/waInstance([^/]+)\/([^/]+)(?:\/([^/]+))?$/;

const METHODS: Readonly<
  Record<string, { readonly verb: 'GET' | 'POST'; answer(call: Call): Response | Promise<Response> }>
> = {
  qr: { verb: 'GET', answer: qr },
  getAuthorizationCode: { verb: 'POST', answer: authorizationCode },
  getStateInstance: { verb: 'GET', answer: ({ account }) => json({ stateInstance: account.state }) },
  getWaSettings: { verb: 'GET', answer: ({ account }) => json(waSettings(account)) },
  logout: { verb: 'GET', answer: logout },
};

/** Green API: https://green-api.com/en/docs/api/account/qr/ and the facts in gateways.md. */
export const greenApi: Dialect = {
  cors: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Content-Type, Accept' },
  socketMethod: 'scanqrcode',
  limits: new Map(Object.entries({ qr: 3, scanqrcode: 1, getStateInstance: 1, getWaSettings: 1, logout: 1 })),
  faulty: {
    null: ['getStateInstance'],
    'has-auth': ['qr', 'scanqrcode'],
    'error-text': ['qr', 'scanqrcode'],
    'code-refused': ['getAuthorizationCode'],
  },
  resolve,
  method: (path) => path,
  address: ({ instance, token }, method) => `/waInstance${instance}/${method}/${token}`,
  connect: speak,
  answer,
  fail,
  rateLimited: () => tooMany(),
};

function resolve(request: Request, accounts: ReadonlyMap<string, Account>): Target | Response | undefined {
  const [, instance, first = '', second] = PATH.exec(new URL(request.url).pathname) ?? [];
  if (instance === undefined) return undefined;
  if (second === undefined) return hostedPage(instance, first);
  const account = accounts.get(instance);
  if (account?.gateway !== 'green-api') return empty(403);
  return { account, method: first, ...(second === account.token ? {} : { refusal: empty(401) }) };
}

async function answer(call: Call): Promise<Response> {
  const method = Object.hasOwn(METHODS, call.method) ? METHODS[call.method] : undefined;
  if (method?.verb !== call.request.method) return fail('not-found-json', call);
  return method.answer(call);
}

async function qr({ account, clock, signal }: Call): Promise<Response> {
  const end = clock.now() + SLOW;
  for (;;) {
    const said = sayQr(account);
    if (said) return said;
    if (clock.now() >= end) return html(504, '504 Gateway Time-out');
    await account.change(end - clock.now(), signal);
  }
}

/** `undefined`: the first QR code of the login is still to come. */
function sayQr(account: Account): Response | undefined {
  if (account.wantsPasskey) return json(passkeyRequired(account));
  if (account.state === 'starting' && account.script.qrWhileStarting === 'starting') {
    return text(400, 'instance in starting process try later');
  }
  if (account.state === 'blocked') return json(inactive);
  if (account.state !== 'notAuthorized') return json(alreadyLogged);
  const payload = account.askQr();
  return payload === undefined ? undefined : json(qrCode(payload));
}

function authorizationCode({ account, body }: Call): Response {
  const phone = typeof body === 'object' && body !== null && 'phoneNumber' in body ? body.phoneNumber : undefined;
  if (!Number.isSafeInteger(phone)) return text(400, `Validation failed. Details: 'phoneNumber' must be an integer`);
  const canLink = account.state === 'notAuthorized' && !account.wantsPasskey;
  return json(canLink ? { status: true, code: account.askCode() } : { status: false, code: '' });
}

function waSettings({ state, script: { phone, phoneForm } }: Account): Record<string, unknown> {
  if (state !== 'authorized' && state !== 'suspended' && state !== 'yellowCard') {
    return { avatar: '', phone: '', stateInstance: state, deviceId: '' };
  }
  const chatId = `${phone}@c.us`;
  const forms = { string: { phone }, number: { phone: Number(phone), chatId }, chatId: { chatId } };
  return {
    avatar: 'https://pps.whatsapp.invalid/simulated.jpg',
    ...forms[phoneForm],
    stateInstance: state,
    deviceId: `${phone}:8@s.whatsapp.net`,
  };
}

function logout({ account }: Call): Response {
  account.logout();
  return json({ isLogout: true });
}
