import { randomCode } from './random.js';

/** Payloads that are remembered as outdated; older ones are unknown. */
const REMEMBERED = 100;

/** How long things last, in ms; read anew at each step, so that a script may change them while it runs. */
export interface QrTimes {
  readonly qrDelay: number;
  readonly qrLife: number;
  readonly window: number;
}

interface QrLogin {
  payload: string | undefined;
  /** When the payload is replaced; before the first one, when that comes. */
  due: number;
  asked: number;
}

/**
 * The QR codes of an account. Lazy: no timer turns it, each question first brings it to the present.
 * A login begins with the first question and is forgotten when nobody asks for a whole window.
 */
export class QrRotation {
  readonly #times: () => QrTimes;
  readonly #make: () => string;
  readonly #outdated: string[] = [];
  #login: QrLogin | undefined;

  constructor(times: () => QrTimes, make: () => string) {
    this.#times = times;
    this.#make = make;
  }

  /** The payload valid now; `held` keeps a login that nobody asks about, as an open socket does. */
  current(now: number, held: boolean): string | undefined {
    const login = this.#login;
    if (!login) return undefined;
    if (held) login.asked = Math.max(login.asked, now);
    if (now - login.asked >= this.#times().window) this.end();
    else this.#advance(login, now);
    return this.#login?.payload;
  }

  /** The same, but begins a login where none is under way. */
  ask(now: number): string | undefined {
    this.current(now, false);
    // Nobody can tire of a login before its first code has come.
    const first = now + this.#times().qrDelay;
    this.#login ??= { payload: undefined, due: first, asked: first };
    return this.current(now, true);
  }

  /** Ends the payload before, and makes another with a whole life of its own. */
  renew(now: number): string | undefined {
    const login = this.ask(now) === undefined ? undefined : this.#login;
    if (!login) return undefined;
    this.#retire(login);
    login.payload = this.#make();
    login.due = now + this.#times().qrLife;
    return login.payload;
  }

  /** When the next payload comes, in ms of the clock; never in the past. */
  due(now: number, held: boolean): number | undefined {
    this.current(now, held);
    return this.#login?.due;
  }

  end(): void {
    if (this.#login) this.#retire(this.#login);
    this.#login = undefined;
  }

  isOutdated(payload: string): boolean {
    return this.#outdated.includes(payload);
  }

  #advance(login: QrLogin, now: number): void {
    if (now < login.due) return;
    const { qrLife } = this.#times();
    this.#retire(login);
    login.payload = this.#make();
    login.due += qrLife * (1 + Math.floor((now - login.due) / qrLife));
  }

  #retire({ payload }: QrLogin): void {
    if (payload === undefined) return;
    this.#outdated.push(payload);
    if (this.#outdated.length > REMEMBERED) this.#outdated.shift();
  }
}

/** The pairing code of an account: one at a time, the newer kills the older. */
export class PairingCode {
  #code = '';
  #until = 0;

  renew(now: number, life: number): string {
    this.#code = randomCode();
    this.#until = now + life;
    return this.#code;
  }

  /** Takes a code as a person types it, and at most once. */
  take(typed: string, now: number): boolean {
    const plain = typed.replace(/[\s-]/g, '').toUpperCase();
    const isRight = plain !== '' && plain === this.#code && now < this.#until;
    if (isRight) this.#code = '';
    return isRight;
  }
}
