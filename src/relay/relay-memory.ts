import { advance } from '../login/advance.js';
import { isRunning, type Limits, type LoginState, type Picture } from '../login/login.js';
import { Memory } from '../login/memory.js';
import { monotonicNow } from '../platform/clock.js';
import { Retry } from '../transport/retry.js';
import type { Want } from './protocol.js';
import { Versions, type VersionRecord } from './versions.js';

/** What a login without a code takes in memory, in bytes. */
const LOGIN_WEIGHT = 2_000;

const AT_ONCE: Readonly<Record<Want, number>> = { qr: 0, state: 0 };

/**
 * What a shared login remembers, as one value of JSON: all that another process needs to take the login over. Times are ms since
 * 1970, and `null` is never. The limits are missing, because they are the gateway's.
 */
export interface LoginRecord {
  readonly login: Readonly<Record<string, unknown>>;
  readonly versions: VersionRecord;
  readonly owes?: 'code' | 'restart';
  readonly isStarted: boolean;
  readonly isResumed: boolean;
  readonly isClockStarted: boolean;
  readonly isPushed: boolean;
  readonly qrDue: number | null;
  readonly idleSince: number | null;
  readonly restsUntil: number | null;
  readonly due: Readonly<Record<Want, number | null>>;
  /** The last question has failed. */
  readonly isFailing: boolean;
  readonly rung?: RungPhone;
}

/** The phone that a pairing code was requested for last, and until when it is left alone, as a time. */
export interface RungPhone {
  readonly phone: string;
  readonly restsUntil: number;
}

/** What a shared login remembers. */
export class RelayMemory extends Memory {
  /** When the gateway may be asked again for what a page wants, ms. Until then all pages are given the last answer. */
  due = AT_ONCE;
  /** Until when the gateway is left alone after a failure, whatever a page wants, ms. */
  restsUntil = 0;
  /** The time for a code runs from the moment when somebody wants one: a page that looks at the state may do so for ever. */
  isClockStarted = false;
  /** The host hands over this login's news, so that the gateway is hardly asked. */
  isPushed = false;
  /** A QR code was among that news, so that none is asked for while one is on screen. */
  areCodesPushed = false;
  retry = new Retry();
  rung: RungPhone | undefined;
  readonly versions = new Versions();

  /** What has become of the login by time alone. */
  get loginByNow(): LoginState {
    return this.isClockStarted ? advance(this.login, { type: 'tick' }, monotonicNow()) : this.login;
  }

  /** The gateway has asked to be left alone, or has failed just now. */
  get isResting(): boolean {
    return monotonicNow() < this.restsUntil;
  }

  /** The login is over, or shows something else than QR codes, so that whoever wants a QR code must begin anew. */
  get showsNoQrRun(): boolean {
    return !isRunning(this.login) || this.login.status === 'code' || this.login.status === 'passkey';
  }

  /** Where asking ends the code on screen, no other is asked for before its end, even if something else has taken it from the screen. */
  noteEndOfCode(): void {
    const { login } = this;
    if (login.status === 'qr' && Number.isFinite(login.endsAt)) this.qrDue = Math.max(this.qrDue, login.endsAt);
  }

  /** How much of the memory it takes, in bytes, roughly: a picture of a QR code is most of it. */
  get weight(): number {
    const { login } = this;
    return LOGIN_WEIGHT + (isRunning(login) && login.last ? 2 * lengthOf(login.last) : 0);
  }

  /** Forgets how the last run went, but not when a QR code may be asked for again. */
  forgetRun(): void {
    this.idleSince = undefined;
    this.isStarted = false;
    this.isResumed = false;
    this.due = AT_ONCE;
    this.retry = new Retry();
  }

  /** `wallAhead`: how far the time since 1970 is ahead of the clock by which everything here is measured, ms. */
  toRecord(wallAhead: number): LoginRecord {
    const toWall = (at: number | undefined) => (at !== undefined && Number.isFinite(at) ? at + wallAhead : null);
    const { owes, isStarted, isResumed, isClockStarted, isPushed, due, rung } = this;
    return {
      ...(rung && { rung: { ...rung, restsUntil: rung.restsUntil + wallAhead } }),
      isFailing: this.retry.tries > 0,
      login: mapTimes(withoutLimits(this.login), toWall),
      versions: this.versions.record,
      ...(owes && { owes }),
      ...{ isStarted, isResumed, isClockStarted, isPushed },
      qrDue: toWall(this.qrDue),
      idleSince: toWall(this.idleSince),
      restsUntil: toWall(this.restsUntil),
      due: { qr: toWall(due.qr), state: toWall(due.state) },
    };
  }

  /** Becomes what another process has written down, except for the versions. */
  restore(record: LoginRecord, limits: Limits, wallAhead: number): void {
    const toOwn = (at: number | null) => (at === null ? Infinity : at - wallAhead);
    const login = mapTimes(record.login, (at) => toOwn(at ?? null)) as unknown as LoginState;
    this.login = 'method' in login ? { ...login, limits } : login;
    this.owes = record.owes;
    this.isStarted = record.isStarted;
    this.isResumed = record.isResumed;
    this.isClockStarted = record.isClockStarted;
    this.isPushed = record.isPushed;
    this.qrDue = toOwn(record.qrDue);
    this.idleSince = record.idleSince === null ? undefined : toOwn(record.idleSince);
    this.restsUntil = toOwn(record.restsUntil);
    this.due = { qr: toOwn(record.due.qr), state: toOwn(record.due.state) };
    this.rung = record.rung && { ...record.rung, restsUntil: toOwn(record.rung.restsUntil) };
    // Each process counts its own failures, which are over when another one was answered.
    if (!record.isFailing) this.retry = new Retry();
  }
}

function lengthOf(picture: Picture): number {
  return Object.values<string>(picture).reduce((sum, { length }) => sum + length, 0);
}

function withoutLimits(login: LoginState): Readonly<Record<string, unknown>> {
  if (!isRunning(login)) return { ...login };
  const { limits: _, ...rest } = login;
  return rest;
}

/** The fields of a login's state that are times. */
const TIMES = ['since', 'until', 'endsAt', 'renewsAt'];

function mapTimes(
  login: Readonly<Record<string, unknown>>,
  convert: (at: number | undefined) => number | null,
): Readonly<Record<string, unknown>> {
  const times = TIMES.filter((name) => Object.hasOwn(login, name));
  const converted = times.map((name) => [name, convert((login[name] as number | null) ?? undefined)]);
  return { ...login, ...(Object.fromEntries(converted) as Record<string, number | null>) };
}
