import type { GatewaySocket } from '../gateways/gateway.js';
import { LoginError } from '../login/login-error.js';
import {
  beginRun,
  isRunning,
  type LoginMethod,
  type LoginState,
  type LoginUpdate,
  type PasskeyAssertion,
} from '../login/login.js';
import { Memory } from '../login/memory.js';
import { sleep } from '../platform/async.js';
import { ask, pauseOf } from '../transport/ask.js';
import { listen } from '../transport/listen.js';
import type { Gate } from '../transport/run.js';
import type { Following } from './login-news.js';
import type { Want } from './protocol.js';
import type { QuestionQueue } from './question-queue.js';
import { SHORTEST_LIFE } from './parked-news.js';
import type { RelayMemory } from './relay-memory.js';
import { UpstreamAnswers } from './upstream-answers.js';
import type { UpstreamLogin } from './upstream-login.js';
import { monotonicNow } from '../platform/clock.js';

/** A page is answered in this time, ms: a gateway may need minutes for a code, and a page gives up after 20 s. */
const PATIENCE = 8_000;
/**
 * How long a gateway that is not ready for a pairing code is asked again, ms. With the 10 s that an adapter waits for the last of
 * these questions this is as long as a page waits for the answer.
 */
const CODE_PATIENCE = 10_000;

/** News by which a number that was linked is linked no more. */
const UNLINKED: ReadonlySet<string> = new Set(['waiting', 'starting', 'idle', 'qr', 'code']);

/** A server is never hidden. */
const ALWAYS_OPEN: Gate = { open: () => Promise.resolve(), reopened: () => new Promise(() => undefined) };
/** The updates that answer a request for a pairing code. Whatever else a gateway says, it has given none. */
const CODE_ANSWERS: ReadonlySet<string> = new Set(['code', 'linked', 'passkey', 'expired']);

/** The gateway's side of a shared login: whatever is asked of the gateway or heard from it, one question at a time. */
export class Upstream {
  readonly #login: UpstreamLogin;
  readonly #memory: RelayMemory;
  readonly #queue: QuestionQueue;
  readonly #isAlone: boolean;
  readonly #answers: UpstreamAnswers;
  /** What the gateway's socket brings by itself, so that nobody has to ask. */
  #broughtBySocket: Want | undefined;

  /** `isAlone`: no other process knows this login. With others the gateway is asked, since each would open a socket of its own. */
  constructor(login: UpstreamLogin, queue: QuestionQueue, isAlone: boolean) {
    this.#login = login;
    this.#memory = login.memory;
    this.#queue = queue;
    this.#isAlone = isAlone;
    this.#answers = new UpstreamAnswers(login);
  }

  /** Asks, unless the last answer is still fresh. Resolves when it is, or after as long as a page waits for its answer. */
  async refresh(want: Want, signal?: AbortSignal): Promise<void> {
    if (this.#isFresh(want)) return;
    const deadline = monotonicNow() + PATIENCE;
    const isNeeded = () => !signal?.aborted && monotonicNow() < deadline && !this.#isFresh(want);
    await this.#queue.askPatiently(PATIENCE, (turn) => this.#askForUpdate(want, turn), isNeeded);
  }

  /**
   * Asks for a pairing code until the gateway was ready to be asked. The QR code on screen stays unless a pairing code comes.
   * @throws {LoginError} when none came.
   */
  async requestCode(phone: string, signal: AbortSignal): Promise<void> {
    // This is known without asking, so no other question is aborted for it.
    if (!this.#login.gateway.code) throw new LoginError('unsupported');
    const deadline = monotonicNow() + CODE_PATIENCE;
    const memory = new Memory(this.#newRun('code'), 'code');
    for (;;) {
      const answer = await this.#queue.askUrgently(PATIENCE, (turn) => this.#askForCode(phone, memory, turn));
      if (!answer) throw new LoginError('unavailable', 'The request for a pairing code was aborted');
      if (answer === 'asked') return;
      const pause = pauseOf(this.#login.gateway, memory, monotonicNow());
      if (monotonicNow() + pause > deadline)
        throw new LoginError('code-refused', 'The gateway did not get ready in time');
      await sleep(pause, signal);
    }
  }

  /** Hands over a passkey's assertion or, without one, that the person has compared the code. @throws {LoginError} if that fails. */
  async answerPasskey(assertion: PasskeyAssertion | undefined): Promise<void> {
    const { passkey } = this.#login.gateway;
    if (!passkey) throw new LoginError('unsupported');
    const isAnswered = await this.#queue.askUrgently(PATIENCE, async (turn) => {
      const update = await (assertion ? passkey.answer(assertion, turn) : passkey.confirm(turn));
      turn.throwIfAborted();
      if (update.type === 'error') throw new LoginError(update.code);
      await this.#answers.receive(update, turn);
      return true;
    });
    if (!isAnswered) throw new LoginError('unavailable', 'The answer to the passkey request was aborted');
    this.#answers.scheduleNext('qr');
  }

  /**
   * Takes news that came to the host by itself.
   * @throws {LoginError} if the number is linked and the host could not record that.
   */
  async receivePushed(update: LoginUpdate): Promise<void> {
    this.#memory.isPushed = true;
    this.#memory.areCodesPushed ||= update.type === 'qr';
    const { login } = this.#memory;
    if (login.status === 'linked' && UNLINKED.has(update.type)) this.#login.beginAnew();
    const from = update.type === 'linked' && !isRunning(login) ? this.#newRun('qr') : this.#memory.login;
    if (login.status === 'linked' && update.type === 'linked') return;
    // What this means depends on whether a code was shown. A question to the gateway settles it.
    if (update.type === 'idle' || update.type === 'starting') return this.#refreshNow();
    if (this.#answers.isUnnamed(update)) await this.#queue.ask((turn) => this.#answers.receive(update, turn, from));
    else await this.#login.receive(this.#withLife(update), from);
    this.#answers.scheduleNext('qr');
  }

  /** A code without an end would stay on screen when it is dead. */
  #withLife(update: LoginUpdate): LoginUpdate {
    const isEndless = update.type === 'qr' && update.expiresIn === undefined && !this.#login.gateway.pace.lives;
    return isEndless ? { ...update, expiresIn: SHORTEST_LIFE } : update;
  }

  async #refreshNow(): Promise<void> {
    this.#memory.due = { ...this.#memory.due, state: 0 };
    await this.refresh('state');
  }

  #newRun(method: LoginMethod): LoginState {
    return beginRun(method, this.#login.gateway.pace, monotonicNow());
  }

  /**
   * Feeds the login until aborted: by asking again and again, or from the gateway's socket where it has one that opens. For a question
   * that is answered in seconds no socket is opened, since some gateways want a pause between two.
   */
  async follow({ want, lasting }: Following, signal: AbortSignal): Promise<void> {
    try {
      const socket = lasting && this.#isAlone ? this.#socketFor(want) : undefined;
      if (socket) await this.#listen(socket, want, signal);
      while (!signal.aborted) {
        await this.refresh(want, signal);
        await sleep(Math.max(0, this.#memory.due[want] - monotonicNow()), signal);
      }
    } catch (error) {
      if (!signal.aborted) this.#login.fail(error);
    }
  }

  /** Without QR codes only a socket that takes requests is of use. */
  #socketFor(want: Want): GatewaySocket | undefined {
    const { socket } = this.#login.gateway;
    return want === 'qr' || socket?.opening ? socket : undefined;
  }

  async #listen(socket: GatewaySocket, want: Want, signal: AbortSignal): Promise<void> {
    const isNeeded = () => !signal.aborted;
    signal.addEventListener('abort', () => (this.#broughtBySocket = undefined), { once: true });
    this.#broughtBySocket = want;
    await this.#queue.ask((turn) => this.#askForOwedRestart(turn), isNeeded);
    signal.throwIfAborted();
    const run = {
      gateway: this.#login.gateway,
      request: { method: 'qr' },
      wants: want,
      memory: this.#memory,
      signal,
    } as const;
    for await (const update of listen({ ...run, gate: ALWAYS_OPEN, transport: 'auto' }, socket)) {
      if (signal.aborted) return;
      if (update.type === 'unreachable') continue; // a failure that may pass is no news to the pages
      if (this.#answers.isUnnamed(update))
        await this.#queue.ask((turn) => this.#answers.receive(update, turn), isNeeded);
      else await this.#login.receive(update);
    }
    if (!signal.aborted) this.#broughtBySocket = undefined;
  }

  #isFresh(want: Want): boolean {
    const { login, owes, due } = this.#memory;
    if (login.status === 'expired') return true;
    if (owes === 'restart') return false;
    return this.#broughtBySocket === 'qr' || this.#broughtBySocket === want || monotonicNow() < due[want];
  }

  #askForUpdate(want: Want, signal: AbortSignal): Promise<void> {
    return this.#answers.receiveAnswer(want, this.#askWhatIsDue(want, signal), signal);
  }

  async #askForOwedRestart(signal: AbortSignal): Promise<void> {
    if (this.#memory.owes === 'restart') await this.#answers.receiveAnswer('qr', this.#askForRestart(signal), signal);
  }

  async #askWhatIsDue(want: Want, signal: AbortSignal): Promise<LoginUpdate | undefined> {
    const { gateway, memory } = this.#login;
    if (memory.owes === 'restart') return this.#askForRestart(signal);
    if (memory.login.status === 'linked') return this.#askWhetherUnlinked(signal);
    if (memory.login.status === 'error') this.#login.beginAnew();
    return ask({ gateway, memory, request: { method: 'qr' }, wants: want, signal }, monotonicNow());
  }

  async #askForRestart(signal: AbortSignal): Promise<LoginUpdate | undefined> {
    this.#memory.owes = undefined;
    return this.#login.gateway.restart?.(signal);
  }

  async #askWhetherUnlinked(signal: AbortSignal): Promise<LoginUpdate | undefined> {
    const update = await this.#login.gateway.state(signal);
    signal.throwIfAborted();
    const isSilent = !update && this.#login.gateway.pushed; // it is the host that says so
    if (isSilent || (update && update.type !== 'waiting' && update.type !== 'idle')) return undefined;
    this.#login.beginAnew();
    return update;
  }

  /** One question for a pairing code. @throws {LoginError} when the gateway was asked, and gave none. */
  async #askForCode(phone: string, memory: Memory, signal: AbortSignal): Promise<'asked' | 'not ready'> {
    const gateway = this.#login.gateway;
    // With `qr` a gateway that says `idle` would be started, also in the seconds after a scan that this run knows nothing of.
    const update = await ask(
      { gateway, memory, request: { method: 'code', phone }, wants: 'state', signal },
      monotonicNow(),
    );
    signal.throwIfAborted();
    if (memory.owes) return 'not ready';
    if (update?.type === 'error') throw new LoginError(update.code);
    if (!update || !CODE_ANSWERS.has(update.type)) throw new LoginError('code-refused');
    this.#memory.owes = undefined; // a restart would kill the code
    await this.#answers.receive(update, signal, memory.login);
    this.#answers.scheduleNext('qr', pauseOf(gateway, this.#memory, monotonicNow()));
    return 'asked';
  }
}
