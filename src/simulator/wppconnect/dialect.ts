import { elapse } from '../clock.js';
import type { Call, Dialect, FaultResponse, Target } from '../dialect.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { qrBase64, qrDataUri, qrImage } from '../png.js';
import { htmlResponse, jsonResponse } from '../responses.js';
import {
  WPPCONNECT_DEFAULTS,
  WPPCONNECT_FIELDS,
  WPPCONNECT_STATES,
  type WppconnectAccount,
  type WppconnectOptions,
} from './options.js';
import { sessionOf, type WppconnectSession } from './session.js';

type WppconnectCall = Call<WppconnectOptions>;

/** `/api/{session}/{method}`, or with the token behind the session's name. */
const WPPCONNECT_PATH = /^\/api\/([^/:]+)(?::([^/]+))?\/([^/]+)$/;

const WPPCONNECT_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => wrongToken() },
  'not-found-json': { respond: () => noSuchPath() },
  'error-500': { respond: () => jsonResponse({ status: 'error', message: 'The session is not active' }, 500) },
  'code-refused': { on: ['start-session'], respond: (call) => respondToStart({ ...call, body: withoutPhone(call) }) },
} as const satisfies Readonly<Record<string, FaultResponse<WppconnectOptions>>>;

/** WPPConnect Server 2.10.4: as measured until its browser starts, then as its source has it. */
export const wppconnect = {
  label: 'WPPConnect Server',
  fields: WPPCONNECT_FIELDS,
  defaults: WPPCONNECT_DEFAULTS,
  states: WPPCONNECT_STATES,
  faults: WPPCONNECT_FAULTS,
  stateWord: (account) => sessionOf(account).status,
  corsHeaders: ({ headers }) => ({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': headers.get('Access-Control-Request-Headers') ?? '',
    'Access-Control-Allow-Methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
    Vary: 'Access-Control-Request-Headers',
  }),
  findTarget: findWppconnectTarget,
  methodOfPath: (path) => path.replace(/^api\/[^/]+\//, ''),
  addressOf: ({ instance }, method) => `/api/${instance}/${method}`,
  respond: respondAsWppconnect,
} as const satisfies Dialect<WppconnectOptions>;

/** A session that nobody has made a token for is refused like one with a wrong token. */
function findWppconnectTarget(
  request: Request,
  accounts: ReadonlyMap<string, WppconnectAccount>,
): Target<WppconnectOptions> | Response | undefined {
  const [isOurs, session = '', inPath, method = ''] =
    WPPCONNECT_PATH.exec(decodeURIComponent(new URL(request.url).pathname)) ?? [];
  if (isOurs === undefined || accounts.size === 0) return undefined;
  const [, bearer] = /^Bearer (.+)$/.exec(request.headers.get('Authorization') ?? '') ?? [];
  const token = inPath ?? bearer;
  const refusal = token === undefined ? missingToken() : wrongToken();
  const account = accounts.get(session);
  if (!account) return refusal;
  return { account, method, ...(token !== account.token && { refusal }) };
}

function respondAsWppconnect(call: WppconnectCall): Response | Promise<Response> {
  const { account, method, request } = call;
  switch (`${request.method} ${method}`) {
    case 'GET status-session':
      return respondWithStatus(call);
    case 'GET qrcode-session':
      return respondWithPicture(call);
    case 'GET check-connection-session':
      return jsonResponse(isLinked(call) ? { status: true, message: 'Connected' } : disconnected());
    case 'GET host-device':
      return respondWithDevice(call);
    case 'POST start-session':
      return respondToStart(call);
    case 'POST close-session':
      return respondToClose(account);
    case 'POST logout-session':
      return respondToLogout(call);
    default:
      return noSuchPath();
  }
}

const isLinked = ({ account }: WppconnectCall) => account.state === 'linked';
const disconnected = () => ({ status: false, message: 'Disconnected' });

/** A GET that says that it brings JSON gets one more field. */
function respondWithStatus({ account, request }: WppconnectCall): Response {
  const extra = request.headers.has('Content-Type') ? { session: '' } : {};
  return jsonResponse({ ...statusBody(sessionOf(account)), ...extra });
}

/** JSON leaves out what is undefined, and so does the server. Of a session that closed itself it keeps the last code. */
function statusBody({ isUnknown, heldStatus: status, urlcode }: WppconnectSession): object {
  if (isUnknown || status === null) return { status: 'CLOSED', qrcode: null };
  return { status, qrcode: urlcode === undefined ? null : qrDataUri(urlcode), urlcode, version: '2.10.4' };
}

/**
 * The answer tells how the session stood before. It is held until there is a code if the client wants to wait, and if
 * the server holds nothing for this session: not even what a call that closed it has left.
 */
async function respondToStart({ account, body, clock, signal }: WppconnectCall): Promise<Response> {
  const { waitQrCode: isHeld = false, phone } = (body ?? {}) as {
    readonly waitQrCode?: boolean;
    readonly phone?: string;
  };
  const session = sessionOf(account);
  const { isUnknown, heldStatus } = session;
  const before = statusBody(session);
  session.start(phone);
  if (!isHeld) return jsonResponse({ ...before, session: isUnknown ? '' : account.instance });
  if (!isUnknown) return jsonResponse({ ...before, status: heldStatus });
  await elapse(clock, session.codeDelay, signal);
  return jsonResponse(codeBody(account, session));
}

function codeBody({ instance, qrCodes }: WppconnectAccount, { phone, phoneCode }: WppconnectSession): unknown {
  if (phone !== undefined) return { status: 'phoneCode', phone, phoneCode, session: instance };
  const urlcode = qrCodes.current ?? '';
  return { status: 'qrcode', qrcode: qrBase64(urlcode), urlcode, session: instance };
}

/** A login without a number, so that no pairing code comes. */
function withoutPhone({ body }: WppconnectCall): unknown {
  return { ...(body as object | undefined), phone: undefined };
}

function respondWithPicture({ account }: WppconnectCall): Response {
  const session = sessionOf(account);
  if (session.urlcode !== undefined)
    return new Response(new Uint8Array(qrImage(session.urlcode)), { headers: { 'Content-Type': 'image/png' } });
  const start = 'Session not started. Please, use the /start-session route, for initialization your session';
  if (session.isUnknown) return jsonResponse({ status: null, message: start });
  return jsonResponse({ status: session.heldStatus, message: 'QRCode is not available...' });
}

function respondWithDevice({ account }: WppconnectCall): Response {
  const { phone, name: pushname } = account.script;
  if (account.state !== 'linked') return jsonResponse({ response: null, ...disconnected() }, 404);
  const response = { wid: { user: phone }, pushname, platform: 'android', phoneNumber: `${phone}@c.us` };
  return jsonResponse({ status: 'success', response, mapper: 'device' });
}

/** As long as the session shows a code this fails, and leaves it closed all the same. */
function respondToClose(account: WppconnectAccount): Response {
  const wasLinked = account.state === 'linked';
  const session = sessionOf(account);
  if (!session.isUnknown) session.close();
  if (wasLinked) return jsonResponse({ status: true, message: 'Session successfully closed' });
  return jsonResponse({ status: false, message: 'Error closing session', error: { level: 'error' } }, 500);
}

function respondToLogout(call: WppconnectCall): Response {
  const message = 'A sessão do WhatsApp não está ativa.';
  if (!isLinked(call)) return jsonResponse({ response: null, status: 'Disconnected', message }, 404);
  call.account.logout();
  return jsonResponse({ status: true, message: 'Session successfully closed' });
}

function missingToken(): Response {
  return jsonResponse({ message: 'Token is not present. Check your header and try again' }, 401);
}

function wrongToken(): Response {
  return jsonResponse({ error: 'Check that the Session and Token are correct' }, 401);
}

function noSuchPath(): Response {
  return htmlResponse(404, 'Error');
}
