import { sleep } from '../platform/async.js';
import type { Following } from './login-news.js';
import type { Upstream } from './upstream.js';

/** How often a login that somebody listens to looks whether its time is over, ms: pages count in seconds. */
const TICK = 1_000;

/** Has the gateway asked on its own account for as long as somebody listens. */
export class UpstreamFollower {
  readonly #upstream: Upstream;
  readonly #tick: () => void;
  #followed: Following | undefined;
  #following: AbortController | undefined;

  constructor(upstream: Upstream, tick: () => void) {
    this.#upstream = upstream;
    this.#tick = tick;
  }

  /** Follows what is needed from now on; `undefined`: nothing. */
  follow(needed: Following | undefined): void {
    const { want, lasting } = this.#followed ?? {};
    if (needed?.want === want && needed?.lasting === lasting) return;
    this.#following?.abort();
    this.#followed = needed;
    if (!needed) return;
    const { signal } = (this.#following = new AbortController());
    void this.#upstream.follow(needed, signal);
    void this.#keepTicking(signal);
  }

  async #keepTicking(signal: AbortSignal): Promise<void> {
    const passes = () => sleep(TICK, signal).catch(() => undefined);
    for (await passes(); !signal.aborted; await passes()) this.#tick();
  }
}
