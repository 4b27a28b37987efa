import { elapse } from '../clock.js';
import type { Call } from '../dialect.js';
import { isRecord } from '../fields.js';
import { htmlResponse, jsonResponse } from '../responses.js';
import type { WwebjsAccount, WwebjsOptions } from './options.js';
import { sessionOf } from './session.js';

export type WwebjsCall = Call<WwebjsOptions>;

/** How long the page makes a pairing code, in ms. */
const CODE_DELAY = 1_000;
/** A question that the page never answers ends with the browser's own patience, in ms. */
const PROTOCOL_TIMEOUT = 180_000;

interface WwebjsMethod {
  readonly verb: 'GET' | 'POST';
  respond(call: WwebjsCall): Response | Promise<Response>;
}

const WWEBJS_METHODS: Readonly<Record<string, WwebjsMethod>> = {
  status: { verb: 'GET', respond: ({ account }) => jsonResponse(statusBody(account)) },
  start: { verb: 'GET', respond: respondToStart },
  qr: { verb: 'GET', respond: respondToQr },
  requestPairingCode: { verb: 'POST', respond: respondToPairingCode },
  restart: { verb: 'GET', respond: respondToRestart },
  terminate: { verb: 'GET', respond: respondToTerminate },
  getClassInfo: { verb: 'GET', respond: respondToClassInfo },
};

export function respondAsWwebjs(call: WwebjsCall): Response | Promise<Response> {
  const method = Object.hasOwn(WWEBJS_METHODS, call.method) ? WWEBJS_METHODS[call.method] : undefined;
  return method?.verb === call.request.method ? method.respond(call) : htmlResponse(404, 'Error');
}

export function wwebjsError(status: number, error: string): Response {
  return jsonResponse({ success: false, error }, status);
}

/** What the server says of a session, whatever was asked. */
function statusBody(account: WwebjsAccount): object {
  const { message } = sessionOf(account);
  const isLinked = message === 'session_connected';
  const state = isLinked ? 'CONNECTED' : message === 'session_not_connected' ? 'OPENING' : null;
  return { success: isLinked, state, message };
}

/** The answer comes when the browser is there. A second browser cannot have the same profile. */
async function respondToStart({ account, clock, signal }: WwebjsCall): Promise<Response> {
  const session = sessionOf(account);
  if (session.isStarting) {
    await elapse(clock, account.script.browserDelay, signal);
    return wwebjsError(422, `The browser is already running for /usr/src/app/sessions/session-${account.instance}.`);
  }
  if (session.hasBrowser) return wwebjsError(422, `Session already exists for: ${account.instance}`);
  session.openBrowser();
  await elapse(clock, account.script.browserDelay, signal);
  return jsonResponse({ success: true, message: 'Session initiated successfully' });
}

function respondToQr({ account }: WwebjsCall): Response {
  const session = sessionOf(account);
  if (!session.hasBrowser) return jsonResponse({ success: false, message: 'session_not_found' });
  const { qr } = session;
  return jsonResponse(
    qr === undefined ? { success: false, message: 'qr code not ready or already scanned' } : { success: true, qr },
  );
}

/** A page that shows no QR code yet never answers. */
async function respondToPairingCode({ account, body, clock, signal }: WwebjsCall): Promise<Response> {
  const session = sessionOf(account);
  if (!isRecord(body) || typeof body['phoneNumber'] !== 'string') return wwebjsError(500, 'phoneNumber is not defined');
  if (!session.hasBrowser) return jsonResponse({ success: false, message: 'session_not_found' });
  const isReady = session.qr !== undefined;
  await elapse(clock, isReady ? CODE_DELAY : PROTOCOL_TIMEOUT, signal);
  if (!isReady) return wwebjsError(500, 'Runtime.callFunctionOn timed out.');
  return jsonResponse({ success: true, result: session.givePairingCode() });
}

async function respondToRestart({ account, clock, signal }: WwebjsCall): Promise<Response> {
  const session = sessionOf(account);
  if (!session.hasBrowser) return jsonResponse(statusBody(account));
  session.openBrowser();
  await elapse(clock, account.script.browserDelay, signal);
  return jsonResponse({ success: true, message: 'Restarted successfully' });
}

function respondToTerminate({ account }: WwebjsCall): Response {
  const session = sessionOf(account);
  if (!session.hasBrowser) return jsonResponse(statusBody(account));
  session.closeBrowser();
  return jsonResponse({ success: true, message: 'Logged out successfully' });
}

function respondToClassInfo({ account }: WwebjsCall): Response {
  const { phone, name } = account.script;
  if (account.state !== 'linked') return jsonResponse(statusBody(account), 404);
  const wid = { server: 'c.us', user: phone, _serialized: `${phone}@c.us` };
  return jsonResponse({ success: true, sessionInfo: { pushname: name, wid, me: wid, platform: 'android' } });
}
