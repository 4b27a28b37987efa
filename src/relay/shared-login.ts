import type { Gateway } from '../gateways/gateway.js';
import { advance } from '../login/advance.js';
import { toErrorState } from '../login/login-error.js';
import { beginRun, isRunning, type LoginState, type LoginUpdate, type PasskeyAssertion } from '../login/login.js';
import { monotonicNow } from '../platform/clock.js';
import { CODE_REST, CodeThrottle } from './code-throttle.js';
import { LoginHooks } from './host-hooks.js';
import type { LoginHost } from './login-host.js';
import { LoginChanges, PATIENCE } from './login-changes.js';
import { LoginNews, untilNews, type NewsListener } from './login-news.js';
import { PairingCodeCooldown, tooSoon } from './pairing-code-cooldown.js';
import type { PageQuestion, Reply, Want } from './protocol.js';
import { QuestionQueue } from './question-queue.js';
import { RelayMemory, type LoginRecord } from './relay-memory.js';
import type { StorableLogin } from './stored-login.js';
import { takesLong } from './takes-long.js';
import { toErrorUpdate, toPageUpdate, withMethods } from './to-update.js';
import { UpstreamFollower } from './upstream-follower.js';
import { Upstream, type UpstreamLogin } from './upstream.js';
import { WANTS } from './versions.js';
import { WaitingRequests } from './waiting-requests.js';

/** One login with a gateway, shared by all pages that ask about it or listen to it. */
export class SharedLogin implements UpstreamLogin, StorableLogin {
  /** When a page asked last, ms. */
  lastAskedAt = monotonicNow();
  #gateway: Gateway;
  readonly #memory: RelayMemory;
  readonly #news = new LoginNews();
  readonly #changes: LoginChanges;
  readonly #queue: QuestionQueue;
  readonly #upstream: Upstream;
  readonly #follower: UpstreamFollower;
  readonly #hooks: LoginHooks;
  readonly #cooldown: PairingCodeCooldown;
  readonly #closing = new AbortController();
  readonly #requests = new WaitingRequests();
  #recording: Promise<void> | undefined;
  #isRecorded = false;

  constructor(gateway: Gateway, host: LoginHost = { hooks: {}, throttle: new CodeThrottle() }) {
    const { hooks, throttle, store } = host;
    this.#gateway = gateway;
    this.#changes = new LoginChanges(store, gateway.key, this);
    this.#queue = new QuestionQueue(this.#changes.exclusion);
    this.#memory = new RelayMemory(beginRun('qr', gateway.pace, monotonicNow()));
    this.#hooks = new LoginHooks(hooks, gateway.key);
    this.#cooldown = new PairingCodeCooldown(throttle, gateway.key, this.#memory);
    this.#upstream = new Upstream(gateway, this.#memory, this.#queue, this, !this.#changes.exclusion);
    this.#follower = new UpstreamFollower(this.#upstream, () => void this.#passTime());
    this.#noteNews();
  }

  /** From the next question on: the host may have new credentials for the same account. */
  useGateway(gateway: Gateway): void {
    this.#gateway = gateway;
    this.#upstream.useGateway(gateway);
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
    return this.#memory.toRecord(Date.now() - monotonicNow());
  }

  /** Goes on from what another process has written down. Pages hear of it if it is news to them; the host has heard of it there. */
  adopt(record: LoginRecord): void {
    const { versions } = this.#memory;
    const before = { qr: versions.of('qr'), state: versions.of('state') };
    this.#memory.restore(record, this.#gateway.pace, Date.now() - monotonicNow());
    const shown = { qr: this.#shownTo('qr'), state: this.#shownTo('state') };
    versions.restore(record.versions, shown, monotonicNow());
    this.#follow();
    this.#news.publish(WANTS.filter((want) => versions.of(want) !== before[want]));
  }

  /** Another process has something to do that cannot wait for the answer to a question. */
  yield(): void {
    this.#queue.interrupt();
  }

  /** What a page is shown now. One that wants the state only is shown no QR code. */
  updateFor(want: Want): LoginUpdate {
    return { ...this.#shownTo(want), version: this.#memory.versions.of(want) };
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
      return { update: this.updateFor(want) };
    });
  }

  /** Asks for a pairing code. A failure is the reply to the page that asked, and changes nothing for the others. */
  code(phone: string, request?: Request): Promise<Reply> {
    const shown = () => (this.#memory.login.status === 'code' ? { update: this.updateFor('state') } : undefined);
    const ask = () => this.#cooldown.request(phone, shown, () => this.#requestCode(phone));
    return this.#requests.during(request, () => this.#changes.make(ask, PATIENCE.code));
  }

  /**
   * Begins anew after the end, and where somebody wants a QR code in place of a pairing code or of a passkey. A QR code under way goes
   * on, since others may be looking at it; a gateway that asked to be left alone is not asked.
   */
  async restart(request?: Request): Promise<Reply> {
    const begin = () => {
      this.#tick();
      if (this.#memory.showsNoQrRun && !this.#memory.isResting) this.#restartRun();
    };
    await this.#changes.tryToMake(begin, { patience: PATIENCE.restart });
    return this.#memory.isResting ? { update: this.updateFor('qr') } : this.get({ want: 'qr' }, request);
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
    const remove = this.#requests.add(request);
    const stop = this.#listen({ want, lasting: true, onNews });
    return () => {
      remove();
      this.lastAskedAt = monotonicNow();
      stop();
    };
  }

  /**
   * Takes news that the gateway, or a library, has told the host by itself. `isRecorded`: the host has been told of the link before.
   * @throws {LoginError} if the host could not record a link.
   */
  push(update: LoginUpdate, isRecorded = false): Promise<void> {
    this.#isRecorded = isRecorded;
    return this.#changes.make(() => this.#upstream.receivePushed(update), PATIENCE.push);
  }

  async receive(update: LoginUpdate, from = this.#memory.login): Promise<void> {
    const next = advance(from, update, monotonicNow());
    const isLinked = this.#isRecorded || this.#memory.login.status === 'linked';
    if (next.status !== 'linked' || isLinked || !this.#hooks.mustRecord) return this.#become(next);
    this.#recording ??= this.#record(next, from).finally(() => (this.#recording = undefined));
    await this.#recording;
  }

  fail(error: unknown): void {
    this.#become(toErrorState(error));
  }

  beginAnew(): void {
    this.#memory.forgetRun();
    this.#isRecorded = false;
    this.#become(beginRun('qr', this.#gateway.pace, monotonicNow()));
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
      this.#tick();
      const { login } = this.#memory;
      if (login.status === 'expired') this.#restartRun();
      else if (!isRunning(login)) this.beginAnew();
    };
    void this.#changes.tryToMake(begin, { isNeeded: () => this.hasListeners });
  }

  /** Starts the clock if somebody wants a code, and ends what is over. Of several processes one does so for all. */
  #passTime(want: Want = 'state'): Promise<unknown> | undefined {
    const pass = () => {
      if (want === 'qr') this.#startClock();
      this.#tick();
    };
    const isNeeded = () =>
      (want === 'qr' && !this.#memory.isClockStarted) || this.#memory.loginByNow !== this.#memory.login;
    return this.#changes.tryToMake(pass, { isNeeded });
  }

  #restartRun(): void {
    if (this.#gateway.restart) this.#memory.owes = 'restart';
    this.beginAnew();
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
      return { update: this.updateFor(want) };
    } catch (error) {
      return { update: withMethods(toErrorUpdate(error), this.#memory.login, this.#gateway) };
    }
  }

  /** Nobody hears of a link before the host has recorded it. */
  async #record(linked: LoginState & { status: 'linked' }, from: LoginState): Promise<void> {
    // The process that has the lease by now records the link itself.
    if (!(await this.#changes.isAlone())) return;
    const { account, already } = linked;
    const request = this.#requests.latest;
    const recording = this.#hooks.recordLink(account, { already, ...(request && { request }) });
    if (await takesLong(recording)) this.#become(advance(from, { type: 'linking' }, monotonicNow()));
    await recording.catch((error: unknown) => {
      this.fail(error);
      throw error;
    });
    this.#become(linked);
  }

  #startClock(): void {
    if (this.#memory.isClockStarted) return;
    this.#memory.isClockStarted = true;
    if (this.#memory.login.status === 'waiting') this.#become(beginRun('qr', this.#gateway.pace, monotonicNow()));
  }

  #tick(): void {
    this.#become(this.#memory.loginByNow);
  }

  /** The only place where the state of the login changes by what happens in this process. */
  #become(login: LoginState): void {
    const previous = this.#memory.login;
    if (login === previous) return;
    this.#memory.login = login;
    if (this.#gateway.pace.qr === 'life') this.#memory.noteEndOfCode();
    this.#spread(previous, this.#noteNews());
  }

  /** Tells everybody who is concerned that the state of the login has become another. */
  #spread(previous: LoginState, wants: readonly Want[]): void {
    const { status } = this.#memory.login;
    if (status !== previous.status) void this.#hooks.tellChange({ status, previous: previous.status });
    this.#follow();
    this.#news.publish(wants);
  }

  #noteNews(): readonly Want[] {
    return WANTS.filter((want) => this.#memory.versions.note(want, this.#shownTo(want), monotonicNow()));
  }

  #listen(listener: NewsListener): () => void {
    if (listener.want === 'qr') void this.#passTime('qr');
    const stop = this.#news.listen(listener);
    this.#follow();
    return () => {
      stop();
      this.#follow();
    };
  }

  /** Whether the page has what there is to know, and would wait for more. A login that is over has no other news. */
  #isKnown({ want, seen, wait = 0 }: PageQuestion): boolean {
    return wait > 0 && seen === this.#memory.versions.of(want) && !this.#isOver && !this.#news.isCrowded;
  }

  /** Waits until there is news. Meanwhile the gateway is asked as for a page on a socket, however long it takes. */
  async #hold(want: Want, until: number, left: AbortSignal | undefined): Promise<void> {
    const seen = this.#memory.versions.of(want);
    const isNews = () => seen !== this.#memory.versions.of(want) || this.#isOver;
    const listen = (onNews: () => void) => this.#listen({ want, lasting: false, onNews });
    await untilNews(listen, isNews, until - monotonicNow(), left);
    this.lastAskedAt = monotonicNow();
  }

  get #isOver(): boolean {
    return this.#closing.signal.aborted || !isRunning(this.#memory.login);
  }

  #follow(): void {
    this.#follower.follow(this.#isOver ? undefined : this.#news.needed);
  }

  #shownTo(want: Want): LoginUpdate {
    return toPageUpdate(want, this.#memory.login, this.#gateway);
  }
}
