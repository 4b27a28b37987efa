import { toLoginError } from '../login/login-error.js';
import type { LoginState, LoginUpdate } from '../login/login.js';
import { monotonicNow } from '../platform/clock.js';
import { accountOf, pauseOf } from '../transport/ask.js';
import { heartbeatOr } from './heartbeat.js';
import type { Want } from './protocol.js';
import { takesLong } from './takes-long.js';
import type { UpstreamLogin } from './upstream-login.js';

/** What becomes of the gateway's answers: they are folded into the state of the login, and decide when it is asked again. */
export class UpstreamAnswers {
  readonly #login: UpstreamLogin;

  constructor(login: UpstreamLogin) {
    this.#login = login;
  }

  /** Folds the answer, and notes when the next question is due. A failure that may pass is no news until it has lasted too long. */
  async receiveAnswer(want: Want, answer: Promise<LoginUpdate | undefined>, signal: AbortSignal): Promise<void> {
    try {
      const update = await answer;
      signal.throwIfAborted();
      this.#login.memory.retry.succeeded();
      if (update) await this.receive(update, signal);
      this.scheduleNext(want);
    } catch (error) {
      if (!signal.aborted) this.scheduleNext('qr', this.#receiveFailure(error));
    }
  }

  /** Folds an update, for which the gateway may have to be asked who was linked. */
  async receive(update: LoginUpdate, signal: AbortSignal, from?: LoginState): Promise<void> {
    if (!this.isUnnamed(update)) return this.#login.receive(update, from);
    const naming = accountOf(this.#login.gateway, signal);
    const isSlow = await takesLong(naming);
    if (isSlow) await this.#login.receive({ type: 'linking' }, from);
    const account = await naming;
    signal.throwIfAborted();
    await this.#login.receive({ ...update, account }, isSlow ? undefined : from);
  }

  /** Whether the gateway must be asked who was linked. */
  isUnnamed(update: LoginUpdate): update is LoginUpdate & { readonly type: 'linked' } {
    return update.type === 'linked' && !update.account && this.#login.gateway.account !== undefined;
  }

  /** Notes when the gateway may be asked again. An answer with a code also tells the state. `usual`: the pause until then, ms. */
  scheduleNext(want: Want, usual = this.#usualPause): void {
    const { gateway, memory } = this.#login;
    const { fastest } = gateway.pace;
    const pause = heartbeatOr(usual, gateway, memory);
    // The pause of a code that has ended is over, but who looks at the state only does not get the next one.
    const due = monotonicNow() + (want === 'qr' ? pause : Math.max(pause, fastest.state));
    memory.due = want === 'qr' ? { qr: due, state: due } : { ...memory.due, state: due };
  }

  get #usualPause(): number {
    return pauseOf(this.#login.gateway, this.#login.memory, monotonicNow());
  }

  /** How long to leave the gateway alone after a failure, ms. */
  #receiveFailure(error: unknown): number {
    const { gateway, memory } = this.#login;
    try {
      return memory.retry.pauseAfterFailure(error);
    } catch (final) {
      this.#login.fail(final);
      const rest = Math.max(gateway.pace.every, (toLoginError(error).retryAfter ?? 0) * 1000);
      memory.restsUntil = monotonicNow() + rest;
      return rest;
    }
  }
}
