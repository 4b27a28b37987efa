/** Payloads that are remembered as outdated; older ones are unknown. */
const REMEMBERED = 100;

/** How long things last, in ms; read anew at each step, so that a script may change them while it runs. */
export interface QrTimes {
  readonly qrDelay: number;
  readonly qrLife: number;
  readonly window: number;
}

/** What a rotation needs of its account. */
export interface QrSurroundings {
  now(): number;
  times(): QrTimes;
  makePayload(): string;
  /** Somebody watches, as an open socket does: that keeps up a login that nobody asks about. */
  isWatched(): boolean;
  /** The next change may come at another time than before. */
  reschedule(): void;
}

interface QrLogin {
  payload: string | undefined;
  /** When the payload came. */
  since?: number;
  /** When the payload is replaced; before the first one, when that comes. */
  due: number;
  /** When it was last asked about. */
  asked: number;
  /** When a login that the gateway keeps up ends; absent: a window after the last question. */
  end?: number;
}

/**
 * The QR codes of an account. Lazy: no timer turns it, each question first brings it to the present.
 * A login begins with the first question and is forgotten when nobody asks for a whole window.
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

  /** When the payload valid now has come, in ms of the clock. */
  get since(): number | undefined {
    return this.current === undefined ? undefined : this.#login?.since;
  }

  /** A login is under way, whether or not its first payload has come. */
  get isUnderWay(): boolean {
    this.#current(this.#account.isWatched());
    return this.#login !== undefined;
  }

  /** A login is under way that ends when the gateway ends it, whoever asks. */
  get isKept(): boolean {
    return this.isUnderWay && this.#login?.end !== undefined;
  }

  /** How many payloads there have been in all logins, those that nobody asked for among them. */
  get count(): number {
    this.#current(this.#account.isWatched());
    return this.#shown;
  }

  /** When time alone brings the next change, in ms of the clock; never in the past. */
  get due(): number | undefined {
    this.#current(this.#account.isWatched());
    return this.#login && Math.min(this.#login.due, this.#login.end ?? Infinity);
  }

  /** The payload valid now, of a login that begins here if none is under way; `undefined`: it is still to come. */
  ask(): string | undefined {
    this.#current(false);
    // Nobody can tire of a login before its first code has come.
    const first = this.#account.now() + this.#account.times().qrDelay;
    this.#login ??= { payload: undefined, due: first, asked: first };
    const payload = this.#current(true);
    this.#account.reschedule();
    return payload;
  }

  /** The same where each question brings another payload, with a whole life of its own, and ends the one before. */
  renew(): string | undefined {
    const login = this.ask() === undefined ? undefined : this.#login;
    if (!login) return undefined;
    this.#replace(login);
    login.since = this.#account.now();
    login.due = login.since + this.#account.times().qrLife;
    this.#account.reschedule();
    return login.payload;
  }

  /** Begins a login that the gateway keeps up for so long from its first payload. */
  begin(lasting: number): void {
    this.end();
    const first = this.#account.now() + this.#account.times().qrDelay;
    this.#login = { payload: undefined, due: first, asked: first, end: first + lasting };
    this.#account.reschedule();
  }

  /** Lets the next payload of a login that the gateway keeps up come after `ms`, and the login last so long from then. */
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

  /** It was or is one of this account's payloads. */
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
    const { qrLife } = this.#account.times();
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
