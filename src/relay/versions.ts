import type { LoginUpdate } from '../login/login.js';
import type { Want } from './protocol.js';

export const WANTS: readonly Want[] = ['qr', 'state'];

/** The same code is told again when so little is left of the life that was told before, ms: pages announce the last ten seconds. */
const RENEWED_BEFORE = 10_000;
/** An end that has moved by less is no news, ms: gateways round it to seconds, and their answers take more or less time. */
const SLACK = 1_500;

/** What the pages of one kind were told last. */
interface Told {
  readonly count: number;
  readonly text: string;
  readonly endsAt: number;
}

const NOTHING: Told = { count: 0, text: '', endsAt: Infinity };

/** How often there was news of a login, as another process would have to know to go on counting. */
export interface VersionRecord {
  readonly epoch: string;
  readonly counts: Readonly<Record<Want, number>>;
}

/** Counts the news of one login. A page says which it has, and is told when there is another. */
export class Versions {
  /** A login that is forgotten and begun anew, in whichever process, must not count like the one before. */
  #epoch = Math.random().toString(36).slice(2, 10);
  readonly #told: Record<Want, Told> = { qr: NOTHING, state: NOTHING };

  /** The version that pages are shown now. It says nothing of what they are shown, because addresses are logged. */
  of(want: Want): string {
    return `${this.#epoch}.${want}.${this.#told[want].count}`;
  }

  /** Notes what such pages are shown from now on. Returns whether that is news to them. */
  note(want: Want, update: LoginUpdate, now: number): boolean {
    const told = this.#told[want];
    const shown = toShown(update, now);
    if (!isNews(told, shown, now)) return false;
    this.#told[want] = { ...shown, count: told.count + 1 };
    return true;
  }

  get record(): VersionRecord {
    return { epoch: this.#epoch, counts: { qr: this.#told.qr.count, state: this.#told.state.count } };
  }

  /** Goes on counting where another process has stopped. */
  restore({ epoch, counts }: VersionRecord, updates: Readonly<Record<Want, LoginUpdate>>, now: number): void {
    this.#epoch = epoch;
    for (const want of WANTS) this.#told[want] = { ...toShown(updates[want], now), count: counts[want] };
  }
}

function toShown(update: LoginUpdate, now: number): Omit<Told, 'count'> {
  const timed: LoginUpdate & { readonly expiresIn?: number; readonly renewsIn?: number } = update;
  const { expiresIn = Infinity, renewsIn: _, ...rest } = timed;
  return { text: JSON.stringify(rest), endsAt: now + expiresIn * 1000 };
}

function isNews(told: Told, shown: Omit<Told, 'count'>, now: number): boolean {
  if (shown.text !== told.text || shown.endsAt < told.endsAt - SLACK) return true;
  return shown.endsAt > told.endsAt + SLACK && told.endsAt - now <= RENEWED_BEFORE;
}
