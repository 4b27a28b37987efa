import { isLastCodeOver } from '../login/advance.js';
import type { StateOf, CardView } from './parts.js';

/** Before what cannot be renewed ends, its end is announced (accessibility.md, 4.1.3), ms. */
const ANNOUNCED_BEFORE_END = 10_000;

/** When what is on screen ends, and whether nothing follows. */
export function qrEnding({ codes, limits, renewsAt, until }: StateOf<'qr'>): { at: number; last: boolean } {
  return { at: Math.min(renewsAt, until), last: codes >= limits.codes || until <= renewsAt };
}

/** For screen readers: what has changed, but no renewal. What goes on being true stays word for word, so it is said once. */
export function announcement({ state, now, texts, copied }: CardView): string {
  const toCopy = copied === undefined ? undefined : copied ? texts.copied : texts.copyFailed;
  switch (state.status) {
    case 'qr': {
      if (isLastCodeOver(state, now)) return texts.expired;
      const { at, last } = qrEnding(state);
      return last && at - now <= ANNOUNCED_BEFORE_END ? texts.endsSoon : texts.ready;
    }
    case 'code':
      return state.endsAt - now <= ANNOUNCED_BEFORE_END ? texts.endsSoon : (toCopy ?? texts.codeReady);
    case 'waiting':
      // A renewal may pass through here for a moment.
      return state.codes > 0 && now - state.since <= ANNOUNCED_BEFORE_END ? texts.ready : '';
    case 'linking':
    case 'linked':
    case 'expired':
      return texts[state.status];
    case 'passkey':
      return toCopy ?? texts.passkey;
    case 'idle':
    case 'error': // an alert of its own
      return '';
  }
}
