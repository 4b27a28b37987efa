import type { LoginSettings } from '../element/settings.js';
import type { Presence } from '../element/presence.js';
import type { LoginStream } from '../element/session.js';
import type { Gateway } from '../gateways/gateway.js';
import type { Limits, LoginRequest } from '../login/login.js';
import type { Memory } from '../login/memory.js';
import { prepareDrawing } from '../qr/draw.js';
import type { Transport } from '../transport/run.js';
import { updates } from '../transport/updates.js';
import { pageGate } from './page-gate.js';
import { shareGateway } from './shared-gateway.js';

// What the element needs from the moment it is seen, and not before: one chunk.
export { connectGateway } from './connect.js';
export { Card } from './card.js';
export { styles } from './card.css.js';

/** Opens a login with the gateway; what its codes are drawn with is fetched while the first one is on its way. */
export function openLogin(
  settings: LoginSettings,
  gateway: Gateway,
  presence: Presence,
  request: LoginRequest,
  memory: Memory,
  signal: AbortSignal,
): LoginStream {
  signal.throwIfAborted(); // the gateway may have come too late
  if (request.method === 'qr') prepareDrawing(gateway.pictures);
  const shared = shareGateway(gateway, signal);
  const wants = request.method === 'qr' ? 'qr' : 'state';
  const gate = pageGate(presence);
  const transport = transportOf(settings);
  return {
    updates: updates({ gateway: shared, request, wants, memory, signal, gate, transport }),
    limits: () => limitsOf(settings, gateway),
  };
}

/** How long a run may go on: the gateway's limits, or the page's. */
function limitsOf({ maxCodes }: LoginSettings, { pace }: Gateway): Limits {
  return { ...pace, codes: maxCodes && maxCodes >= 1 ? maxCodes : pace.codes };
}

/** An unknown value falls back to `auto`. */
function transportOf({ transport }: { readonly transport: string }): Transport {
  return transport === 'websocket' || transport === 'polling' ? transport : 'auto';
}
