import type { Gateway } from '../gateways/gateway.js';
import type { LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import { within } from '../platform/async.js';
import { respondBy, type Answer } from './answer.js';
import { firstWaitOf, NO_FIRST_CODE, toFirstCode, type FirstCode, type FirstOptions } from './first-code.js';
import type { HostHooks, LinkedContext, StatusChange } from './host-hooks.js';
import { BadRequest, readRequest, refusalAnswer, replyAnswer, updateAnswer } from './http.js';
import { Origins } from './origins.js';
import { PageSocket, type RelaySocket } from './page-socket.js';
import type { RelayRequest, Reply } from './protocol.js';
import type { SharedLogin } from './shared-login.js';
import { SharedLogins } from './shared-logins.js';
import type { RelayStore, StoredRecord } from './stores/relay-store.js';
import { readPushed, toErrorUpdate } from './to-update.js';

export { memoryStore } from './stores/memory.js';

export type { FirstCode, FirstOptions, HostHooks, LinkedContext, RelaySocket, RelayStore, StatusChange, StoredRecord };

export interface RelayOptions extends HostHooks {
  /** The gateway of whoever is asking. As a function the host looks who that is, and may refuse with a Response of its own. */
  readonly gateway: Gateway | ((request: Request) => Gateway | Response | Promise<Gateway | Response>);
  /** Other origins whose pages may ask, such as `https://app.example.com`. */
  readonly origins?: readonly string[] | undefined;
  /**
   * The names, such as `app.example.com` or `localhost:3000`, under which the relay may be asked. Set it where no session protects the
   * relay, as on a developer's machine: otherwise any site can have its own name point there (DNS rebinding).
   */
  readonly hosts?: readonly string[] | undefined;
  /** Where several processes share their logins: `redisStore()` of `wa-qr-login/relay/redis`. Without it this process does all by itself. */
  readonly store?: RelayStore | undefined;
}

export interface Relay {
  /**
   * Answers one request of the login protocol. Rejects only where `gateway` does. `context`: a worker's, whose `waitUntil` keeps
   * a slow gateway's answer from being lost; whatever else a server hands over is left alone.
   */
  (request: Request, context?: object): Promise<Response>;
  /** Speaks the login protocol on the server's end of a WebSocket. `request`: the one that opened it; for Deno a copy, made before the upgrade. Never rejects. */
  accept(socket: RelaySocket, request: Request): Promise<void>;
  /**
   * Hands over news that came by itself, from a gateway's webhook or a library. `key`: that of the gateway. Check first who sent it.
   * @throws {LoginError} `unavailable`, if `onLinked` failed: let the sender try again. `bad-response`, for what is no update.
   */
  push(key: string, update: LoginUpdate): Promise<void>;
  /**
   * The first code, for a page that the host renders on its server: `html` goes between the tags of the element. `request`: the one
   * that asks for the page, which the `gateway` function looks at as at any other. Never rejects, and answers within `wait`, if need
   * be without a code. The code is spent, and stands in the page: send the page with `Cache-Control: no-store`.
   */
  first(request: Request, options?: FirstOptions): Promise<FirstCode>;
  /** Ends all logins: questions that wait are answered, sockets are closed with 1001, and no timer is left. */
  close(): Promise<void>;
}

/** How a socket is closed: the page is refused, or the host's own function has failed (RFC 6455, 7.4.1). */
const POLICY_VIOLATION = 1008;
const INTERNAL_ERROR = 1011;
const GOING_AWAY = 1001;

/** The embedder's own backend: answers the login protocol by asking a gateway, whose words and credentials stay here. */
export function createRelay(options: RelayOptions): Relay {
  const server = new RelayServer(options);
  const respond = respondBy((request, context) => server.answer(request, context));
  return Object.assign(respond, {
    accept: (socket: RelaySocket, request: Request) => server.accept(socket, request),
    push: (key: string, update: LoginUpdate) => server.push(key, update),
    first: (request: Request, options?: FirstOptions) => server.first(request, options).catch(() => NO_FIRST_CODE),
    close: () => server.close(),
  });
}

class RelayServer {
  readonly #gateway: RelayOptions['gateway'];
  readonly #origins: Origins;
  readonly #logins: SharedLogins;
  readonly #store: RelayStore | undefined;
  readonly #pages = new Set<PageSocket>();
  readonly #answers = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor({ gateway, origins = [], hosts, onLinked, onUpdate, store }: RelayOptions) {
    this.#gateway = gateway;
    this.#origins = new Origins(origins, hosts);
    this.#logins = new SharedLogins({ onLinked, onUpdate }, undefined, store);
    this.#store = store;
  }

  answer(request: Request, context?: object): Promise<Answer> {
    return this.#noted(this.#answerReadably(request, context));
  }

  /** Rejects where the host's function does. */
  async first(request: Request, options: FirstOptions = {}): Promise<FirstCode> {
    if (!this.#origins.mayOpenPage(request)) return NO_FIRST_CODE;
    const ask = () => this.#noted(this.#firstCode(request, options));
    return within(firstWaitOf(options), new AbortController().signal, ask, NO_FIRST_CODE);
  }

  async push(key: string, update: LoginUpdate): Promise<void> {
    if (!this.#isClosed) await this.#logins.push(key, readPushed(update));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#logins.close();
    for (const page of this.#pages) page.close(GOING_AWAY, 'The server is going away');
    await Promise.allSettled(this.#answers);
    await this.#store?.close();
  }

  async accept(socket: RelaySocket, request: Request): Promise<void> {
    const page = new PageSocket(socket);
    try {
      if (!(await page.opened())) return;
      // Without an update: behind a proxy that hides the host's name it may be the right page, and polling finds that out.
      const refusal = this.#origins.refusalOf(request);
      if (refusal) return page.close(POLICY_VIOLATION, refusal);
      const login = await this.#openLogin(request);
      if (login instanceof Response) throw new BadRequest(login.status, 'unauthorized', 'The host refuses this page');
      // It may have closed while the host looked who it is; nobody would ever unsubscribe it.
      if (page.isWritable && !this.#isClosed) this.#join(page, login, request);
      else this.#logins.release(login);
    } catch (error) {
      refuse(page, error);
    }
  }

  /** Whoever closes the relay waits for it. */
  async #noted<T>(answering: Promise<T>): Promise<T> {
    this.#answers.add(answering);
    try {
      return await answering;
    } finally {
      this.#answers.delete(answering);
    }
  }

  async #answerReadably(request: Request, context?: object): Promise<Answer> {
    const answer = this.#origins.isPreflight(request)
      ? this.#origins.preflightAnswer(request)
      : await this.#answerOrRefuse(request, context);
    return this.#origins.readableAnswer(request, answer);
  }

  async #answerOrRefuse(request: Request, context?: object): Promise<Answer> {
    try {
      const refusal = this.#origins.refusalOf(request);
      if (refusal) throw new BadRequest(403, 'config', refusal);
      const read = await readRequest(request);
      const login = await this.#openLogin(request);
      return login instanceof Response ? login : await this.#exchange(login, read, request, context);
    } catch (error) {
      if (error instanceof BadRequest) return refusalAnswer(error);
      if (error instanceof LoginError) return updateAnswer(toErrorUpdate(error));
      throw error;
    }
  }

  async #openLogin(request: Request): Promise<SharedLogin | Response> {
    const gateway = await this.#gatewayOf(request);
    return gateway instanceof Response ? gateway : this.#logins.open(gateway);
  }

  async #gatewayOf(request: Request): Promise<Gateway | Response> {
    const gateway = typeof this.#gateway === 'function' ? await this.#gateway(request) : this.#gateway;
    if (this.#isClosed) throw new BadRequest(503, 'unavailable', 'The server is going away');
    return gateway;
  }

  /** Without a key nothing is shared, so that the first question of the page would be answered with another code. */
  async #firstCode(request: Request, options: FirstOptions): Promise<FirstCode> {
    const gateway = await this.#gatewayOf(request);
    if (gateway instanceof Response || gateway.key === undefined) return NO_FIRST_CODE;
    const { update } = await this.#logins.open(gateway).get({ want: 'qr' }, request);
    return toFirstCode(update, options);
  }

  async #exchange(login: SharedLogin, read: RelayRequest, request: Request, context?: object): Promise<Answer> {
    const reply = await dispatchRequest(login, read, request);
    this.#logins.release(login);
    if (login.settled && canWaitUntil(context)) context.waitUntil(login.settled);
    return replyAnswer(reply);
  }

  #join(page: PageSocket, login: SharedLogin, request: Request): void {
    this.#pages.add(page);
    page.join(login, request, () => {
      this.#pages.delete(page);
      this.#logins.release(login);
    });
  }
}

function dispatchRequest(login: SharedLogin, read: RelayRequest, request: Request): Promise<Reply> {
  switch (read.type) {
    case 'get':
      return login.get(read, request);
    case 'code':
      return login.code(read.phone, request);
    case 'restart':
      return login.restart(request);
    case 'passkey':
      return login.passkey(read.assertion, request);
  }
}

function canWaitUntil(context: object | undefined): context is { waitUntil(promise: Promise<unknown>): void } {
  return context !== undefined && 'waitUntil' in context && typeof context.waitUntil === 'function';
}

function refuse(page: PageSocket, error: unknown): void {
  if (!(error instanceof LoginError)) return page.close(INTERNAL_ERROR, 'The host could not say whose login this is');
  const update = error instanceof BadRequest ? error.update : toErrorUpdate(error);
  page.close(POLICY_VIOLATION, 'The login was refused', update);
}
