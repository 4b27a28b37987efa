import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { advance, withLimits } from '../login/advance.js';
import { LoginError, toErrorState } from '../login/login-error.js';
import {
  IDLE,
  isRunning,
  type Limits,
  type LoginRequest,
  type LoginState,
  type LoginUpdate,
  type NumberForm,
} from '../login/login.js';
import type { Memory } from '../login/memory.js';
import { nextMoment } from './moments.js';

/** What one run works with: news, and how long it may go on. */
export interface LoginStream {
  readonly updates: AsyncIterable<LoginUpdate>;
  readonly limits: () => Limits;
}

/** Opens the stream of one run. May reject: a bad configuration ends the run as an error. */
export type OpenLogin = (request: LoginRequest, memory: Memory, signal: AbortSignal) => Promise<LoginStream>;

type SessionHost = ReactiveControllerHost & { readonly isConnected: boolean };

/** The clock is looked at so often at least, ms: while a machine sleeps timers stand still, and a code must not outlive its end. */
const LOOK_AT_CLOCK = 1_000;

/** Runs one login at a time and holds its state, the only mutable one. */
export class LoginSession implements ReactiveController {
  #state: LoginState = IDLE;
  #stream: LoginStream | undefined;
  #request: LoginRequest | undefined;
  #memory: Memory | undefined;
  #run: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Told once what came after the wait of the present run. */
  #settled: ((state: LoginState) => void) | undefined;
  readonly #host: SessionHost;
  readonly #open: OpenLogin;
  readonly #onChange: (state: LoginState, previous: LoginState) => void;

  constructor(host: SessionHost, open: OpenLogin, onChange: (state: LoginState, previous: LoginState) => void) {
    this.#host = host;
    this.#open = open;
    this.#onChange = onChange;
    host.addController(this);
  }

  get state(): LoginState {
    return this.#state;
  }

  /** What the present or the last run asked for. */
  get request(): LoginRequest | undefined {
    return this.#request;
  }

  /** The number form, where it is what is shown. */
  get form(): NumberForm | undefined {
    return this.#state.status === 'idle' ? this.#state.form : undefined;
  }

  /** Ends what runs and begins anew, from `memory.login`. Resolves with the first state that is no wait, or when another run begins. */
  start(request: LoginRequest, memory: Memory): Promise<LoginState> {
    this.#abort();
    this.#settle(IDLE);
    this.#request = request;
    this.#memory = memory;
    const { login } = memory;
    const settled = new Promise<LoginState>((resolve) => (this.#settled = resolve));
    this.#become(login);
    // An event's listener may have stopped the run, or begun another.
    if (this.#state === login) void this.#follow(request, memory);
    return settled;
  }

  /** Ends what runs; shows the number form, if there is one. */
  stop(form?: NumberForm): void {
    this.#abort();
    this.#become(form ? { status: 'idle', form } : IDLE);
  }

  fail(error: unknown): void {
    this.#become(toErrorState(error));
  }

  /** The limits of the run under way may have changed. */
  updateLimits(): void {
    if (isRunning(this.#state) && this.#stream) this.#become(withLimits(this.#state, this.#stream.limits()));
  }

  /** The page goes into the back-forward cache: nothing may stay open. */
  pause(): void {
    this.#abort();
  }

  /** The page is back: the same run goes on from where it was. */
  resume(): void {
    if (!isRunning(this.#state) || this.#run || !this.#request || !this.#memory) return;
    this.#tick();
    this.#host.requestUpdate();
    // It may have ended meanwhile, and a listener of that may have begun another.
    if (this.#run || !isRunning(this.#state)) return;
    // The pairing code that was under way is lost, and asking again would ring the phone again.
    if (this.#request.method === 'code' && this.#state.status === 'waiting') this.fail(new LoginError('code-refused'));
    else void this.#follow(this.#request, this.#memory);
  }

  hostConnected(): void {}

  /** A move in the page is not a removal: one microtask later it is known which it was. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#abort();
      if (this.#state.status !== 'linked') this.#become(IDLE);
    });
  }

  async #follow(request: LoginRequest, memory: Memory): Promise<void> {
    const { signal } = (this.#run = new AbortController());
    this.#schedule();
    try {
      const stream = await this.#open(request, memory, signal);
      if (signal.aborted) return; // a newer run owns the state now
      this.#stream = stream;
      this.updateLimits();
      for await (const update of stream.updates) {
        if (signal.aborted) return;
        this.#become(advance(this.#state, update, Date.now()));
        if (signal.aborted) return;
      }
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  #become(state: LoginState): void {
    const previous = this.#state;
    if (state === previous) return;
    this.#state = state;
    if (this.#memory) this.#memory.login = state;
    if (!isRunning(state)) this.#abort();
    this.#onChange(state, previous);
    // Unless a listener has begun something else.
    if (this.#state === state && state.status !== 'waiting') this.#settle(state);
    if (this.#run) this.#schedule();
    this.#host.requestUpdate();
  }

  #settle(state: LoginState): void {
    this.#settled?.(state);
    this.#settled = undefined;
  }

  #abort(): void {
    clearTimeout(this.#timer);
    this.#run?.abort();
    this.#run = undefined;
  }

  /** Looks at the clock, and renders only when the moment has come at which something on screen changes. */
  #schedule(): void {
    clearTimeout(this.#timer);
    if (!isRunning(this.#state)) return;
    const now = Date.now();
    const next = nextMoment(this.#state, now);
    this.#timer = setTimeout(
      () => {
        this.#tick();
        if (Date.now() >= next) this.#host.requestUpdate();
        if (this.#run) this.#schedule();
      },
      Math.min(LOOK_AT_CLOCK, next - now),
    );
  }

  #tick(): void {
    this.#become(advance(this.#state, { type: 'tick' }, Date.now()));
  }
}
