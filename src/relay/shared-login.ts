import { within } from '../platform/async.js';
import type { Gateway } from '../gateways/index.js';
import { advance } from '../login/advance.js';
import { beginRun, isRunning, type LoginState, type LoginUpdate } from '../login/login.js';
import { toErrorState } from '../login/login-error.js';
import { Memory } from '../login/memory.js';
import { PairingCodeCooldown, type Reply } from './cooldown.js';
import { toErrorUpdate, toUpdate } from './to-update.js';
import { accountOf, ask, pauseOf } from '../transport/ask.js';
import { Retry } from '../transport/retry.js';

/** What a page asks for: a code to show, or only how the login stands. */
export type Want = 'qr' | 'state';

/** A page is answered in this time, ms: a gateway may need minutes for a code, and a page gives up after 20 s. */
const PATIENCE = 8_000;
/** A question that took longer, ms, was lost: a worker ends those of a request that is over. */
const LONGEST_QUESTION = 60_000;

const METHODS = ['qr', 'code'] as const;

interface Flight {
  readonly since: number;
  readonly done: Promise<void>;
}

/** One login upstream, and whatever pages ask about it: the answers they share. */
export class SharedLogin {
  readonly gateway: Gateway;
  readonly memory: Memory;
  /** Whoever listens is told of each change. */
  readonly listeners = new Set<() => void>();
  /** What a stream brings by itself, so that nobody has to ask. */
  streamed: Want | undefined;
  /** When somebody asked last, ms. */
  askedAt = Date.now();
  /** A code was asked for: until then nothing can run out. */
  #meant = false;
  #trouble = new Retry();
  #due: Readonly<Record<Want, number>> = { qr: 0, state: 0 };
  #flight: Flight | undefined;
  readonly #throttle = new PairingCodeCooldown();

  constructor(gateway: Gateway) {
    this.gateway = gateway;
    this.memory = new Memory(this.#first());
  }

  get login(): LoginState {
    return this.memory.login;
  }

  /** Settles with the question under way. */
  get settled(): Promise<void> | undefined {
    return this.#current?.done;
  }

  /** What a page is told now. Who asks for the state only is shown no QR code. */
  updateFor(want: Want): LoginUpdate {
    const update = toUpdate(this.login, Date.now());
    const shown: LoginUpdate = update.type === 'qr' && want === 'state' ? { type: 'waiting' } : update;
    return this.#offering(shown);
  }

  async get(want: Want): Promise<Reply> {
    if (want === 'qr') this.startClock();
    this.tick();
    const { signal } = new AbortController();
    await within(PATIENCE, signal, (s) => this.#refresh(want, s), undefined);
    this.tick();
    return { update: this.updateFor(want) };
  }

  /** Asks for a pairing code; what goes wrong is the matter of who asked. */
  code(phone: string): Promise<Reply> {
    return this.#throttle.code(
      phone,
      () => (this.login.status === 'code' ? this.#now : undefined),
      () => this.#newCode(phone),
    );
  }

  /** Begins anew after the end; a login under way goes on, since others may be looking at its code. */
  async restart(): Promise<Reply> {
    this.tick();
    if (!isRunning(this.login)) {
      this.begin();
      await this.#fly(() => this.#askRestart());
    }
    return this.get('qr');
  }

  /** Forgets what was, but not when the gateway may be asked for a QR code again. */
  begin(): void {
    this.#trouble = new Retry();
    this.#due = { qr: 0, state: 0 };
    this.become(this.#first());
  }

  /** From now on a code is wanted, and the time for it runs. */
  startClock(): void {
    if (this.#meant) return;
    this.#meant = true;
    if (this.login.status === 'waiting') this.become(this.#first());
  }

  tick(): void {
    if (this.#meant) this.become(advance(this.login, { type: 'tick' }, Date.now()));
  }

  become(login: LoginState): void {
    if (login === this.login) return;
    this.memory.login = login;
    // Asking ends the code on screen, even where something else than its end has taken it from the screen.
    if (login.status === 'qr' && this.gateway.pace.qr === 'life' && Number.isFinite(login.endsAt))
      this.memory.qrDue = Math.max(this.memory.qrDue, login.endsAt);
    for (const tell of this.listeners) tell();
  }

  #first(): LoginState {
    return beginRun('qr', this.gateway.pace, Date.now());
  }

  #offering(update: LoginUpdate): LoginUpdate {
    const { login } = this;
    const offered = (isRunning(login) ? login.methods : undefined) ?? this.gateway.methods;
    return { ...update, methods: METHODS.filter((method) => offered.includes(method)) };
  }

  /** Asks until the answer is fresh, one question at a time, whoever asks. */
  async #refresh(want: Want, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#isFresh(want))
      await (this.#current?.done ?? this.#fly(() => this.#question(want)));
  }

  #isFresh(want: Want): boolean {
    if (this.login.status === 'expired') return true;
    return this.streamed === 'qr' || this.streamed === want || Date.now() < this.#due[want];
  }

  get #current(): Flight | undefined {
    return this.#flight && Date.now() - this.#flight.since < LONGEST_QUESTION ? this.#flight : undefined;
  }

  #fly(question: () => Promise<void>): Promise<void> {
    const done = question().finally(() => {
      if (this.#flight === flight) this.#flight = undefined;
    });
    const flight = (this.#flight = { since: Date.now(), done });
    return done;
  }

  async #question(want: Want): Promise<void> {
    const { signal } = new AbortController();
    try {
      const update = await this.#ask(want, signal);
      this.#trouble.succeeded();
      if (update) this.become(advance(this.login, await this.#named(update, signal), Date.now()));
      this.#rest(want, pauseOf(this.gateway, this.memory, Date.now()));
    } catch (error) {
      this.#rest('qr', this.#failed(error));
    }
  }

  async #ask(want: Want, signal: AbortSignal): Promise<LoginUpdate | undefined> {
    const { login, gateway } = this;
    if (login.status === 'linked') {
      const update = await gateway.state(signal);
      if (update && update.type !== 'waiting') return undefined; // it still is
      this.begin();
      return update;
    }
    if (login.status === 'error') this.begin();
    return ask({ gateway, memory: this.memory, request: { method: 'qr' }, wants: want, signal }, Date.now());
  }

  async #named(update: LoginUpdate, signal: AbortSignal): Promise<LoginUpdate> {
    if (update.type !== 'linked' || update.account) return update;
    return { ...update, account: await accountOf(this.gateway, signal) };
  }

  /** How long to leave the gateway alone, ms. What may pass is no news for a page until it has lasted too long. */
  #failed(error: unknown): number {
    try {
      return this.#trouble.pauseAfterFailure(error);
    } catch (final) {
      this.become(toErrorState(final));
      const { retryAfter = 0 } = error as { retryAfter?: number };
      return Math.max(this.gateway.pace.every, retryAfter * 1000);
    }
  }

  /** An answer with a code tells the state too. */
  #rest(want: Want, ms: number): void {
    const due = Date.now() + ms;
    this.#due = want === 'qr' ? { qr: due, state: due } : { ...this.#due, state: due };
  }

  get #now(): Reply {
    return { update: this.updateFor('qr') };
  }

  async #newCode(phone: string): Promise<Reply> {
    const { signal } = new AbortController();
    await within(PATIENCE, signal, (s) => this.#quiet(s), undefined);
    let refused: LoginUpdate | undefined;
    await this.#fly(async () => {
      refused = await this.#askCode(phone, Date.now());
    });
    return refused ? { update: this.#offering(refused) } : this.#now;
  }

  async #quiet(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#current) await this.#current.done;
  }

  /** What became of a pairing code, when none did. The QR code on screen stays then. */
  async #askCode(phone: string, now: number): Promise<LoginUpdate | undefined> {
    const { gateway } = this;
    const { signal } = new AbortController();
    const memory = new Memory(beginRun('code', gateway.pace, now), 'code');
    try {
      const update = await ask({ gateway, memory, request: { method: 'code', phone }, wants: 'state', signal }, now);
      const login = update ? advance(memory.login, update, Date.now()) : memory.login;
      if (login.status === 'error') return toUpdate(login, now);
      this.#meant = true;
      this.become(login);
      this.#rest('qr', pauseOf(gateway, this.memory, Date.now()));
      return undefined;
    } catch (error) {
      return toErrorUpdate(error);
    }
  }

  async #askRestart(): Promise<void> {
    if (!this.gateway.restart) return;
    const { signal } = new AbortController();
    try {
      this.become(advance(this.login, await this.gateway.restart(signal), Date.now()));
      this.#rest('qr', pauseOf(this.gateway, this.memory, Date.now()));
    } catch (error) {
      this.#rest('qr', this.#failed(error));
    }
  }
}
