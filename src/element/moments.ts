import { coveredAt } from '../login/advance.js';
import type { RunningState } from '../login/login.js';

/** Before what cannot be renewed ends, its end is announced: 20 s would be too long to wait, and 5 too short to act (WCAG 2.2.1), ms. */
export const ANNOUNCED_BEFORE_END = 10_000;

/** A wait so long deserves a word, ms. */
export const LONG_WAIT_AFTER = 10_000;

/** Linking takes seconds; after a minute the phone most likely stalls at a passkey, which most gateways do not tell, ms. */
export const STUCK_AFTER = 60_000;

/** When what is on screen ends. */
export function qrEndsAt({ renewsAt, until }: RunningState & { readonly status: 'qr' }): number {
  return Math.min(renewsAt, until);
}

/** When the card, or what it announces, changes by time alone. */
function momentsOf(state: RunningState): readonly number[] {
  switch (state.status) {
    case 'waiting':
      return [state.since + LONG_WAIT_AFTER, state.until];
    case 'qr':
      return [qrEndsAt(state) - ANNOUNCED_BEFORE_END, state.endsAt, coveredAt(state), state.until];
    case 'linking':
      return [state.since + STUCK_AFTER, state.until];
    case 'code':
    case 'passkey':
      return [state.endsAt - ANNOUNCED_BEFORE_END, state.endsAt, state.until];
  }
}

/** The first of them that is to come; `Infinity`, where there is none. */
export function nextMoment(state: RunningState, now: number): number {
  return Math.min(...momentsOf(state).filter((at) => at > now));
}
