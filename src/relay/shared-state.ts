import type { Gateway } from '../gateways/gateway.js';
import { advance } from '../login/advance.js';
import { toErrorState } from '../login/login-error.js';
import { beginRun, type LoginState, type LoginUpdate } from '../login/login.js';
import { monotonicNow } from '../platform/clock.js';
import type { LoginHooks } from './host-hooks.js';
import type { LoginChanges } from './login-changes.js';
import type { LoginNews } from './login-news.js';
import type { RecordedLogin } from './newest-record.js';
import type { Want } from './protocol.js';
import { RelayMemory, type LoginRecord } from './relay-memory.js';
import { takesLong } from './takes-long.js';
import { toPageUpdate } from './to-update.js';
import type { UpstreamLogin } from './upstream-login.js';
import { WANTS } from './versions.js';
import type { WaitingRequests } from './waiting-requests.js';

/** What the state of a shared login has to do with: the host, the other processes and the pages. */
export interface StateSurroundings {
  readonly hooks: LoginHooks;
  readonly changes: LoginChanges;
  readonly requests: WaitingRequests;
  readonly news: LoginNews;
  /** Is called at each change: another state may need something else of the gateway. */
  readonly follow: () => void;
}

/** How a shared login stands. Nothing else changes it, and whoever is concerned hears of each change. */
export class SharedState implements UpstreamLogin, RecordedLogin {
  gateway: Gateway;
  readonly memory: RelayMemory;
  /** The host has been told of the link. */
  isRecorded = false;
  readonly #around: StateSurroundings;
  #recording: Promise<void> | undefined;

  constructor(gateway: Gateway, around: StateSurroundings) {
    this.gateway = gateway;
    this.memory = new RelayMemory(beginRun('qr', gateway.pace, monotonicNow()));
    this.#around = around;
    this.#noteNews();
  }

  /** What another process needs to take this login over. */
  get record(): LoginRecord {
    return this.memory.toRecord(Date.now() - monotonicNow());
  }

  /** Goes on from what another process has written down. Pages hear of it if it is news to them; the host has heard of it there. */
  adopt(record: LoginRecord): void {
    const { versions } = this.memory;
    const before = { qr: versions.of('qr'), state: versions.of('state') };
    this.memory.restore(record, this.gateway.pace, Date.now() - monotonicNow());
    const shown = { qr: this.#shownTo('qr'), state: this.#shownTo('state') };
    versions.restore(record.versions, shown, monotonicNow());
    this.#around.follow();
    this.#around.news.publish(WANTS.filter((want) => versions.of(want) !== before[want]));
  }

  /** What a page is shown now. One that wants the state only is shown no QR code. */
  updateFor(want: Want): LoginUpdate {
    return { ...this.#shownTo(want), version: this.memory.versions.of(want) };
  }

  async receive(update: LoginUpdate, from = this.memory.login): Promise<void> {
    const next = advance(from, update, monotonicNow());
    const isLinked = this.isRecorded || this.memory.login.status === 'linked';
    if (next.status !== 'linked' || isLinked || !this.#around.hooks.mustRecord) return this.#become(next);
    this.#recording ??= this.#record(next, from).finally(() => (this.#recording = undefined));
    await this.#recording;
  }

  fail(error: unknown): void {
    this.#become(toErrorState(error));
  }

  beginAnew(): void {
    this.memory.forgetRun();
    this.isRecorded = false;
    this.#become(beginRun('qr', this.gateway.pace, monotonicNow()));
  }

  /** Begins a new run, for which the gateway has to end the former one. */
  restartRun(): void {
    if (this.gateway.restart) this.memory.owes = 'restart';
    this.beginAnew();
  }

  /** The time for a code begins to run, since somebody wants one. */
  startClock(): void {
    if (this.memory.isClockStarted) return;
    this.memory.isClockStarted = true;
    if (this.memory.login.status === 'waiting') this.#become(beginRun('qr', this.gateway.pace, monotonicNow()));
  }

  /** Ends what is over by now. */
  tick(): void {
    this.#become(this.memory.loginByNow);
  }

  /** Nobody hears of a link before the host has recorded it. */
  async #record(linked: LoginState & { status: 'linked' }, from: LoginState): Promise<void> {
    const { hooks, changes, requests } = this.#around;
    // The process that has the lease by now records the link itself.
    if (!(await changes.isAlone())) return;
    const { account, already } = linked;
    const request = requests.latest;
    const recording = hooks.recordLink(account, { already, ...(request && { request }) });
    if (await takesLong(recording)) this.#become(advance(from, { type: 'linking' }, monotonicNow()));
    await recording.catch((error: unknown) => {
      this.fail(error);
      throw error;
    });
    this.#become(linked);
  }

  /** The only place where the state of the login changes by what happens in this process. */
  #become(login: LoginState): void {
    const previous = this.memory.login;
    if (login === previous) return;
    this.memory.login = login;
    if (this.gateway.pace.qr === 'life') this.memory.noteEndOfCode();
    this.#spread(previous, this.#noteNews());
  }

  /** Tells everybody who is concerned that the state of the login has become another. */
  #spread(previous: LoginState, wants: readonly Want[]): void {
    const { hooks, news, follow } = this.#around;
    const { status } = this.memory.login;
    if (status !== previous.status) void hooks.tellChange({ status, previous: previous.status });
    follow();
    news.publish(wants);
  }

  #noteNews(): readonly Want[] {
    return WANTS.filter((want) => this.memory.versions.note(want, this.#shownTo(want), monotonicNow()));
  }

  #shownTo(want: Want): LoginUpdate {
    return toPageUpdate(want, this.memory.login, this.gateway);
  }
}
