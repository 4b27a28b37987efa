import { elapse } from '../clock.js';
import type { Call } from '../dialect.js';
import { isRecord } from '../fields.js';
import { qrDataUri } from '../png.js';
import { jsonResponse } from '../responses.js';
import { openWaError, sessionBody } from './bodies.js';
import type { OpenWaOptions } from './options.js';
import { sessionOf } from './session.js';

export type OpenWaCall = Call<OpenWaOptions>;

/** How long the server makes a pairing code, in ms. */
const CODE_DELAY = 500;

interface OpenWaMethod {
  readonly verb: 'GET' | 'POST';
  respond(call: OpenWaCall): Response | Promise<Response>;
}

const OPENWA_METHODS: Readonly<Record<string, OpenWaMethod>> = {
  session: { verb: 'GET', respond: ({ account }) => jsonResponse(sessionBody(account)) },
  start: { verb: 'POST', respond: respondToStart },
  qr: { verb: 'GET', respond: respondToQr },
  'pairing-code': { verb: 'POST', respond: respondToPairingCode },
  logout: { verb: 'POST', respond: respondToLogout },
};

export function respondAsOpenWa(call: OpenWaCall): Response | Promise<Response> {
  const method = Object.hasOwn(OPENWA_METHODS, call.method) ? OPENWA_METHODS[call.method] : undefined;
  if (method?.verb === call.request.method) return method.respond(call);
  return openWaError(404, `Cannot ${call.request.method} ${new URL(call.request.url).pathname}`);
}

function respondToStart({ account }: OpenWaCall): Response {
  const session = sessionOf(account);
  if (session.hasEngine) return openWaError(400, 'Session is already started');
  if (session.isEnding)
    return openWaError(409, 'A credential teardown is still in flight', { code: 'SESSION_NAME_TEARDOWN_PENDING' });
  session.start();
  return jsonResponse(sessionBody(account));
}

/** The picture of the last code is answered until the account is linked, even when it has been scanned. */
function respondToQr({ account }: OpenWaCall): Response {
  const { status } = sessionOf(account);
  const payload = account.state === 'linking' ? account.qrCodes.latest : account.qrCodes.current;
  if (payload === undefined || status === 'ready')
    return openWaError(400, 'QR code not ready or session already authenticated');
  return jsonResponse({ qrCode: qrDataUri(payload), status });
}

async function respondToPairingCode({ account, body, clock, signal }: OpenWaCall): Promise<Response> {
  const session = sessionOf(account);
  const phone = isRecord(body) ? body['phoneNumber'] : undefined;
  if (typeof phone !== 'string' || !/^\d{6,15}$/.test(phone))
    return openWaError(400, ['phoneNumber must be digits only in international format']);
  if (!session.hasEngine) return openWaError(400, 'Session is not started');
  if (session.status === 'ready') return openWaError(400, 'Session is already authenticated');
  if (session.status !== 'qr_ready') return openWaError(409, 'The session is not waiting to be linked');
  await elapse(clock, CODE_DELAY, signal);
  return jsonResponse({ pairingCode: session.givePairingCode(), status: 'qr_ready' }, 201);
}

function respondToLogout({ account }: OpenWaCall): Response {
  const session = sessionOf(account);
  if (!session.hasEngine) return openWaError(400, 'Session is not started');
  session.logOut();
  return jsonResponse(sessionBody(account));
}
