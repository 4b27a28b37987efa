import { isLastCodeOver } from '../login/advance.js';
import type { StateOf, CardView } from './parts.js';

/** How long before its end, in ms, a code that nothing replaces is announced as ending (WCAG 2.2, 4.1.3 Status Messages). */
const ANNOUNCED_BEFORE_END = 10_000;

/** Returns when the QR code on screen ends (ms since 1970), and whether it is the last one. */
export function qrEnding({ codes, limits, renewsAt, until }: StateOf<'qr'>): { at: number; last: boolean } {
  return { at: Math.min(renewsAt, until), last: codes >= limits.codes || until <= renewsAt };
}

/**
 * Returns the announcement for screen readers. Renewals of the QR code are not announced. As long as a text remains true it is
 * returned word for word, so that it is spoken only once.
 */
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
      // A renewal may pass through `waiting` for a moment.
      return state.codes > 0 && now - state.since <= ANNOUNCED_BEFORE_END ? texts.ready : '';
    case 'linking':
    case 'linked':
    case 'expired':
      return texts[state.status];
    case 'passkey':
      return toCopy ?? texts.passkey;
    case 'idle':
    case 'error': // Errors have an alert of their own.
      return '';
  }
}
