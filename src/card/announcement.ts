import { ANNOUNCED_BEFORE_END, qrEndsAt } from '../element/moments.js';
import { isLastCodeOver } from '../login/advance.js';
import type { CardView, StateOf } from './card-view.js';

/** No QR code follows this one: the last of its login, or the login ends before another could come. */
export function isLastQr({ codes, limits, renewsAt, until }: StateOf<'qr'>): boolean {
  return codes >= limits.codes || (until <= renewsAt && until < Infinity);
}

/** For screen readers: what has changed, but no renewal. What goes on being true stays word for word, so it is said once. */
export function announcement({ state, now, texts, copied }: CardView): string | undefined {
  const toCopy = copied === undefined ? undefined : copied ? texts.copied : texts.copyFailed;
  switch (state.status) {
    case 'qr':
      if (isLastCodeOver(state, now)) return texts.expired;
      return isLastQr(state) && isEndNear(qrEndsAt(state), now) ? texts.endsSoon : texts.ready;
    case 'code':
      return toCopy ?? (isEndNear(state.endsAt, now) ? texts.endsSoon : texts.codeReady);
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

function isEndNear(endsAt: number, now: number): boolean {
  return endsAt - now < ANNOUNCED_BEFORE_END + 1; // a timer may fire by a part of a millisecond too early
}
