import { elapse } from '../clock.js';
import type { Call } from '../dialect.js';
import { isRecord } from '../fields.js';
import { qrImage } from '../png.js';
import { textResponse } from '../responses.js';
import { gowaError, gowaResponse, passkeyResponse, statusResponse } from './bodies.js';
import { deviceOf } from './device.js';
import type { GowaOptions } from './options.js';

export type GowaCall = Call<GowaOptions>;

/** How often a login that waits for its QR code looks for it, in ms. */
const LOOK = 100;

const GOWA_METHODS: Readonly<Record<string, (call: GowaCall) => Response | Promise<Response>>> = {
  'GET status': ({ account }) => statusResponse(account, deviceOf(account)),
  'GET login': (call) => deviceOf(call.account).inTurn(() => respondToLogin(call)),
  'GET login-with-code': (call) => deviceOf(call.account).inTurn(() => Promise.resolve(respondToCode(call))),
  'GET logout': respondToLogout,
  'GET passkey': ({ account }) => passkeyResponse(account, deviceOf(account)),
  'POST response': respondToAssertion,
  'POST confirm': respondToConfirm,
  'GET picture': respondToPicture,
};

export function respondAsGowa(call: GowaCall): Response | Promise<Response> {
  const name = `${call.request.method} ${call.method}`;
  const respond = Object.hasOwn(GOWA_METHODS, name) ? GOWA_METHODS[name] : undefined;
  return respond?.(call) ?? textResponse(404, `Cannot ${call.request.method} ${new URL(call.request.url).pathname}`);
}

/** It ends the login under way, and gives the first QR code of another one. A device with credentials is connected again. */
async function respondToLogin(call: GowaCall): Promise<Response> {
  const { account, clock, signal } = call;
  const device = deviceOf(account);
  if (account.state === 'linked') return alreadyLoggedIn();
  if (device.isPaired)
    return gowaError(500, 'SESSION_SAVED_ERROR', 'your session have been saved, please wait to connect 2 second');
  device.connectAnew();
  for (let waited = 0; account.qrCodes.current === undefined; waited += LOOK) {
    if (waited >= account.script.loginTimeout || !account.qrCodes.isUnderWay)
      return gowaError(504, 'GATEWAY_TIMEOUT', 'context deadline exceeded');
    await elapse(clock, LOOK, signal);
  }
  const { name, seconds } = device.draw(account.qrCodes.current);
  // The server sees the request as it comes from its proxy, which speaks plain HTTP and names it as it likes.
  const link = `http://gateway.internal:3000/statics/qrcode/${name}`;
  return gowaResponse('Login success', { device_id: account.instance, qr_link: link, qr_duration: seconds });
}

function respondToCode({ account, request }: GowaCall): Response {
  const device = deviceOf(account);
  if (account.state === 'linked') return alreadyLoggedIn();
  const phone = new URL(request.url).searchParams.get('phone') ?? '';
  if (!/^\+?\d{1,15}$/.test(phone))
    return gowaError(400, 'VALIDATION_ERROR', 'phone_number(s): the phone is not valid.');
  device.connect();
  if ((device.connectionAge ?? 0) < account.script.codeReadiness)
    return gowaError(500, 'INTERNAL_SERVER_ERROR', 'info query returned status 400: bad-request');
  return gowaResponse('Login with code success', { pair_code: account.renewPairingCode().replace(/^.{4}/, '$&-') });
}

function respondToLogout({ account }: GowaCall): Response {
  account.logout();
  return gowaResponse('Success logout', null);
}

function respondToAssertion({ account, body }: GowaCall): Response {
  const device = deviceOf(account);
  if (!isRecord(body) || typeof body['rawId'] !== 'string' || !isRecord(body['response']))
    return gowaError(400, 'VALIDATION_ERROR', 'rawId: cannot be blank.');
  if (!account.wantsPasskey || device.confirmation !== undefined) return nothingPending('request');
  device.answerPasskey();
  return gowaResponse('Passkey response submitted', null);
}

function respondToConfirm({ account }: GowaCall): Response {
  const device = deviceOf(account);
  if (device.confirmation === undefined) return nothingPending('confirmation');
  device.confirmPasskey();
  return gowaResponse('Passkey pairing confirmed', null);
}

/** The picture is given to anybody, until it is deleted. */
function respondToPicture({ account, request }: GowaCall): Response {
  const name = new URL(request.url).pathname.split('/').at(-1) ?? '';
  const payload = deviceOf(account).payloadIn(name);
  if (payload === undefined) return textResponse(404, 'Not Found');
  return new Response(qrImage(payload) as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/png' } });
}

function alreadyLoggedIn(): Response {
  return gowaError(400, 'ALREADY_LOGGED_IN', 'you are already logged in.');
}

function nothingPending(what: string): Response {
  return gowaError(500, 'INTERNAL_SERVER_ERROR', `no pending passkey ${what}`);
}
