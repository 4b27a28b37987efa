import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  failed,
  idle,
  isRunning,
  LoginError,
  type Limits,
  type LoginRequest,
  type LoginState,
  type LoginUpdate,
} from './login.js';

/** What a stream of updates works with; it outlives the stream when the page pauses. */
export interface Thread {
  login: LoginState;
}

/** What one run works with: news, how they are folded into the state, and how long it may go on. */
export interface Stream {
  readonly updates: AsyncIterable<LoginUpdate>;
  readonly fold: Fold;
  readonly limits: () => Limits;
}

type Fold = Pick<typeof import('./advance.js'), 'advance' | 'givesWayAt' | 'limited'>;

/** Opens the stream of one run. May reject: a bad configuration ends the run as an error. */
export type Open<M extends Thread> = (request: LoginRequest, memory: M, signal: AbortSignal) => Promise<Stream>;

type Host = ReactiveControllerHost & { readonly isConnected: boolean };

/** A code's remaining time is shown by the second. */
const SECOND = 1_000;

/** Runs one login at a time and holds its state, the only mutable one. */
export class LoginSession<M extends Thread> implements ReactiveController {
  #state: LoginState = idle;
  /** Of the last run: a login that was not opened yet has nothing to fold. */
  #stream: Stream | undefined;
  #request: LoginRequest | undefined;
  #memory: M | undefined;
  #run: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #host: Host;
  readonly #open: Open<M>;
  readonly #onChange: (state: LoginState, previous: LoginState) => void;

  constructor(host: Host, open: Open<M>, onChange: (state: LoginState, previous: LoginState) => void) {
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

  get memory(): M | undefined {
    return this.#memory;
  }

  /** Ends what runs and begins anew, from `memory.login`. */
  start(request: LoginRequest, memory: M): void {
    this.#abort();
    this.#request = request;
    this.#memory = memory;
    const { login } = memory;
    this.#become(login);
    // An event's listener may have stopped the run, or begun another.
    if (this.#state === login) void this.#follow(request, memory);
  }

  stop(): void {
    this.#abort();
    this.#become(idle);
  }

  fail(error: unknown): void {
    this.#become(failed(error));
  }

  /** The limits of the run under way may have changed. */
  limit(): void {
    if (isRunning(this.#state) && this.#stream)
      this.#become(this.#stream.fold.limited(this.#state, this.#stream.limits()));
  }

  /** The page goes into the back-forward cache: nothing may stay open. */
  pause(): void {
    this.#abort();
  }

  /** The page is back: the same run goes on from where it was. */
  resume(): void {
    if (!isRunning(this.#state) || this.#run || !this.#request || !this.#memory) return;
    this.#tick();
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
      if (this.#state.status !== 'linked') this.#become(idle);
    });
  }

  async #follow(request: LoginRequest, memory: M): Promise<void> {
    const { signal } = (this.#run = new AbortController());
    this.#schedule();
    try {
      const stream = await this.#open(request, memory, signal);
      if (signal.aborted) return; // a newer run owns the state now
      const { updates, fold } = (this.#stream = stream);
      this.limit();
      for await (const update of updates) {
        if (signal.aborted) return;
        this.#become(fold.advance(this.#state, update, Date.now()));
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
    if (this.#run) this.#schedule();
    this.#host.requestUpdate();
  }

  #abort(): void {
    clearTimeout(this.#timer);
    this.#run?.abort();
    this.#run = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#tick();
        if (this.#run) this.#schedule();
      },
      untilNext(this.#state, this.#stream),
    );
  }

  #tick(): void {
    if (this.#stream) this.#become(this.#stream.fold.advance(this.#state, { type: 'tick' }, Date.now()));
    this.#host.requestUpdate();
  }
}

/** To the next second on screen, the end of the code, or when it gives way, whichever is nearest, in ms. */
function untilNext(state: LoginState, stream: Stream | undefined): number {
  if (!stream || state.status !== 'qr') return SECOND;
  const now = Date.now();
  const ends = [state.endsAt - now, stream.fold.givesWayAt(state) - now];
  return Math.min(SECOND, ...ends.filter((left) => left > 0));
}
