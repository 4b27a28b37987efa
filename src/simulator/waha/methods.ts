import { elapse } from '../clock.js';
import type { Call } from '../dialect.js';
import { isRecord } from '../fields.js';
import { qrBase64, qrImage } from '../png.js';
import { jsonResponse, noAddressResponse } from '../responses.js';
import { notStarted, qrOfNobody, sessionBody, WAHA_CHALLENGE, wahaError, wrongState } from './bodies.js';
import type { WahaOptions } from './options.js';
import { sessionOf } from './session.js';

export type WahaCall = Call<WahaOptions>;

/** How long a session is being stopped, and logged out, in ms. */
const STOP_TIME = 3_000;
const LOGOUT_TIME = 4_000;

interface WahaMethod {
  readonly verb: 'GET' | 'POST';
  respond(call: WahaCall): Response | Promise<Response>;
}

const WAHA_METHODS: Readonly<Record<string, WahaMethod>> = {
  session: { verb: 'GET', respond: (call) => sessionResponse(call, 200) },
  start: { verb: 'POST', respond: respondToStart },
  stop: { verb: 'POST', respond: (call) => act(call, STOP_TIME, () => sessionOf(call.account).stop()) },
  restart: { verb: 'POST', respond: (call) => act(call, STOP_TIME, () => sessionOf(call.account).start()) },
  logout: { verb: 'POST', respond: (call) => act(call, LOGOUT_TIME, () => sessionOf(call.account).logOut()) },
  qr: { verb: 'GET', respond: respondToQr },
  'request-code': { verb: 'POST', respond: respondToCode },
  challenge: { verb: 'GET', respond: respondToChallenge },
  passkey: { verb: 'POST', respond: respondToAssertion },
  confirmation: { verb: 'GET', respond: respondToConfirmation },
  confirm: { verb: 'POST', respond: respondToConfirm },
};

export function respondAsWaha(call: WahaCall): Response | Promise<Response> {
  const method = Object.hasOwn(WAHA_METHODS, call.method) ? WAHA_METHODS[call.method] : undefined;
  return method?.verb === call.request.method ? method.respond(call) : noAddressResponse(call.request);
}

function sessionResponse({ account }: WahaCall, status: number): Response {
  return jsonResponse(sessionBody(account, sessionOf(account)), status);
}

async function act(call: WahaCall, time: number, action: () => void): Promise<Response> {
  await elapse(call.clock, time, call.signal);
  action();
  return sessionResponse(call, 201);
}

/** A session that has failed counts as started. */
function respondToStart(call: WahaCall): Response {
  const session = sessionOf(call.account);
  if (session.isRunning) return wahaError(422, `Session '${call.account.instance}' is already started.`);
  session.start();
  return sessionResponse(call, 201);
}

/** In a wrong state the gateway waits for the right one, and then tells the state as it is by then. */
async function respondToQr(call: WahaCall): Promise<Response> {
  const { account, request } = call;
  const session = sessionOf(account);
  const { stoppedDelay, wrongStateDelay } = account.script;
  if (session.qr === undefined)
    await elapse(call.clock, session.isRunning ? wrongStateDelay : stoppedDelay, call.signal);
  if (session.qr === undefined) return wrongState(account, session);
  return qrResponse(session.qr, request);
}

/** A picture, unless the client asks for the text, or accepts nothing but JSON. */
function qrResponse(qr: string, { url, headers }: Request): Response {
  if (headers.get('Accept') === 'application/json') {
    const isRaw = new URL(url).searchParams.get('format') === 'raw';
    return jsonResponse(isRaw ? { value: qr } : { mimetype: 'image/png', data: qrBase64(qr) });
  }
  return new Response(qrImage(qr) as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/png' } });
}

/** The phone's number is not looked at: without one the code is useless. */
function respondToCode({ account, body }: WahaCall): Response {
  const session = sessionOf(account);
  const { status } = session;
  if (status === 'STOPPED') return notStarted(account.instance);
  if (status !== 'SCAN_QR_CODE' || account.state !== 'unlinked')
    return wahaError(422, `Can request code only in SCAN_QR_CODE status. The current status is ${status}`);
  const phone = isRecord(body) && typeof body['phoneNumber'] === 'string' ? body['phoneNumber'] : '';
  return jsonResponse({ code: session.askForCode(phone).replace(/^.{4}/, '$&-') }, 201);
}

function respondToChallenge({ account }: WahaCall): Response {
  const isWanted = sessionOf(account).status === 'PASSKEY_REQUIRED';
  return isWanted ? jsonResponse(WAHA_CHALLENGE) : wahaError(422, 'No passkey challenge is pending');
}

function respondToAssertion({ account, body }: WahaCall): Response {
  const session = sessionOf(account);
  const isSigned = isRecord(body) && typeof body['id'] === 'string' && isRecord(body['response']);
  if (session.status !== 'PASSKEY_REQUIRED' || !isSigned) return wahaError(422, 'No passkey challenge is pending');
  session.answerPasskey();
  return jsonResponse({ success: true }, 201);
}

function respondToConfirmation({ account }: WahaCall): Response {
  const { confirmation: code } = sessionOf(account);
  return code === undefined ? wahaError(422, 'No passkey confirmation is pending') : jsonResponse({ code });
}

function respondToConfirm({ account }: WahaCall): Response {
  const session = sessionOf(account);
  if (session.confirmation === undefined) return wahaError(422, 'No passkey confirmation is pending');
  session.confirmPasskey();
  return jsonResponse({ success: true }, 201);
}

/** An unknown session: each method says so in its own way, and the QR code is held back. */
export async function respondForNobody(method: string, { account, clock, signal }: WahaCall): Promise<Response> {
  if (method === 'request-code') return notStarted(account.instance);
  if (method !== 'qr') return wahaError(404, 'Session not found');
  await elapse(clock, account.script.stoppedDelay, signal);
  return qrOfNobody(account.instance);
}
