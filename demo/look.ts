import { DIALECTS } from '../src/simulator/dialects.js';
import type { SimulatedAccount } from '../src/simulator/index.js';
import type { Look } from './simulation.js';

/** What the page may see of an account: never its token. */
export function lookAt({ gateway, state, qr, calls, sockets }: SimulatedAccount): Look {
  // Each gateway has words of its own for the states of its accounts.
  const isLinked = (DIALECTS[gateway].states[state] ?? state) === 'linked';
  return { state, isLinked, qr: qr ?? null, calls, sockets };
}
