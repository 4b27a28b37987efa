import type { LoginSettings } from '../element/settings.js';
import type { Presence } from '../element/presence.js';
import type { LoginStream } from '../element/session.js';
import type { Gateway } from '../gateways/gateway.js';
import { LoginError } from '../login/login-error.js';
import type { Limits, LoginRequest } from '../login/login.js';
import type { Memory } from '../login/memory.js';
import { prepareDrawing } from '../qr/draw.js';
import type { Transport } from '../transport/run.js';
import { updates } from '../transport/updates.js';
import { pageGate } from './page-gate.js';
import { load } from '../platform/chunk.js';
import { advance, withLimits } from '../login/advance.js';
import { nextMoment } from '../element/moments.js';
import { namedGateway } from './connect.js';
import { openGateways } from './open-gateways.js';
import type { listen } from '../transport/listen.js';

// This chunk holds what the element needs once it is seen, and not before.
export { connectGateway } from './connect.js';
export { Card } from './card.js';
export { toPhoneNumber } from '../login/phone-number.js';

export const invalidPhone = (): LoginError =>
  new LoginError('invalid-phone', 'A phone number has 8 to 15 digits, its country code included');

const rules = { advance, withLimits, nextMoment };

/** Most backends are polled, so what keeps a socket open is fetched where there is one. */
const listenWhenLoaded: typeof listen = async function* (run, socket) {
  const { listen } = await load((_fragment) => import('./sockets.js'));
  yield* listen(run, socket);
};

/** Opens a run at the gateway. What draws its codes is loaded while the first answer is on its way. */
export async function openLogin(
  settings: LoginSettings,
  gateway: Gateway,
  presence: Presence,
  request: LoginRequest,
  memory: Memory,
  signal: AbortSignal,
): Promise<LoginStream> {
  signal.throwIfAborted(); // The run may have ended while the gateway was loading.
  gateway = sameGateway(settings, gateway);
  openGateways.set(settings, gateway);
  if (request.method === 'qr') prepareDrawing(gateway.pictures);
  const shared = gateway.key === undefined ? gateway : (await namedGateway()).shareGateway(gateway, signal);
  const wants = request.method === 'qr' ? 'qr' : 'state';
  const gate = pageGate(presence);
  const transport = transportOf(settings);
  return {
    rules,
    updates: updates({ gateway: shared, request, wants, memory, signal, gate, transport }, listenWhenLoaded),
    limits: () => limitsOf(settings, gateway),
  };
}

/** The page may have made the same gateway anew since, with a fresher session. */
function sameGateway(settings: LoginSettings, gateway: Gateway): Gateway {
  const latest = settings.gateway as LoginSettings['gateway'] | null;
  return typeof latest === 'object' && latest ? latest : gateway;
}

/** Returns the limits of the gateway, with the number of codes that the page has set. */
function limitsOf({ maxCodes }: LoginSettings, { pace }: Gateway): Limits {
  return { ...pace, codes: maxCodes && maxCodes >= 1 ? maxCodes : pace.codes };
}

/** Returns the transport that the page has chosen; an unknown value counts as `auto`. */
function transportOf({ transport }: { readonly transport: string }): Transport {
  return transport === 'websocket' || transport === 'polling' ? transport : 'auto';
}
