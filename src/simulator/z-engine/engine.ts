import type { Account } from '../account.js';
import type { Call, Dialect } from '../dialect.js';
import { qrBase64 } from '../png.js';
import { randomCode } from '../random.js';
import { json } from '../responses.js';
import { fail } from './faults.js';

/** What Z-API and PlugChat have in common: both run the same engine. */

/** How long a code for the vendor's browser extension is valid, ms (gateways.md). */
const EXTENSION_TOKEN_LIFE = 300_000;

type Answer = (call: Call) => Response;

/** CORS is undocumented; these headers are what a page would need, and a script can take them away. */
export const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Client-Token, Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
} as const;

/** Where the engine is known to fail so. */
export const FAULTY: Dialect['faulty'] = {
  'error-text': ['qr-code', 'qr-code/image'],
  'no-value': ['qr-code', 'qr-code/image'],
  'code-refused': ['phone-code'],
  restore: ['status'],
  'value-false': ['disconnect'],
};

/** What both gateways answer. */
export const METHODS: Readonly<Record<string, Answer>> = {
  'qr-code': (call) => giveQr(call, ({ textForm }, payload) => (textForm === 'payload' ? payload : dataUri(payload))),
  'qr-code/image': (call) =>
    giveQr(call, ({ imageForm }, payload) => (imageForm === 'base64' ? qrBase64(payload) : dataUri(payload))),
  status: ({ account }) => json(status(account)),
  device,
  disconnect: ({ account }) => {
    account.logout();
    return json({ value: true });
  },
};

/** What Z-API answers besides. */
export const MORE_METHODS: Readonly<Record<string, Answer>> = { 'phone-code': givePhoneCode, 'extension-token': help };

/** The method of a path: what follows it is its argument. */
export function methodOf(path: string): string {
  return path.replace(/^phone-code\/[^/]*$/, 'phone-code');
}

/** The answers of a gateway with these methods; all are asked for with GET. */
export function answerer(methods: Readonly<Record<string, Answer>>): Dialect['answer'] {
  return (call) => {
    const answer = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
    if (!answer) return Promise.resolve(fail('not-found-json', call));
    return Promise.resolve(call.request.method === 'GET' ? answer(call) : fail('method-not-allowed', call));
  };
}

function giveQr({ account }: Call, form: (script: Account['script'], payload: string) => string): Response {
  const said = sayNoCode(account);
  if (said) return said;
  const payload = account.renewQr();
  return json(payload === undefined ? {} : { value: form(account.script, payload) });
}

/** Why there is no code to give; `undefined`: there is one. */
function sayNoCode(account: Account): Response | undefined {
  if (account.wantsPasskey) return json({ challenge: CHALLENGE });
  if (isLinked(account)) return sayAlready(account);
  // What is said of a banned number, and between scan and link, is undocumented; the words are ours.
  if (account.state === 'blocked') return json({ error: 'This number is blocked' }, 400);
  return account.state === 'starting' ? json({}) : undefined;
}

function sayAlready({ script }: Account): Response {
  const error = { error: 'You are already connected' };
  const forms = { connected: { connected: true }, error, 'error-400': error, empty: {}, null: { value: null } };
  return json(forms[script.alreadyForm], script.alreadyForm === 'error-400' ? 400 : 200);
}

/** `error` is filled even when all is well. */
function status(account: Account): Record<string, unknown> {
  const connected = isLinked(account);
  return {
    connected,
    ...(account.gateway === 'plugchat' && { session: connected }),
    error: connected ? 'You are already connected.' : 'You are not connected.',
    smartphoneConnected: connected && account.state !== 'sleepMode',
  };
}

function device({ account }: Call): Response {
  if (!isLinked(account)) return json({ error: 'You are not connected.' }, 400);
  const { phone, name, gateway } = account.script;
  const hardware = { sessionName: 'Simulated session', device_model: 'Simulated phone' };
  if (gateway === 'plugchat') return json({ phone, imgUrl: null, device: hardware });
  const imgUrl = 'https://pps.whatsapp.invalid/simulated.jpg';
  const rest = { originalDevice: 'iphone', sessionId: 175, isBusiness: false };
  return json({ phone, imgUrl, about: 'Simulated', name, device: hardware, ...rest });
}

function givePhoneCode({ account, request }: Call): Response {
  if (!/\/phone-code\/\d+$/.test(new URL(request.url).pathname)) return json({ error: 'Invalid phone number' }, 400);
  return sayNoCode(account) ?? json({ [account.script.codeForm]: account.askCode() });
}

function help({ clock }: Call): Response {
  const token = randomCode().replace(/^.{4}/, '$&-');
  return json({ token, expiresAt: clock.now() + EXTENSION_TOKEN_LIFE });
}

/** `sleepMode` (the phone is off) was linked before. */
function isLinked({ state }: Account): boolean {
  return state !== 'notAuthorized' && state !== 'starting' && state !== 'blocked';
}

function dataUri(payload: string): string {
  return `data:image/png;base64,${qrBase64(payload)}`;
}

/** A question of WebAuthn; its content is not documented. */
const CHALLENGE = {
  challenge: 'c2ltdWxhdGVk',
  rpId: 'web.whatsapp.com',
  allowCredentials: [],
  userVerification: 'required',
} as const;
