import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LoginState } from '../login/login.js';
import { monotonicNow } from '../platform/clock.js';

/** Each request for a pairing code sends a notification to the phone and kills the code before it, so the button rests, ms. */
const AFTER_REQUEST = 15_000;
/** What `rate-limited` asks the person to wait, ms. */
const AFTER_REFUSAL = 60_000;

/** A timer may fire by a part of it too early, ms. */
const EARLY = 1;

/** Whether the button for a code rests. */
export class ButtonCooldown implements ReactiveController {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #until = 0;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** When it may be pressed again, ms; nothing where it does not rest. */
  get until(): number | undefined {
    return this.#until - monotonicNow() >= EARLY ? this.#until : undefined;
  }

  followState(state: LoginState): void {
    if (refusalOf(state) === 'rate-limited') this.#start(AFTER_REFUSAL);
    if (state.status === 'waiting' && state.method === 'code') this.#start(AFTER_REQUEST);
  }

  hostConnected(): void {
    if (this.until !== undefined) this.#wake();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #start(rest: number): void {
    this.#until = Math.max(this.#until, monotonicNow() + rest);
    this.#wake();
  }

  #wake(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#host.requestUpdate(), this.#until - monotonicNow());
  }
}

/** What the last request was refused for, wherever that is told. */
function refusalOf(state: LoginState): string | undefined {
  return state.status === 'error' ? state.code : state.status === 'idle' ? state.form?.error : undefined;
}
