import type { Gateway, Pace } from '../gateways/gateway.js';
import { isRunning, type LoginUpdate } from '../login/login.js';
import type { Memory } from '../login/memory.js';

/** A gateway that is later than this, in ms, with the code that was foretold has lost its beat, and it is learned anew. */
const LATE = 3_000;
/** Two answers further apart than this, in ms, do not tell when the code was replaced between them. */
const NEAR = 3_000;

/**
 * Learns when a gateway replaces its QR codes, where it does so at regular times and each answer holds the code (`pace.regular`). From
 * the second code on, a code is covered when the next one may be there: at the last moment at which the former one was seen, plus a
 * life. That is up to one question too early, and never too late.
 */
export function foretell(update: LoginUpdate, { pace }: Gateway, memory: Memory, now: number): LoginUpdate {
  if (update.type !== 'qr' || !pace.regular || !pace.life) return update;
  const { codeSeenAt } = memory;
  const isRepeat = isOnScreen(update, memory);
  memory.codeSeenAt = now;
  if (!isRepeat) memory.codeEndsAt = isNear(codeSeenAt, now) ? codeSeenAt + pace.life : undefined;
  const { codeEndsAt } = memory;
  if (codeEndsAt === undefined) return update;
  if (codeEndsAt > now) return { ...update, expiresIn: (codeEndsAt - now) / 1_000 };
  if (now - codeEndsAt < LATE) return { type: 'waiting' }; // it is being replaced
  memory.codeEndsAt = undefined;
  return update;
}

function isNear(before: number | undefined, now: number): before is number {
  return before !== undefined && now - before < NEAR;
}

function isOnScreen(update: LoginUpdate & { readonly type: 'qr' }, { login }: Memory): boolean {
  const last = isRunning(login) ? login.last : undefined;
  if (!last) return false;
  return 'image' in update
    ? 'image' in last && last.image === update.image
    : 'text' in last && last.text === update.text;
}

/** Whether a code is being replaced now, so that the next one is asked for as often as the gateway allows. */
export function isTurning({ every }: Pace, memory: Memory, now: number): boolean {
  const { codeEndsAt } = memory;
  const isSlowedDown = (memory.every() ?? every) > every;
  return codeEndsAt !== undefined && now >= codeEndsAt && now - codeEndsAt < LATE && !isSlowedDown;
}
