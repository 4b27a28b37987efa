/** How many payloads are remembered as outdated. Older ones are unknown. */
const REMEMBERED = 100;

/** The times of a rotation, in ms. They are read anew at each step, so that a script may change them meanwhile. */
interface QrTimes {
  readonly qrDelay: number;
  readonly qrLife: number;
  /** Of the first payload of a login; by default as long as the others. */
  readonly firstQrLife?: number | undefined;
  readonly window: number;
}

/** What a rotation needs of its account. */
export interface QrSurroundings {
  now(): number;
  times(): QrTimes;
  makePayload(): string;
  /**
   * Whether somebody watches the account, as an open socket does. A login goes on for a watcher, even if nobody asks.
   */
  isWatched(): boolean;
  /** Is called when the time of the next change may have moved. */
  reschedule(): void;
}

interface QrLogin {
  payload: string | undefined;
  /** When the payload replaced the one before. */
  since?: number;
  /** When the payload will be replaced or, before the first one, when that will come. */
  due: number;
  /** When it was last asked about. */
  asked: number;
  /**
   * When the login ends, if the gateway runs it by itself. Without it the login ends a window after the last question.
   */
  end?: number;
}

/**
 * The QR codes of an account. No timer replaces them: each question first catches up with the clock. A login begins
 * with the first question and ends when nobody has asked for a whole window, unless the gateway runs its logins by
 * itself (`begin`).
 */
export class QrRotation {
  readonly #account: QrSurroundings;
  readonly #outdated: string[] = [];
  #login: QrLogin | undefined;
  #shown = 0;

  constructor(account: QrSurroundings) {
    this.#account = account;
  }

  /** The payload valid now. */
  get current(): string | undefined {
    return this.#current(this.#account.isWatched());
  }

  /** The payload valid now or, when there is none, the one that was valid last. */
  get latest(): string | undefined {
    return this.current ?? this.#outdated.at(-1);
  }

  /** Since when the current payload has been valid, in ms of the clock. */
  get since(): number | undefined {
    return this.current === undefined ? undefined : this.#login?.since;
  }

  /** Whether a login is under way, with or without a payload yet. */
  get isUnderWay(): boolean {
    this.#current(this.#account.isWatched());
    return this.#login !== undefined;
  }

  /** Whether a login is under way that the gateway runs by itself, whether or not anybody asks. */
  get isKept(): boolean {
    return this.isUnderWay && this.#login?.end !== undefined;
  }

  /** How many payloads there have been in all logins, including those that nobody asked for. */
  get count(): number {
    this.#current(this.#account.isWatched());
    return this.#shown;
  }

  /** When the next payload comes or the login ends, in ms of the clock; never in the past. */
  get due(): number | undefined {
    this.#current(this.#account.isWatched());
    return this.#login && Math.min(this.#login.due, this.#login.end ?? Infinity);
  }

  /**
   * The payload valid now. It begins a login if none is under way, and returns `undefined` while the first payload is
   * to come.
   */
  ask(): string | undefined {
    this.#current(false);
    // The window counts from the first code, so a login cannot end before that has come.
    const first = this.#account.now() + this.#account.times().qrDelay;
    this.#login ??= { payload: undefined, due: first, asked: first };
    const payload = this.#current(true);
    this.#account.reschedule();
    return payload;
  }

  /**
   * Like `ask()`, for gateways where each question brings another payload, which ends the one before and lives a whole
   * life.
   */
  renew(): string | undefined {
    const login = this.ask() === undefined ? undefined : this.#login;
    if (!login) return undefined;
    this.#replace(login);
    login.since = this.#account.now();
    login.due = login.since + this.#account.times().qrLife;
    this.#account.reschedule();
    return login.payload;
  }

  /** Begins a login that the gateway runs by itself, for this long from its first payload. */
  begin(lasting: number): void {
    this.end();
    const first = this.#account.now() + this.#account.times().qrDelay;
    this.#login = { payload: undefined, due: first, asked: first, end: first + lasting };
    this.#account.reschedule();
  }

  /** Lets the next payload of such a login come after `ms`, and the login go on for this long from then. */
  restart(ms: number, lasting: number): void {
    if (!this.isKept || !this.#login) return;
    this.#login.due = this.#account.now() + ms;
    this.#login.end = this.#login.due + lasting;
    this.#account.reschedule();
  }

  end(): void {
    if (this.#login) this.#retire(this.#login);
    this.#login = undefined;
  }

  /** Whether this is or was one of the account's payloads. */
  isKnown(payload: string): boolean {
    return payload === this.current || this.#outdated.includes(payload);
  }

  #current(isHeld: boolean): string | undefined {
    const login = this.#login;
    if (!login) return undefined;
    const now = this.#account.now();
    if (isHeld) login.asked = Math.max(login.asked, now);
    const end = login.end ?? login.asked + this.#account.times().window;
    this.#advance(login, Math.min(now, end - 1));
    if (now >= end) this.end();
    return this.#login?.payload;
  }

  #advance(login: QrLogin, now: number): void {
    if (now < login.due) return;
    const { qrLife, firstQrLife = qrLife } = this.#account.times();
    if (login.payload === undefined) {
      this.#replace(login);
      login.since = login.due;
      login.due += firstQrLife;
      if (now < login.due) return;
    }
    const turns = 1 + Math.floor((now - login.due) / qrLife);
    this.#replace(login);
    this.#shown += turns - 1;
    login.due += qrLife * turns;
    login.since = login.due - qrLife;
  }

  #replace(login: QrLogin): void {
    this.#retire(login);
    login.payload = this.#account.makePayload();
    this.#shown += 1;
  }

  #retire({ payload }: QrLogin): void {
    if (payload === undefined) return;
    this.#outdated.push(payload);
    if (this.#outdated.length > REMEMBERED) this.#outdated.shift();
  }
}
