import { elapse } from '../clock.js';
import type { Call } from '../dialect.js';
import { qrDataUri } from '../png.js';
import { jsonResponse, textResponse } from '../responses.js';
import { clientOf } from '../whatsmeow-client.js';
import type { EvolutionGoOptions } from './options.js';

export type EvolutionGoCall = Call<EvolutionGoOptions>;

/** How long the gateway waits for a client that a call has started, in ms. */
const STATUS_WAIT = 2_000;
const CLIENT_WAIT = 3_000;
/** How long it waits for a QR code that is not there yet, in ms. */
const QR_WAIT = 2_000;

export function evolutionGoError(status: number, error: string): Response {
  return jsonResponse({ error }, status);
}

/** What the server answers to every call until somebody has registered the installation, as Evolution API 2.4 does. */
export function licenseRequired({ url }: Request): Response {
  const register_url = `${new URL(url).origin}/manager/login`;
  const message = `This installation is not activated. Open ${register_url} to register it.`;
  const body = { error: 'service not activated', code: 'LICENSE_REQUIRED', register_url, message };
  return jsonResponse(body, 503);
}

function success(data: unknown): Response {
  return jsonResponse({ message: 'success', data });
}

export function respondAsEvolutionGo(call: EvolutionGoCall): Response | Promise<Response> {
  switch (`${call.request.method} ${call.method}`) {
    case 'GET status':
      return respondWithStatus(call);
    case 'GET qr':
      return respondWithQr(call);
    case 'POST connect':
      return respondToConnect(call);
    case 'POST pair':
      return respondToPair(call);
    case 'POST disconnect':
    case 'DELETE logout':
      call.account.logout();
      return jsonResponse({ message: 'success' });
    default:
      return textResponse(404, '404 page not found');
  }
}

/** Version 0.6 starts a client where none runs, only to tell how it stands. */
async function respondWithStatus({ account, clock, signal }: EvolutionGoCall): Promise<Response> {
  const client = clientOf(account);
  if (account.script.evolutionGoVersion === '0.6') {
    if (client.state === 'none') {
      client.start(account.script.qrcodeMaxCount);
      await elapse(clock, STATUS_WAIT, signal);
      if (!client.isConnected) return evolutionGoError(400, 'no active session found');
    }
    if (!client.isConnected) return evolutionGoError(400, 'client disconnected');
  }
  const { isConnected, isLoggedIn } = client;
  return success({ Connected: isConnected, LoggedIn: isLoggedIn, Name: isLoggedIn ? account.script.name : '' });
}

/** Where no client is connected this starts one, whatever the reason; in version 0.6 even on an instance that is linked. */
async function respondWithQr({ account, clock, signal }: EvolutionGoCall): Promise<Response> {
  const client = clientOf(account);
  const isHarmless = client.isLoggedIn && account.script.evolutionGoVersion === '0.7';
  if (!isHarmless && (!client.isConnected || client.isLoggedIn)) {
    client.start(account.script.qrcodeMaxCount);
    await elapse(clock, CLIENT_WAIT, signal);
  }
  if (client.isLoggedIn) return evolutionGoError(400, 'session already logged in');
  if (client.qr === undefined) await elapse(clock, QR_WAIT, signal);
  if (client.qr === undefined) return evolutionGoError(400, 'no QR code available. Please wait a moment and try again');
  return success({ Qrcode: qrDataUri(client.qr), Code: client.qr });
}

/** This overwrites the webhook and the events of the instance. */
function respondToConnect({ account, body }: EvolutionGoCall): Response {
  if (typeof body !== 'object' || body === null) return evolutionGoError(400, 'EOF');
  const client = clientOf(account);
  if (client.state === 'none') client.start(account.script.qrcodeMaxCount);
  const { webhookUrl = '', subscribe = ['MESSAGE'] } = body as { webhookUrl?: string; subscribe?: readonly string[] };
  return success({ jid: '', webhookUrl, eventString: subscribe.join(',') });
}

/** Before its first QR code WhatsApp gives no pairing code, and the gateway an empty one. */
async function respondToPair({ account, body, clock, signal }: EvolutionGoCall): Promise<Response> {
  if (!(body as { readonly phone?: unknown } | undefined)?.phone) return evolutionGoError(400, 'phone is required');
  const client = clientOf(account);
  if (client.isLoggedIn) return evolutionGoError(500, 'instance is already authenticated');
  if (!client.isConnected) {
    client.start(account.script.qrcodeMaxCount);
    await elapse(clock, CLIENT_WAIT, signal);
  }
  const code = client.pair();
  return success({ PairingCode: code === undefined ? '' : `${code.slice(0, 4)}-${code.slice(4)}` });
}
