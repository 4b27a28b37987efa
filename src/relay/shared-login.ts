import type { Gateway } from '../gateways/gateway.js';
import { advance } from '../login/advance.js';
import { toErrorState } from '../login/login-error.js';
import { beginRun, isRunning, type LoginState, type LoginUpdate } from '../login/login.js';
import { sleep } from '../platform/async.js';
import { PairingCodeCooldown } from './pairing-code-cooldown.js';
import type { Reply, Want } from './protocol.js';
import { QuestionQueue } from './question-queue.js';
import { RelayMemory } from './relay-memory.js';
import { toErrorUpdate, toUpdate } from './to-update.js';
import { Upstream, type UpstreamLogin } from './upstream.js';
import { monotonicNow } from '../platform/clock.js';

/** How often a login that somebody listens to looks whether its time is over, ms: pages count in seconds. */
const TICK = 1_000;

/** What a login without a code takes in memory, in bytes. */
const LOGIN_WEIGHT = 2_000;

const OFFERABLE_METHODS = ['qr', 'code'] as const;

/** One login with a gateway, shared by all pages that ask about it or listen to it. */
export class SharedLogin implements UpstreamLogin {
  /** When a page asked last, ms. */
  lastAskedAt = monotonicNow();
  #gateway: Gateway;
  readonly #memory: RelayMemory;
  readonly #queue = new QuestionQueue();
  readonly #upstream: Upstream;
  readonly #cooldown = new PairingCodeCooldown();
  readonly #subscribers = new Map<() => void, Want>();
  readonly #closing = new AbortController();
  /** The time for a code runs from the moment when somebody wants one: a page that looks at the state may do so for ever. */
  #isClockStarted = false;
  #followed: Want | undefined;
  #following: AbortController | undefined;

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
    this.#memory = new RelayMemory(beginRun('qr', gateway.pace, monotonicNow()));
    this.#upstream = new Upstream(gateway, this.#memory, this.#queue, this);
  }

  /** From the next question on: the host may have new credentials for the same account. */
  useGateway(gateway: Gateway): void {
    this.#gateway = gateway;
    this.#upstream.useGateway(gateway);
  }

  /** How much of the memory it takes, in bytes, roughly: a picture of a QR code is most of it. */
  get weight(): number {
    const { login } = this.#memory;
    return LOGIN_WEIGHT + (isRunning(login) && login.last ? 2 * JSON.stringify(login.last).length : 0);
  }

  /** Without a key nobody else can ever ask for the same login. */
  get isShared(): boolean {
    return this.#gateway.key !== undefined;
  }

  get hasSubscribers(): boolean {
    return this.#subscribers.size > 0;
  }

  /** Resolves with the question under way. */
  get settled(): Promise<void> | undefined {
    return this.#queue.settled;
  }

  /** What a page is shown now. One that wants the state only is shown no QR code. */
  updateFor(want: Want): LoginUpdate {
    const update = toUpdate(this.#memory.login, monotonicNow());
    return this.#withMethods(update.type === 'qr' && want === 'state' ? { type: 'waiting' } : update);
  }

  async get(want: Want): Promise<Reply> {
    if (want === 'qr') this.#startClock();
    this.#tick();
    await this.#upstream.refresh(want);
    this.#tick();
    return { update: this.updateFor(want) };
  }

  /** Asks for a pairing code. A failure is the reply to the page that asked, and changes nothing for the others. */
  code(phone: string): Promise<Reply> {
    return this.#cooldown.request(
      phone,
      () => (this.#memory.login.status === 'code' ? { update: this.updateFor('qr') } : undefined),
      () => this.#requestCode(phone),
    );
  }

  /**
   * Begins anew after the end, and where somebody wants a QR code in place of a pairing code or of a passkey. A QR code under way goes
   * on, since others may be looking at it; a gateway that asked to be left alone is not asked.
   */
  async restart(): Promise<Reply> {
    this.#tick();
    const { login, restsUntil } = this.#memory;
    const isWished = !isRunning(login) || login.status === 'code' || login.status === 'passkey';
    if (monotonicNow() < restsUntil) return { update: this.updateFor('qr') };
    if (isWished) this.#restartRun();
    return this.get('qr');
  }

  /** Calls `onChange` at each change, until the returned function is called. */
  subscribe(want: Want, onChange: () => void): () => void {
    this.#tick();
    const { login } = this.#memory;
    // A fresh socket after the end is itself the restart.
    if (login.status === 'expired') this.#restartRun();
    else if (!isRunning(login)) this.beginAnew();
    this.#subscribers.set(onChange, want);
    this.#follow();
    return () => {
      this.#subscribers.delete(onChange);
      this.lastAskedAt = monotonicNow();
      this.#follow();
    };
  }

  receive(update: LoginUpdate, from = this.#memory.login): void {
    this.#become(advance(from, update, monotonicNow()));
  }

  fail(error: unknown): void {
    this.#become(toErrorState(error));
  }

  beginAnew(): void {
    this.#memory.forgetRun();
    this.#become(beginRun('qr', this.#gateway.pace, monotonicNow()));
  }

  /** Ends for good: the pages that still wait are answered with what is known. */
  close(): void {
    this.#closing.abort();
    this.#queue.close();
    this.#follow();
  }

  #restartRun(): void {
    if (this.#gateway.restart) this.#memory.owes = 'restart';
    this.beginAnew();
  }

  async #requestCode(phone: string): Promise<Reply> {
    try {
      await this.#upstream.requestCode(phone, this.#closing.signal);
      this.#isClockStarted = true;
      return { update: this.updateFor('qr') };
    } catch (error) {
      return { update: this.#withMethods(toErrorUpdate(error)) };
    }
  }

  #startClock(): void {
    if (this.#isClockStarted) return;
    this.#isClockStarted = true;
    if (this.#memory.login.status === 'waiting') this.#become(beginRun('qr', this.#gateway.pace, monotonicNow()));
  }

  #tick(): void {
    if (this.#isClockStarted) this.#become(advance(this.#memory.login, { type: 'tick' }, monotonicNow()));
  }

  #become(login: LoginState): void {
    if (login === this.#memory.login) return;
    this.#memory.login = login;
    // Asking ends the code on screen, even where something else than its end has taken it from the screen.
    if (login.status === 'qr' && this.#gateway.pace.qr === 'life' && Number.isFinite(login.endsAt))
      this.#memory.qrDue = Math.max(this.#memory.qrDue, login.endsAt);
    this.#follow();
    for (const onChange of this.#subscribers.keys()) onChange();
  }

  /** Has the gateway followed for what the subscribers want: QR codes only if somebody shows them. */
  #follow(): void {
    const isOver = this.#closing.signal.aborted || !isRunning(this.#memory.login);
    const wants = new Set(isOver ? [] : this.#subscribers.values());
    const wanted = wants.has('qr') ? 'qr' : wants.has('state') ? 'state' : undefined;
    if (wanted === this.#followed) return;
    this.#following?.abort();
    this.#followed = wanted;
    if (wanted) this.#startFollowing(wanted);
  }

  #startFollowing(wanted: Want): void {
    const { signal } = (this.#following = new AbortController());
    if (wanted === 'qr') this.#startClock();
    void this.#upstream.follow(wanted, signal);
    void this.#keepTicking(signal);
  }

  async #keepTicking(signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        await sleep(TICK, signal);
        this.#tick();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #withMethods(update: LoginUpdate): LoginUpdate {
    const { login } = this.#memory;
    const offered = (isRunning(login) ? login.methods : undefined) ?? this.#gateway.methods;
    return { ...update, methods: OFFERABLE_METHODS.filter((method) => offered.includes(method)) };
  }
}
