import * as fold from './advance.js';
import { gateOf } from './gate.js';
import type { Gateway } from './gateways/gateway.js';
import type { Limits, LoginRequest } from './login.js';
import type { Memory } from './memory.js';
import type { Options } from './options.js';
import { prepare } from './qr.js';
import type { Seen } from './seen.js';
import type { Stream } from './session.js';
import { updates, type Transport } from './transports.js';

// What the element needs from the moment it is seen, and not before: one chunk.
export { connect } from './connect.js';
export { Face } from './face.js';
export { styles } from './when-seen.css.js';

/** Opens a login with the gateway; what its codes are drawn with is fetched while the first one is on its way. */
export function open(
  options: Options,
  gateway: Gateway,
  seen: Seen,
  request: LoginRequest,
  memory: Memory,
  signal: AbortSignal,
): Stream {
  signal.throwIfAborted(); // the gateway may have come too late
  if (request.method === 'qr') prepare(gateway.pictures);
  return {
    updates: updates(gateway, memory, request, gateOf(seen), transportOf(options), signal),
    fold,
    limits: () => limitsOf(options, gateway),
  };
}

/** How long a run may go on: the gateway's limits, or the page's. */
function limitsOf({ maxCodes }: Options, { pace }: Gateway): Limits {
  return { ...pace, codes: maxCodes && maxCodes >= 1 ? maxCodes : pace.codes };
}

/** An unknown value falls back to `auto`. */
function transportOf({ transport }: { readonly transport: string }): Transport {
  return transport === 'websocket' || transport === 'polling' ? transport : 'auto';
}
