import type { Clock } from './clock.js';
import { PairingCode, QrRotation } from './codes.js';
import { FaultQueue, isFaultOf, type Fault, type FaultName, type FaultOptions } from './faults.js';
import { randomInstance, randomPayload, randomToken } from './random.js';
import {
  BadInput,
  DEFAULTS,
  readFault,
  readScript,
  type AccountScript,
  type AccountState,
  type FullScript,
  type GatewayName,
} from './script.js';
import type { ServerSocket } from './sockets.js';
import type { RecordedCall, SimulatedAccount } from './types.js';
import { Watchers, type Watcher } from './watchers.js';

/** A demo may run for days; the oldest calls are forgotten. */
const CALLS = 10_000;
/** Limits count per second. */
const SECOND = 1_000;

/** An account as the dialects see it. It knows no wire format, and no timer of it runs unless somebody watches. */
export class Account implements SimulatedAccount {
  readonly calls: RecordedCall[] = [];
  readonly #clock: Clock;
  readonly #address: (account: Account, method: string) => string;
  readonly #codes: QrRotation;
  readonly #pairing = new PairingCode();
  readonly #faults = new FaultQueue();
  readonly #watchers: Watchers;
  readonly #open = new Set<ServerSocket>();
  /** The requests themselves: Node keeps the signal of one alive only as long as the request. */
  readonly #pending = new Map<Request, AbortController>();
  readonly #recent = new Map<string, number[]>();
  #script: FullScript;
  #state: AccountState;
  #linkedAt: number | undefined;
  #wantsPasskey = false;

  constructor(clock: Clock, script: AccountScript, address: (account: Account, method: string) => string) {
    this.#clock = clock;
    this.#address = address;
    this.#script = { ...DEFAULTS, instance: randomInstance(), token: randomToken(), ...readScript(script) };
    this.#state = this.#script.state;
    this.#codes = new QrRotation(
      () => this.#script,
      () => randomPayload(this.#script.payload),
    );
    this.#watchers = new Watchers(clock, () => this.#due());
  }

  get script(): FullScript {
    return this.#script;
  }

  get gateway(): GatewayName {
    return this.#script.gateway;
  }

  get instance(): string {
    return this.#script.instance;
  }

  get token(): string {
    return this.#script.token;
  }

  get proxyPath(): string {
    return `/proxy/${this.instance}`;
  }

  address(method: string): string {
    return this.#address(this, method);
  }

  get state(): AccountState {
    if (this.#linkedAt !== undefined && this.#clock.now() >= this.#linkedAt) this.#finishLinking();
    return this.#state;
  }

  get wantsPasskey(): boolean {
    return this.#wantsPasskey;
  }

  get qr(): string | undefined {
    return this.#codes.current(this.#clock.now(), this.#watchers.size > 0);
  }

  /** The payload valid now, of a login that begins here if none is under way; `undefined`: it is still to come. */
  askQr(): string | undefined {
    const payload = this.#codes.ask(this.#clock.now());
    this.#watchers.schedule();
    return payload;
  }

  /** The same where each question brings another payload and ends the one before. */
  renewQr(): string | undefined {
    const payload = this.#codes.renew(this.#clock.now());
    this.#watchers.schedule();
    return payload;
  }

  /** A new pairing code, which kills the former one. */
  askCode(): string {
    return this.#pairing.renew(this.#clock.now(), this.#script.codeLife);
  }

  scan(payload: string): 'linking' | 'outdated' | 'unknown' {
    if (this.qr === payload) return this.#link();
    return this.#codes.isOutdated(payload) ? 'outdated' : 'unknown';
  }

  enterCode(code: string): 'linking' | 'refused' {
    const isWaiting = this.state === 'notAuthorized' && !this.#wantsPasskey;
    return isWaiting && this.#pairing.take(code, this.#clock.now()) ? this.#link() : 'refused';
  }

  passkey(): void {
    this.#become('notAuthorized');
    this.#wantsPasskey = true;
    this.#watchers.tell('changed');
  }

  logout(): void {
    this.#faults.clear('has-auth');
    this.#become('notAuthorized');
    this.#watchers.tell('changed');
  }

  drop(): void {
    for (const socket of this.#open) socket.terminate();
  }

  expire(): void {
    this.#codes.end();
    this.#watchers.tell('expired');
  }

  fault(name: FaultName, options: FaultOptions = {}): void {
    const fault = readFault(name, options);
    if (!isFaultOf(name, this.gateway)) throw new BadInput(`${this.gateway} knows no ${name}`);
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  takeFault(fits: (fault: Fault) => boolean): Fault | undefined {
    return this.#faults.take(fits);
  }

  set(change: AccountScript): void {
    const { state, ...rest } = readScript(change);
    if ('gateway' in rest || 'instance' in rest) throw new BadInput('gateway and instance cannot change');
    this.#script = { ...this.#script, ...rest };
    if (state !== undefined) this.#become(state);
    this.#watchers.tell('changed');
  }

  get sockets(): number {
    return this.#open.size;
  }

  get pending(): number {
    return this.#pending.size;
  }

  record(method: string, body?: unknown): void {
    this.calls.push({ method, at: this.#clock.now(), ...(body === undefined ? {} : { body }) });
    if (this.calls.length > CALLS) this.calls.shift();
  }

  /** Counts a call against a limit per second; false: one too many. */
  allows(method: string, limit: number | undefined): boolean {
    if (limit === undefined || !this.#script.limits) return true;
    const now = this.#clock.now();
    const recent = (this.#recent.get(method) ?? []).filter((at) => now - at < SECOND);
    this.#recent.set(method, recent);
    return recent.length < limit && recent.push(now) > 0;
  }

  /** Opens a request; its signal aborts with the client's, or when the account is removed. */
  begin(request: Request): { readonly signal: AbortSignal; end(): void } {
    const controller = new AbortController();
    request.signal.addEventListener('abort', () => {
      controller.abort(request.signal.reason);
    });
    this.#pending.set(request, controller);
    return {
      signal: controller.signal,
      end: () => {
        this.#pending.delete(request);
      },
    };
  }

  /** Keeps an open socket until it is over. */
  attach(socket: ServerSocket, watcher: Watcher): void {
    const leave = this.#watchers.add(watcher);
    this.#open.add(socket);
    socket.onmessage = (data) => {
      this.record('frame', data);
    };
    socket.onclose = () => {
      this.#open.delete(socket);
      leave();
      watcher('closed');
    };
  }

  /** Resolves at the next change, or after `ms`; rejects when the signal aborts. */
  change(ms: number, signal: AbortSignal): Promise<void> {
    return this.#watchers.next(ms, signal);
  }

  /** Ends everything that is open, as a gateway that goes away does. */
  close(): void {
    for (const socket of this.#open) socket.close(1001);
    for (const controller of this.#pending.values()) controller.abort(new TypeError('fetch failed'));
  }

  #link(): 'linking' {
    this.#become('starting');
    this.#linkedAt = this.#clock.now() + this.#script.linkDelay;
    this.#watchers.tell('changed');
    return 'linking';
  }

  /** Whoever asks first notices that the time has come, even the timer of those who wait for it: nothing else would tell them. */
  #finishLinking(): void {
    this.#become('authorized');
    queueMicrotask(() => this.#watchers.tell('changed'));
  }

  #become(state: AccountState): void {
    this.#state = state;
    this.#linkedAt = undefined;
    this.#wantsPasskey = false;
    this.#codes.end();
  }

  /** When time alone brings the next change. */
  #due(): number | undefined {
    if (this.state === 'starting') return this.#linkedAt;
    return this.#codes.due(this.#clock.now(), this.#watchers.size > 0);
  }
}
