import type { WaQrLogin } from '../../../src/wa-qr-login.js';
import type { Cell, CellReport, Outcome } from '../faults.js';
import { network } from './fake-network.js';
import { time } from './fake-time.js';
import { playGateway, type PlayedGateway } from './played-gateway.js';
import { SpoiledSockets, spoilAnswer } from './spoil.js';

/** A code on screen whose gateway has been silent for so long is dead: none lives longer by itself, ms. */
const DEAD_AFTER = 70_000;
/** A button never rests longer than this, ms. */
const LONGEST_REST = 61_000;
/** In twelve minutes nobody is asked more often than once a second. */
const MOST_QUESTIONS = 800;
/** Between two codes there may be a wait for the next question, ms. */
const LONGEST_WAIT = 30_000;
const PHONE = '5511999999999';
const WELL: ReadonlySet<string> = new Set(['qr', 'code', 'linked']);

/** One login, its gateway, and the fault that befalls it from some moment on. */
export class MatrixCell {
  readonly cell: Cell;
  readonly #element: WaQrLogin = document.createElement('wa-qr-login');
  readonly #gateway: PlayedGateway;
  readonly #sockets = new SpoiledSockets(() => (this.#lastGood = time.now));
  readonly #complaints = new Set<string>();
  #isFaulty = false;
  #isReached = false;
  #isAsked = false;
  #lastGood = 0;
  #asked = 0;
  #error = '';
  #since = 0;
  #outcome: Outcome = '';
  #restedSince: number | undefined;

  constructor(cell: Cell) {
    this.cell = cell;
    this.#gateway = playGateway(cell.way);
    const { origin } = new URL(this.#gateway.attributes['backend-url']!.replace(/^ws/, 'http'));
    network.origins.set(origin, {
      fetch: (request) => this.#answer(request),
      upgrade: (request) => this.#upgrade(request),
    });
    const attributes = { ...this.#gateway.attributes, method: 'qr', phone: PHONE };
    for (const [name, value] of Object.entries(attributes)) this.#element.setAttribute(name, value);
    this.#element.addEventListener('error', ({ detail: { code } }) => (this.#error = code));
    this.#element.addEventListener('statechange', () => (this.#since = time.now));
    if (cell.state === 'start') this.#begin();
    document.body.append(this.#element);
  }

  #answer(request: Request): Promise<Response> {
    const { http, socket } = this.cell.fault;
    if (this.#isFaulty) this.#asked++;
    if (this.#isFaulty && http) return spoilAnswer(http, request, () => this.#gateway.fetch(request));
    if (!this.#isFaulty || socket) this.#lastGood = time.now;
    return this.#gateway.fetch(request);
  }

  #upgrade(request: Request): ReturnType<PlayedGateway['upgrade']> {
    if (this.#isFaulty) this.#asked++;
    if (this.#isFaulty && this.cell.fault.http) return Promise.resolve(new Response(null, { status: 503 }));
    return this.#sockets.upgrade(request, (passed) => this.#gateway.upgrade(passed));
  }

  #begin(): void {
    this.#isReached = true;
    this.#isFaulty = true;
    this.#lastGood = time.now;
    this.#sockets.befall(this.cell.fault.socket);
  }

  /** One step on the way to the state in which the fault begins. */
  approach(): void {
    const { state } = this.cell;
    const { status } = this.#element;
    if (this.#isReached) return;
    if (status === 'qr' && state === 'qr') this.#begin();
    else if (status === 'qr' && state === 'scan') {
      this.#gateway.scan();
      this.#begin();
    } else if (status === 'qr' && state === 'asked') {
      this.#begin();
      void this.#element.requestCode(PHONE);
    } else if (status === 'qr' && state === 'code' && !this.#isAsked) {
      this.#isAsked = true;
      void this.#element.requestCode(PHONE);
    } else if (status === 'code') this.#begin();
  }

  /** The fault goes on. */
  endure(): void {
    const { fault } = this.cell;
    if (!this.#isReached) this.#complaints.add(`never came to the state ${this.cell.state}: ${this.#now}`);
    const isDead = this.#element.status === 'qr' && time.now - this.#lastGood > DEAD_AFTER;
    if (isDead && fault.http && !('fields' in fault.http)) this.#complaints.add('shows a dead code');
  }

  get #now(): Outcome {
    const { status } = this.#element;
    return status === 'error' ? `error:${this.#error}` : status;
  }

  /** The twelve minutes are over, and the gateway is well. */
  mend(): void {
    this.#outcome = this.#now;
    if (this.#asked > MOST_QUESTIONS) this.#complaints.add(`asked ${this.#asked} times`);
    const [status, code = ''] = this.#outcome.split(':');
    if (status === 'error' && !this.#expected.includes(code)) this.#complaints.add(`ends in ${this.#outcome}`);
    if (status === 'waiting' && !this.cell.fault.page && time.now - this.#since > LONGEST_WAIT)
      this.#complaints.add('still waits after twelve minutes');
    this.#isFaulty = false;
    this.#sockets.befall(undefined);
  }

  /** A page is not told why a handshake was refused. */
  get #expected(): readonly string[] {
    const { way, fault } = this.cell;
    return way.endsWith('only') ? [...fault.errors, 'unavailable'] : fault.errors;
  }

  /** Takes the way on, where one is offered. */
  goOn(): void {
    const { status } = this.#element;
    if (WELL.has(status)) return;
    if (status === 'waiting' || status === 'linking') return;
    const button = this.#find('button[part~=button]:not([disabled])') ?? this.#find('[part~=switch]');
    if (button) return button.click();
    this.#restedSince ??= time.now;
    if (!this.#find('button[part~=button]')) this.#complaints.add(`no way on from ${this.#now}`);
    else if (!this.#find('[part~=time]')) this.#complaints.add('a rest that is not counted');
    else if (time.now - this.#restedSince > LONGEST_REST) this.#complaints.add('a rest that never ends');
  }

  #find(selector: string): HTMLElement | undefined {
    return this.#element.shadowRoot?.querySelector<HTMLElement>(selector) ?? undefined;
  }

  get isWell(): boolean {
    return WELL.has(this.#element.status);
  }

  end(): CellReport {
    if (!this.isWell) this.#complaints.add(`no way back: ${this.#now}`);
    const then = this.#now;
    this.#element.remove();
    return { outcome: this.#outcome, then, complaints: [...this.#complaints], asked: this.#asked };
  }
}
