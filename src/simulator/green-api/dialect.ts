import { stateWordOf, type Call, type Dialect, type Target } from '../dialect.js';
import { emptyResponse, htmlResponse, jsonResponse, noAddressResponse, textResponse } from '../responses.js';
import { GREEN_API_FAULTS } from './faults.js';
import { accountBlocked, alreadyLogged, passkeyRequired, qrCode } from './frames.js';
import { GREEN_API_FIELDS, type GreenApiOptions } from './options.js';
import { hostedPage } from './page.js';
import { openScanSocket } from './socket.js';
import { GREEN_API_STATES, type GreenApiAccount } from './states.js';

type GreenApiCall = Call<GreenApiOptions>;

/** After this time without a QR code the gateway answers `qr` with a 504, in ms. */
const QR_TIMEOUT = 60_000;

/** `/waInstance{instance}/{method}/{token}`, and the hosted page at `/waInstance{instance}/{token}`. */
const GREEN_API_PATH = /^\/waInstance([^/]+)\/([^/]+)(?:\/([^/]+))?$/;

interface GreenApiMethod {
  readonly verb: 'GET' | 'POST';
  respond(call: GreenApiCall): Response | Promise<Response>;
}

const GREEN_API_METHODS: Readonly<Record<string, GreenApiMethod>> = {
  qr: { verb: 'GET', respond: respondWithQr },
  getAuthorizationCode: { verb: 'POST', respond: respondWithCode },
  getStateInstance: {
    verb: 'GET',
    respond: ({ account }) => jsonResponse({ stateInstance: stateInstanceOf(account) }),
  },
  getWaSettings: { verb: 'GET', respond: ({ account }) => jsonResponse(waSettings(account)) },
  logout: { verb: 'GET', respond: respondToLogout },
};

/** Green API, as https://green-api.com/en/docs/api/account/qr/ and its neighbours describe it. */
export const greenApi = {
  label: 'Green API',
  fields: GREEN_API_FIELDS,
  states: GREEN_API_STATES,
  faults: GREEN_API_FAULTS,
  socketMethod: 'scanqrcode',
  limits: new Map(Object.entries({ qr: 3, scanqrcode: 1, getStateInstance: 1, getWaSettings: 1, logout: 1 })),
  corsHeaders: () => ({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Content-Type, Accept' }),
  findTarget: findGreenApiTarget,
  methodOfPath: (path) => path,
  addressOf: ({ instance, token }, method) => `/waInstance${instance}/${method}/${token}`,
  openSocket: openScanSocket,
  respond: respondAsGreenApi,
} as const satisfies Dialect<GreenApiOptions>;

function findGreenApiTarget(
  request: Request,
  accounts: ReadonlyMap<string, GreenApiAccount>,
): Target<GreenApiOptions> | Response | undefined {
  const [, instance, first = '', second] = GREEN_API_PATH.exec(new URL(request.url).pathname) ?? [];
  if (instance === undefined) return undefined;
  if (second === undefined) return hostedPage(instance, first);
  const account = accounts.get(instance);
  if (!account) return emptyResponse(403);
  return { account, method: first, ...(second === account.token ? {} : { refusal: emptyResponse(401) }) };
}

async function respondAsGreenApi(call: GreenApiCall): Promise<Response> {
  const method = Object.hasOwn(GREEN_API_METHODS, call.method) ? GREEN_API_METHODS[call.method] : undefined;
  if (method?.verb !== call.request.method) return noAddressResponse(call.request);
  return method.respond(call);
}

async function respondWithQr({ account, clock, signal }: GreenApiCall): Promise<Response> {
  const end = clock.now() + QR_TIMEOUT;
  for (;;) {
    const ready = readyQrAnswer(account);
    if (ready) return ready;
    if (clock.now() >= end) return htmlResponse(504, '504 Gateway Time-out');
    await account.nextChange(end - clock.now(), signal);
  }
}

/** Returns `undefined` while the first QR code of the login is still to come. */
function readyQrAnswer(account: GreenApiAccount): Response | undefined {
  if (account.wantsPasskey) return jsonResponse(passkeyRequired(account));
  if (account.state === 'linking' && account.script.qrWhileStarting === 'starting') {
    return textResponse(400, 'instance in starting process try later');
  }
  if (account.state === 'banned') return jsonResponse(accountBlocked);
  if (account.state !== 'unlinked') return jsonResponse(alreadyLogged);
  const payload = account.qrCodes.ask();
  return payload === undefined ? undefined : jsonResponse(qrCode(payload));
}

function respondWithCode({ account, body }: GreenApiCall): Response {
  const phone = typeof body === 'object' && body !== null && 'phoneNumber' in body ? body.phoneNumber : undefined;
  if (!Number.isSafeInteger(phone))
    return textResponse(400, `Validation failed. Details: 'phoneNumber' must be an integer`);
  const canLink = account.state === 'unlinked' && !account.wantsPasskey;
  return jsonResponse(canLink ? { status: true, code: account.renewPairingCode() } : { status: false, code: '' });
}

function stateInstanceOf(account: GreenApiAccount): string {
  return stateWordOf({ states: GREEN_API_STATES }, account);
}

function waSettings(account: GreenApiAccount): Record<string, unknown> {
  const stateInstance = stateInstanceOf(account);
  if (account.state !== 'linked' || stateInstance === 'sleepMode') {
    return { avatar: '', phone: '', stateInstance, deviceId: '' };
  }
  const { phone, phoneForm } = account.script;
  const chatId = `${phone}@c.us`;
  const forms = { string: { phone }, number: { phone: Number(phone), chatId }, chatId: { chatId } };
  return {
    avatar: 'https://pps.whatsapp.invalid/simulated.jpg',
    ...forms[phoneForm],
    stateInstance,
    deviceId: `${phone}:8@s.whatsapp.net`,
  };
}

function respondToLogout({ account }: GreenApiCall): Response {
  account.logout();
  return jsonResponse({ isLogout: true });
}
