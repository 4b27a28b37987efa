import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { advance, withLimits } from '../login/advance.js';
import { LoginError, toErrorState } from '../login/login-error.js';
import {
  beginRun,
  IDLE,
  isRunning,
  UNLIMITED,
  type Limits,
  type LoginRequest,
  type LoginState,
  type LoginUpdate,
  type NumberForm,
  type Unreachable,
} from '../login/login.js';
import { Memory } from '../login/memory.js';
import type { nextMoment } from './moments.js';
import { monotonicNow } from '../platform/clock.js';

/** How a login goes on. These pure functions come with the card, since before there is nothing that they could be asked. */
interface LoginRules {
  readonly advance: typeof advance;
  readonly withLimits: typeof withLimits;
  readonly nextMoment: typeof nextMoment;
}

/** The updates of one run, its limits, and the rules that all runs have. */
export interface LoginStream {
  readonly rules: LoginRules;
  readonly updates: AsyncIterable<LoginUpdate | Unreachable>;
  /** Returns the limits that hold now; the page may change `max-codes` during a run. */
  readonly limits: () => Limits;
}

/** Opens the stream of one run. If it rejects, for example because of a wrong setting, the run ends as an error. */
export type OpenLogin = (request: LoginRequest, memory: Memory, signal: AbortSignal) => Promise<LoginStream>;

type SessionHost = ReactiveControllerHost & { readonly isConnected: boolean };

/** The clock is looked at so often at least, ms: while a machine sleeps timers stand still, and a code must not outlive its end. */
const LOOK_AT_CLOCK = 1_000;

/** A timer may fire by a part of it too early, ms. */
const EARLY = 1;

/** Runs one login at a time and holds its state. Within the element there is no other mutable login state. */
export class LoginSession implements ReactiveController {
  #state: LoginState = IDLE;
  #stream: LoginStream | undefined;
  #request: LoginRequest | undefined;
  #memory: Memory | undefined;
  #run: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isPaused = false;
  /** Resolves the promise that `start()` has returned for the present run. */
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

  /** What the present run asks for, or what the last one asked for. */
  get request(): LoginRequest | undefined {
    return this.#request;
  }

  /** The number form, if it is on screen. */
  get form(): NumberForm | undefined {
    return this.#state.status === 'idle' ? this.#state.form : undefined;
  }

  /**
   * Ends the present run and begins another one. The promise resolves with the first state that is not `waiting`, or with `idle` when
   * yet another run begins.
   */
  start(request: LoginRequest, pollInterval: () => number | undefined): Promise<LoginState> {
    const login = beginRun(request.method, UNLIMITED, monotonicNow());
    const memory = new Memory(login, this.#owedFor(request), pollInterval);
    this.#abort();
    this.#settle(IDLE);
    this.#request = request;
    this.#memory = memory;
    const settled = new Promise<LoginState>((resolve) => (this.#settled = resolve));
    this.#become(login);
    // A listener of the event may have stopped this run or begun another one.
    if (this.#state === login && !this.#isPaused) void this.#follow(request, memory);
    return settled;
  }

  /** Ends the present run, and shows the number form if one is given. */
  stop(form?: NumberForm): void {
    this.#abort();
    this.#become(form ? { status: 'idle', form } : IDLE);
  }

  /** Ends the present run as an error. */
  fail(error: unknown): void {
    this.#become(toErrorState(error));
  }

  /** Applies the limits of the present run again, after they may have changed. */
  updateLimits(): void {
    if (!isRunning(this.#state) || !this.#stream) return;
    const { rules, limits } = this.#stream;
    this.#become(rules.withLimits(this.#state, limits()));
  }

  /** Closes everything but keeps the state, because the page may go into the back-forward cache. Nothing is opened until `resume()`. */
  pause(): void {
    this.#isPaused = true;
    this.#abort();
  }

  /** Continues the run that `pause()` has interrupted. */
  resume(): void {
    this.#isPaused = false;
    if (!isRunning(this.#state) || this.#run || !this.#request || !this.#memory) return;
    this.#tick();
    this.#host.requestUpdate();
    // The run may have ended in the meantime, and a listener of that event may have begun another one.
    if (this.#run || !isRunning(this.#state)) return;
    // The answer with the pairing code is lost, and a second request would notify the phone again.
    const isLost = this.#request.method === 'code' && this.#state.status === 'waiting' && !this.#memory.owes;
    if (isLost) this.fail(new LoginError('code-refused'));
    else void this.#follow(this.#request, this.#memory);
  }

  hostConnected(): void {}

  /** Ends the run if the element was removed. One microtask later it is known whether it was only moved. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#abort();
      if (this.#state.status !== 'linked') this.#become(IDLE);
    });
  }

  /** A gateway or a backend goes on with what it has, unless it is told that the person wants another code than that. */
  #owedFor({ method }: LoginRequest): 'code' | 'restart' | undefined {
    if (method === 'code') return 'code';
    const state = this.#state;
    const hasPairingCode = this.#request?.method === 'code' && isRunning(state);
    return state.status === 'expired' || state.status === 'passkey' || hasPairingCode ? 'restart' : undefined;
  }

  async #follow(request: LoginRequest, memory: Memory): Promise<void> {
    const { signal } = (this.#run = new AbortController());
    this.#schedule();
    try {
      const stream = await this.#open(request, memory, signal);
      if (signal.aborted) return; // A newer run owns the state now.
      this.#stream = stream;
      this.updateLimits();
      for await (const update of stream.updates) {
        if (signal.aborted) return;
        this.#become(stream.rules.advance(this.#state, update, monotonicNow()));
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
    // A listener may have begun another run.
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
    const now = monotonicNow();
    const next = this.#stream?.rules.nextMoment(this.#state, now) ?? Infinity;
    this.#timer = setTimeout(
      () => {
        this.#tick();
        if (next - monotonicNow() < EARLY) this.#host.requestUpdate();
        if (this.#run) this.#schedule();
      },
      Math.min(LOOK_AT_CLOCK, next - now),
    );
  }

  #tick(): void {
    if (this.#stream) this.#become(this.#stream.rules.advance(this.#state, { type: 'tick' }, monotonicNow()));
  }
}
