import type { Call, Dialect, FaultResponse, Target } from '../dialect.js';
import { elapse } from '../clock.js';
import { HTTP_FAULTS } from '../http-faults.js';
import { qrDataUri, type QrStyle } from '../png.js';
import { textResponse } from '../responses.js';
import { clientOf, WHATSMEOW_DEFAULTS } from '../whatsmeow-client.js';
import { findByToken } from '../token-target.js';
import { stateError, statusData, wuzapiData, wuzapiError } from './bodies.js';
import { WUZAPI_FIELDS, WUZAPI_STATES, type WuzapiAccount, type WuzapiOptions } from './options.js';

type WuzapiCall = Call<WuzapiOptions>;

const WUZAPI_PATH = /^\/(?:session\/(status|connect|disconnect|logout|qr|pairphone)|(webhook))$/;
/** The picture is of 256 × 256 px at the gateway. */
const WUZAPI_STYLE: QrStyle = { correction: 'M', margin: 4 };
/** A `connect` without `Immediate` waits for so long, in ms. */
const BLOCKING = 10_000;

const WUZAPI_FAULTS = {
  ...HTTP_FAULTS,
  unauthorized: { respond: () => wuzapiError(401, 'unauthorized') },
  'not-found-json': { respond: () => textResponse(404, '404 page not found\n') },
  'error-500': { respond: () => wuzapiError(500, 'database is locked') },
  'failed-to-connect': { on: ['connect'], respond: () => wuzapiError(500, 'failed to Connect') },
  jam: {
    on: ['connect', 'qr'],
    respond: ({ account, method }) =>
      stateError(account, 500, method === 'connect' ? 'alreadyConnected' : 'notConnected'),
  },
  'code-refused': {
    on: ['pairphone'],
    respond: () => wuzapiError(400, 'info query returned status 429: rate-overlimit'),
  },
} as const satisfies Readonly<Record<string, FaultResponse<WuzapiOptions>>>;

/** wuzapi as its source has it. It sends no CORS headers, so that no page of another origin can read its answers. */
export const wuzapi = {
  label: 'wuzapi',
  fields: WUZAPI_FIELDS,
  defaults: { ...WHATSMEOW_DEFAULTS, cors: false },
  states: WUZAPI_STATES,
  faults: WUZAPI_FAULTS,
  stateWord: (account) => {
    const { isConnected, isLoggedIn } = clientOf(account);
    return isLoggedIn ? 'loggedIn' : isConnected ? 'connected' : 'disconnected';
  },
  linkDelay: (account) => clientOf(account).linkDelay,
  corsHeaders: () => ({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'token, Content-Type' }),
  findTarget: findWuzapiTarget,
  methodOfPath: (path) => path.replace(/^session\//, ''),
  addressOf: (_, method) => (method === 'webhook' ? '/webhook' : `/session/${method}`),
  respond: respondAsWuzapi,
} as const satisfies Dialect<WuzapiOptions>;

/** The token stands in a header or in the query. */
function findWuzapiTarget(
  request: Request,
  accounts: ReadonlyMap<string, WuzapiAccount>,
): Target<WuzapiOptions> | Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  const [isOurs, method, webhook = ''] = WUZAPI_PATH.exec(pathname) ?? [];
  if (isOurs === undefined) return undefined;
  const token = request.headers.get('token') ?? searchParams.get('token');
  return findByToken(token, method ?? webhook, accounts) ?? wuzapiError(401, 'unauthorized');
}

function respondAsWuzapi(call: WuzapiCall): Response | Promise<Response> {
  switch (`${call.request.method} ${call.method}`) {
    case 'GET status':
      return respondWithStatus(call);
    case 'GET qr':
      return respondWithQr(call);
    case 'GET webhook':
      return wuzapiData({ webhook: webhookOf(call.account), subscribe: call.account.script.wuzapiEvents.split(',') });
    case 'POST connect':
      return respondToConnect(call);
    case 'POST pairphone':
      return respondToPairphone(call);
    case 'POST disconnect':
    case 'POST logout':
      return respondToDisconnect(call);
    default:
      return textResponse(405, '');
  }
}

function respondWithStatus({ account }: WuzapiCall): Response {
  const isAbsent = clientOf(account).state === 'none' && account.script.wuzapiVersion === '2025';
  return isAbsent ? stateError(account, 500, 'noSession') : wuzapiData(statusData(account, webhookOf(account)));
}

function respondWithQr({ account }: WuzapiCall): Response {
  const client = clientOf(account);
  if (client.state === 'none') return stateError(account, 500, 'noSession');
  if (!client.isConnected) return stateError(account, 500, 'notConnected');
  if (client.isLoggedIn) return stateError(account, 500, 'alreadyLoggedIn');
  return wuzapiData({ QRCode: client.qr === undefined ? '' : qrDataUri(client.qr, WUZAPI_STYLE) });
}

/** The older version takes no list of events for an empty one. */
async function respondToConnect({ account, body, clock, signal }: WuzapiCall): Promise<Response> {
  if (typeof body !== 'object' || body === null) return wuzapiError(400, 'could not decode Payload');
  const { Subscribe: events = [], Immediate: isImmediate = false } = body as {
    readonly Subscribe?: readonly string[];
    readonly Immediate?: boolean;
  };
  const client = clientOf(account);
  if (client.isConnected) return stateError(account, 500, 'alreadyConnected');
  if (events.length > 0 || account.script.wuzapiVersion === '2025') account.change({ wuzapiEvents: events.join(',') });
  client.start();
  if (!isImmediate) await elapse(clock, BLOCKING, signal);
  const details = { webhook: webhookOf(account), jid: '', events: account.script.wuzapiEvents, details: 'Connected!' };
  return wuzapiData(details);
}

function respondToPairphone({ account, body }: WuzapiCall): Response {
  const client = clientOf(account);
  if (client.state === 'none') return stateError(account, 500, 'noSession');
  if (!(body as { readonly Phone?: unknown } | undefined)?.Phone) return wuzapiError(400, 'missing Phone in Payload');
  if (client.isLoggedIn) return stateError(account, 400, 'alreadyPaired');
  const code = client.pair();
  if (code === undefined) return wuzapiError(400, 'failed to send info query: websocket not connected');
  return wuzapiData({ LinkingCode: `${code.slice(0, 4)}-${code.slice(4)}` });
}

function respondToDisconnect({ account, method }: WuzapiCall): Response {
  const client = clientOf(account);
  if (client.state === 'none') return stateError(account, 500, 'noSession');
  if (method === 'logout' && !client.isLoggedIn) return wuzapiError(500, 'could not logout as it was not logged in');
  account.logout();
  return wuzapiData({ Details: method === 'logout' ? 'Logged out' : 'Disconnected' });
}

function webhookOf({ instance }: WuzapiAccount): string {
  return `https://hooks.test/in?key=secret-of-${instance}`;
}
