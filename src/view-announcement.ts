import { isOver } from './advance.js';
import type { Of, View } from './view-parts.js';

/** Before what cannot be renewed ends, its end is announced (accessibility.md, 4.1.3), ms. */
const SOON = 10_000;

/** When what is on screen ends, and whether nothing follows. */
export function ending({ codes, limits, renewsAt, until }: Of<'qr'>): { at: number; last: boolean } {
  return { at: Math.min(renewsAt, until), last: codes >= limits.codes || until <= renewsAt };
}

/** For screen readers: what has changed, but no renewal. What goes on being true stays word for word, so it is said once. */
export function announcement({ state, form, now, texts, copied }: View): string {
  const toCopy = copied === undefined ? undefined : copied ? texts.copied : texts.copyFailed;
  if (form) return '';
  switch (state.status) {
    case 'qr': {
      if (isOver(state, now)) return texts.expired;
      const { at, last } = ending(state);
      return last && at - now <= SOON ? texts.endsSoon : texts.ready;
    }
    case 'code':
      return state.endsAt - now <= SOON ? texts.endsSoon : (toCopy ?? texts.codeReady);
    case 'waiting':
      // A renewal may pass through here for a moment.
      return state.codes > 0 && now - state.since <= SOON ? texts.ready : '';
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
