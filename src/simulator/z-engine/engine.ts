import type { Call, Dialect } from '../dialect.js';
import { qrDataUri, qrBase64 } from '../png.js';
import { randomPairingCode } from '../random.js';
import { jsonResponse, noAddressResponse } from '../responses.js';
import { methodNotAllowed, Z_ENGINE_FAULTS } from './faults.js';
import { Z_ENGINE_FIELDS, Z_ENGINE_STATES, type ZEngineAccount, type ZEngineOptions } from './options.js';

/** What Z-API and PlugChat have in common: both run the same engine. */

/** How long a code for the vendor's browser extension is valid, in ms: five minutes, as documented. */
const EXTENSION_TOKEN_LIFE = 300_000;

type ZEngineCall = Call<ZEngineOptions>;
type MethodTable = Readonly<Record<string, (call: ZEngineCall) => Response>>;

/** CORS is undocumented; these headers are what a page would need, and a script can take them away. */
const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Client-Token, Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
} as const;

/** The methods that both gateways have. */
export const COMMON_METHODS: MethodTable = {
  'qr-code': (call) =>
    respondWithQr(call, ({ textForm }, payload) => (textForm === 'payload' ? payload : qrDataUri(payload))),
  'qr-code/image': (call) =>
    respondWithQr(call, ({ imageForm }, payload) => (imageForm === 'base64' ? qrBase64(payload) : qrDataUri(payload))),
  status: ({ account }) => jsonResponse(toStatusBody(account)),
  device: respondWithDevice,
  disconnect: ({ account }) => {
    account.logout();
    return jsonResponse({ value: true });
  },
};

/** The methods of Z-API, which has two more. */
export const Z_API_METHODS: MethodTable = {
  ...COMMON_METHODS,
  'phone-code': respondWithPhoneCode,
  'extension-token': respondWithExtensionToken,
};

/** The parts that the dialects of both gateways share. */
export const Z_ENGINE = {
  fields: Z_ENGINE_FIELDS,
  states: Z_ENGINE_STATES,
  faults: Z_ENGINE_FAULTS,
  corsHeaders: () => CORS_HEADERS,
} as const satisfies Partial<Dialect<ZEngineOptions>>;

/** The method that a path names, without the method's argument. */
export function toZApiMethod(path: string): string {
  return path.replace(/^phone-code\/[^/]*$/, 'phone-code');
}

/** Responds for a gateway that has these methods; all of them are called with GET. */
export function respondWith(methods: MethodTable): (call: ZEngineCall) => Response {
  return (call) => {
    const respond = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
    if (!respond) return noAddressResponse(call.request);
    return call.request.method === 'GET' ? respond(call) : methodNotAllowed();
  };
}

function respondWithQr(
  { account }: ZEngineCall,
  toValue: (script: ZEngineOptions, payload: string) => string,
): Response {
  const otherAnswer = answerWithoutCode(account);
  if (otherAnswer) return otherAnswer;
  const payload = account.qrCodes.renew();
  return jsonResponse(payload === undefined ? {} : { value: toValue(account.script, payload) });
}

/** The answer for an account that has no code to give; `undefined` if it has one. */
function answerWithoutCode(account: ZEngineAccount): Response | undefined {
  if (account.wantsPasskey) return jsonResponse({ challenge: CHALLENGE });
  const { state } = account; // read once, since time alone may change it
  if (state === 'linked') return respondAlreadyLinked(account);
  // The answers for a banned number, and between scan and link, are undocumented; these are ours.
  if (state === 'banned') return jsonResponse({ error: 'This number is blocked' }, 400);
  return state === 'linking' ? jsonResponse({}) : undefined;
}

function respondAlreadyLinked({ script }: ZEngineAccount): Response {
  const error = { error: 'You are already connected' };
  const forms = { connected: { connected: true }, error, 'error-400': error, empty: {}, null: { value: null } };
  return jsonResponse(forms[script.alreadyForm], script.alreadyForm === 'error-400' ? 400 : 200);
}

/** The gateway fills `error` even when all is well. */
function toStatusBody({ state, nuance, gateway }: ZEngineAccount): Record<string, unknown> {
  const connected = state === 'linked';
  return {
    connected,
    ...(gateway === 'plugchat' && { session: connected }),
    error: connected ? 'You are already connected.' : 'You are not connected.',
    smartphoneConnected: connected && nuance !== 'sleepMode',
  };
}

function respondWithDevice({ account }: ZEngineCall): Response {
  if (account.state !== 'linked') return jsonResponse({ error: 'You are not connected.' }, 400);
  const { phone, name } = account.script;
  const hardware = { sessionName: 'Simulated session', device_model: 'Simulated phone' };
  if (account.gateway === 'plugchat') return jsonResponse({ phone, imgUrl: null, device: hardware });
  const imgUrl = 'https://pps.whatsapp.invalid/simulated.jpg';
  const rest = { originalDevice: 'iphone', sessionId: 175, isBusiness: false };
  return jsonResponse({ phone, imgUrl, about: 'Simulated', name, device: hardware, ...rest });
}

function respondWithPhoneCode({ account, request }: ZEngineCall): Response {
  if (!/\/phone-code\/\d+$/.test(new URL(request.url).pathname))
    return jsonResponse({ error: 'Invalid phone number' }, 400);
  return answerWithoutCode(account) ?? jsonResponse({ [account.script.codeForm]: account.renewPairingCode() });
}

function respondWithExtensionToken({ clock }: ZEngineCall): Response {
  const token = randomPairingCode().replace(/^.{4}/, '$&-');
  return jsonResponse({ token, expiresAt: clock.now() + EXTENSION_TOKEN_LIFE });
}

/** A challenge of WebAuthn; its content is not documented. */
const CHALLENGE = {
  challenge: 'c2ltdWxhdGVk',
  rpId: 'web.whatsapp.com',
  allowCredentials: [],
  userVerification: 'required',
} as const;
