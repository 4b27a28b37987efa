import { sleep } from './async.js';
import { advance } from './advance.js';
import { failed, isRunning, type LoginRequest } from './login.js';
import type { RelayLogin, Want } from './relay-login.js';
import { updates, type Gate } from './transports.js';

/** A server is always seen. */
const OPEN: Gate = { open: () => Promise.resolve(), reopened: () => new Promise(() => undefined) };
/** How often a login looks whether its time is over, ms. */
const TICK = 1_000;

/** One upstream login for all sockets of a key, as long as there is one. */
export class RelayStream {
  readonly #login: RelayLogin;
  readonly #wants = new Map<() => void, Want>();
  #run: AbortController | undefined;

  constructor(login: RelayLogin) {
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
    const request: LoginRequest = wanted === 'qr' ? { method: 'qr' } : { method: 'code', phone: '' };
    if (wanted === 'qr') login.mean();
    void this.#tick(signal);
    try {
      await login.settled;
      for await (const update of updates(login.gateway, login.memory, request, OPEN, 'auto', signal)) {
        if (signal.aborted) return;
        login.become(advance(login.login, update, Date.now()));
        if (signal.aborted) return;
      }
    } catch (error) {
      if (!signal.aborted) login.become(failed(error));
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
