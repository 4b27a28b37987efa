import type { Gateway } from '../gateways/gateway.js';
import { isRunning, type LoginUpdate, type PasskeyAssertion } from '../login/login.js';
import { monotonicNow } from '../platform/clock.js';
import { CODE_REST, CodeThrottle } from './code-throttle.js';
import { LoginHooks } from './host-hooks.js';
import type { LoginHost } from './login-host.js';
import { LoginChanges, PATIENCE } from './login-changes.js';
import { LoginNews, untilNews, type NewsListener } from './login-news.js';
import { PairingCodeCooldown, tooSoon } from './pairing-code-cooldown.js';
import type { PageQuestion, Reply, Want } from './protocol.js';
import { QuestionQueue } from './question-queue.js';
import type { LoginRecord, RelayMemory } from './relay-memory.js';
import { SharedState } from './shared-state.js';
import type { StorableLogin } from './stored-login.js';
import { toErrorUpdate, withMethods } from './to-update.js';
import { UpstreamFollower } from './upstream-follower.js';
import { Upstream } from './upstream.js';
import { WANTS } from './versions.js';
import { WaitingRequests } from './waiting-requests.js';

/** One login with a gateway, shared by all pages that ask about it or listen to it. */
export class SharedLogin implements StorableLogin {
  /** When a page asked last, ms. */
  lastAskedAt = monotonicNow();
  /** How the login stands. */
  readonly state: SharedState;
  readonly #news = new LoginNews();
  readonly #requests = new WaitingRequests();
  readonly #changes: LoginChanges;
  readonly #memory: RelayMemory;
  readonly #queue: QuestionQueue;
  readonly #upstream: Upstream;
  readonly #follower: UpstreamFollower;
  readonly #cooldown: PairingCodeCooldown;
  readonly #closing = new AbortController();

  constructor(gateway: Gateway, host: LoginHost = { hooks: {}, throttle: new CodeThrottle() }) {
    const { key } = gateway;
    this.#changes = new LoginChanges(host.store, key, this);
    this.state = new SharedState(gateway, {
      hooks: new LoginHooks(host.hooks, key),
      changes: this.#changes,
      requests: this.#requests,
      news: this.#news,
      follow: () => this.#follow(),
    });
    this.#memory = this.state.memory;
    this.#cooldown = new PairingCodeCooldown(host.throttle, key, this.#memory);
    this.#queue = new QuestionQueue(this.#changes.exclusion);
    this.#upstream = new Upstream(this.state, this.#queue, !this.#changes.exclusion);
    this.#follower = new UpstreamFollower(this.#upstream, () => void this.#passTime());
  }

  /** From the next question on: the host may have new credentials for the same account. */
  useGateway(gateway: Gateway): void {
    this.state.gateway = gateway;
  }

  get weight(): number {
    return this.#memory.weight;
  }

  get hasListeners(): boolean {
    return this.#news.size > 0;
  }

  /** Resolves with the question under way. */
  get settled(): Promise<void> | undefined {
    return this.#queue.settled;
  }

  /** What another process needs to take this login over. */
  get record(): LoginRecord {
    return this.state.record;
  }

  adopt(record: LoginRecord): void {
    this.state.adopt(record);
  }

  /** Another process has something to do that cannot wait for the answer to a question. */
  yield(): void {
    this.#queue.interrupt();
  }

  /** Answers a page: at once, or as soon as there is another version than it has seen. */
  get(question: PageQuestion, request?: Request): Promise<Reply> {
    const { want, wait = 0 } = question;
    const until = monotonicNow() + wait;
    return this.#requests.during(request, async () => {
      const passing = this.#passTime(want);
      if (passing) await passing;
      if (this.#isKnown(question)) await this.#hold(want, until, request?.signal);
      else await this.#upstream.refresh(want);
      await this.#passTime();
      return { update: this.state.updateFor(want) };
    });
  }

  /** Asks for a pairing code. A failure is the reply to the page that asked, and changes nothing for the others. */
  code(phone: string, request?: Request): Promise<Reply> {
    const shown = () => (this.#memory.login.status === 'code' ? { update: this.state.updateFor('state') } : undefined);
    const ask = () => this.#cooldown.request(phone, shown, () => this.#requestCode(phone));
    return this.#requests.during(request, () => this.#changes.make(ask, PATIENCE.code));
  }

  /**
   * Begins anew after the end, and where somebody wants a QR code in place of a pairing code or of a passkey. A QR code under way goes
   * on, since others may be looking at it; a gateway that asked to be left alone is not asked.
   */
  async restart(request?: Request): Promise<Reply> {
    const begin = () => {
      this.state.tick();
      if (this.#memory.showsNoQrRun && !this.#memory.isResting) this.state.restartRun();
    };
    await this.#changes.tryToMake(begin, { patience: PATIENCE.restart });
    return this.#memory.isResting ? { update: this.state.updateFor('qr') } : this.get({ want: 'qr' }, request);
  }

  /**
   * Hands the gateway what the person's passkey has signed or, without an assertion, that the code was compared. It is kept
   * nowhere. A failure is the reply to the page that asked: the gateway goes on waiting.
   */
  passkey(assertion: PasskeyAssertion | undefined, request?: Request): Promise<Reply> {
    return this.#requests.during(request, () =>
      this.#replyTo(async () => {
        if (this.#memory.login.status === 'passkey') await this.#upstream.answerPasskey(assertion);
      }, 'qr'),
    );
  }

  /** Calls `onNews` at each change, until the returned function is called. */
  subscribe(want: Want, onNews: () => void, request?: Request): () => void {
    this.#beginForSocket();
    this.#requests.add(request);
    const listener = { want, lasting: true, onNews };
    this.#listen(listener);
    return () => {
      this.#requests.remove(request);
      this.lastAskedAt = monotonicNow();
      this.#unlisten(listener);
    };
  }

  /**
   * Takes news that the gateway, or a library, has told the host by itself. `isRecorded`: the host has been told of the link before.
   * @throws {LoginError} if the host could not record a link.
   */
  push(update: LoginUpdate, isRecorded = false): Promise<void> {
    this.state.isRecorded = isRecorded;
    return this.#changes.make(() => this.#upstream.receivePushed(update), PATIENCE.push);
  }

  /** Ends for good: the pages that still wait are answered with what is known. */
  close(): void {
    this.#closing.abort();
    this.#queue.close();
    this.#changes.close();
    this.#follow();
    this.#news.publish(WANTS);
  }

  /** A fresh socket after the end is itself the restart. */
  #beginForSocket(): void {
    const begin = () => {
      this.state.tick();
      const { login } = this.#memory;
      if (login.status === 'expired') this.state.restartRun();
      else if (!isRunning(login)) this.state.beginAnew();
    };
    void this.#changes.tryToMake(begin, { isNeeded: () => this.hasListeners });
  }

  /** Starts the clock if somebody wants a code, and ends what is over. Of several processes one does so for all. */
  #passTime(want: Want = 'state'): Promise<unknown> | undefined {
    const pass = () => {
      if (want === 'qr') this.state.startClock();
      this.state.tick();
    };
    const isNeeded = () =>
      (want === 'qr' && !this.#memory.isClockStarted) || this.#memory.loginByNow !== this.#memory.login;
    return this.#changes.tryToMake(pass, { isNeeded });
  }

  async #requestCode(phone: string): Promise<Reply> {
    if (!(await this.#changes.reserve(`phone ${phone}`, CODE_REST))) return tooSoon(CODE_REST);
    return this.#replyTo(async () => {
      await this.#upstream.requestCode(phone, this.#closing.signal);
      this.#memory.isClockStarted = true;
    });
  }

  /** How the login stands after this or, if it fails, why. */
  async #replyTo(act: () => Promise<void>, want: Want = 'state'): Promise<Reply> {
    try {
      await act();
      return { update: this.state.updateFor(want) };
    } catch (error) {
      return { update: withMethods(toErrorUpdate(error), this.#memory.login, this.state.gateway) };
    }
  }

  #listen(listener: NewsListener): void {
    if (listener.want === 'qr') void this.#passTime('qr');
    this.#news.add(listener);
    this.#follow();
  }

  #unlisten(listener: NewsListener): void {
    this.#news.remove(listener);
    this.#follow();
  }

  /** Whether the page has what there is to know, and would wait for more. A login that is over has no other news. */
  #isKnown({ want, seen, wait = 0 }: PageQuestion): boolean {
    return wait > 0 && seen === this.#memory.versions.of(want) && !this.#isOver && !this.#news.isCrowded;
  }

  /** Waits until there is news. Meanwhile the gateway is asked as for a page on a socket, however long it takes. */
  async #hold(want: Want, until: number, left: AbortSignal | undefined): Promise<void> {
    const seen = this.#memory.versions.of(want);
    const isNews = () => seen !== this.#memory.versions.of(want) || this.#isOver;
    const listen = (onNews: () => void) => {
      const listener = { want, lasting: false, onNews };
      this.#listen(listener);
      return () => this.#unlisten(listener);
    };
    await untilNews(listen, isNews, until - monotonicNow(), left);
    this.lastAskedAt = monotonicNow();
  }

  get #isOver(): boolean {
    return this.#closing.signal.aborted || !isRunning(this.#memory.login);
  }

  #follow(): void {
    this.#follower.follow(this.#isOver ? undefined : this.#news.needed);
  }
}
