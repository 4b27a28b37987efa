import { sleep } from '../platform/async.js';
import { advance } from '../login/advance.js';
import { isRunning, type LoginRequest } from '../login/login.js';
import { toErrorState } from '../login/login-error.js';
import type { SharedLogin, Want } from './shared-login.js';
import { updates } from '../transport/updates.js';
import type { Gate } from '../transport/run.js';

/** A server is always seen. */
const OPEN: Gate = { open: () => Promise.resolve(), reopened: () => new Promise(() => undefined) };
/** How often a login looks whether its time is over, ms. */
const TICK = 1_000;

/** One upstream login for all sockets of a key, as long as there is one. */
export class Upstream {
  readonly #login: SharedLogin;
  readonly #wants = new Map<() => void, Want>();
  #run: AbortController | undefined;

  constructor(login: SharedLogin) {
    this.#login = login;
    login.listeners.add(() => this.#follow());
  }

  get busy(): boolean {
    return this.#wants.size > 0;
  }

  /** `tell` is called at each change, until the returned function is. */
  join(want: Want, tell: () => void): () => void {
    const login = this.#login;
    login.tick();
    // A fresh socket after the end is itself the restart.
    if (!isRunning(login.login) && login.streamed === undefined) login.begin();
    this.#wants.set(tell, want);
    login.listeners.add(tell);
    this.#follow();
    return () => {
      this.#wants.delete(tell);
      login.listeners.delete(tell);
      login.askedAt = Date.now();
      this.#follow();
    };
  }

  /** Listens upstream for what is wanted: the codes only where somebody shows them, nothing for nobody or after the end. */
  #follow(): void {
    const wants = new Set(isRunning(this.#login.login) ? this.#wants.values() : []);
    const wanted = wants.has('qr') ? 'qr' : wants.has('state') ? 'state' : undefined;
    if (wanted === this.#login.streamed) return;
    this.#run?.abort();
    this.#login.streamed = wanted;
    if (wanted) void this.#stream(wanted, (this.#run = new AbortController()).signal);
  }

  async #stream(wanted: Want, signal: AbortSignal): Promise<void> {
    const login = this.#login;
    const { gateway, memory } = login;
    const request: LoginRequest = { method: 'qr' };
    if (wanted === 'qr') login.startClock();
    void this.#tick(signal);
    try {
      await login.settled;
      for await (const update of updates({
        gateway,
        request,
        wants: wanted,
        memory,
        gate: OPEN,
        transport: 'auto',
        signal,
      })) {
        if (signal.aborted) return;
        login.become(advance(login.login, update, Date.now()));
        if (signal.aborted) return;
      }
    } catch (error) {
      if (!signal.aborted) login.become(toErrorState(error));
    }
  }

  async #tick(signal: AbortSignal): Promise<void> {
    const isOn = () =>
      sleep(TICK, signal).then(
        () => true,
        () => false,
      );
    while (await isOn()) this.#login.tick();
  }
}
