import type { WaQrLogin } from '../../../src/index.js';
import { answer, network, type Origin } from './fake-network.js';
import { sight } from './fake-sight.js';
import { realPause, time } from './fake-time.js';
import { listenerCount } from './listeners.js';
import { loadEverything } from './load-everything.js';
import { playGateway, WAYS, type PlayedGateway } from './played-gateway.js';
import { seededRandom } from './seeded-random.js';
import { isSimple, type Sequence, type Simple, type Step } from './steps.js';

const RUNNING: ReadonlySet<string> = new Set(['waiting', 'qr', 'code', 'linking', 'passkey']);
/** The longest that an answer takes, one way, ms. */
const LONGEST_LATENCY = 800;
/** A question that was left hanging is given up after 65 s, ms. By then all is well again, and a code comes. */
const LONGEST_WAIT = 80_000;
const RECOVERY = 90_000;
/** After the removal nothing is asked any more, though whole lives of codes pass, ms. */
const AFTERWARDS = 65_000;

const unhandled: string[] = [];
addEventListener('unhandledrejection', ({ reason }) => unhandled.push(`unhandled: ${String(reason?.stack ?? reason)}`));
addEventListener('error', ({ message, error }) => unhandled.push(`uncaught: ${message} ${String(error?.stack)}`));

/** One element, and all that must hold of it whatever is done in whatever order. */
class Race {
  readonly #element: WaQrLogin;
  readonly #places = [document.createElement('div'), document.createElement('div')] as const;
  readonly #broken: string[] = [];
  readonly #codeRequests: { isSettled: boolean }[] = [];
  readonly #random: () => number;
  #gateway: PlayedGateway;
  #fault = 'none';
  #status = 'idle';
  #linked = 0;
  /** What a `statechange` has told. Its listener may have begun another login before the event that follows it. */
  readonly #announced = new Set<string>();
  #since = 0;
  #isAway = false;
  #isOver = false;

  constructor({ seed, way, method, manual }: Sequence) {
    this.#random = seededRandom(seed);
    Math.random = this.#random;
    network.latency = () => Math.floor(this.#random() ** 3 * LONGEST_LATENCY);
    network.onAsked = (url, signal) => this.#checkQuestion(url, signal);
    this.#gateway = this.#play(way);
    this.#element = document.createElement('wa-qr-login');
    for (const [name, value] of Object.entries({ ...this.#gateway.attributes, method }))
      this.#element.setAttribute(name, value);
    this.#element.manual = manual;
    this.#listen();
    document.body.append(...this.#places);
    this.#places[0].append(this.#element);
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await this.#perform(step);
      this.#check();
    }
    await this.#end();
    if (this.#broken.length > 0) throw new Error(this.#broken[0]);
  }

  #play(way: number): PlayedGateway {
    const played = playGateway(WAYS[way % WAYS.length]!);
    const { origin } = new URL(played.attributes['backend-url']!.replace(/^ws/, 'http'));
    network.origins.set(origin, this.#faulty(played));
    return played;
  }

  #faulty(gateway: Origin): Origin {
    return {
      fetch: (request) => this.#spoil(() => gateway.fetch(request)),
      upgrade: (request) =>
        this.#fault === 'none' ? gateway.upgrade(request) : Promise.resolve(new Response(null, { status: 503 })),
    };
  }

  #spoil(pass: () => Promise<Response>): Promise<Response> {
    switch (this.#fault) {
      case 'none':
        return pass();
      case 'refused':
        return Promise.reject(new TypeError('Failed to fetch'));
      case 'hang':
        return new Promise(() => undefined);
      case 'html':
        return Promise.resolve(answer(200, '<html>Maintenance</html>'));
      case 'half':
        return Promise.resolve(answer(200, '{"ty', {}, 'broken'));
      default:
        return Promise.resolve(answer(Number(this.#fault), '{}', { 'retry-after': '7' }));
    }
  }

  #note(what: string): void {
    this.#broken.push(`${what} (${this.#element.status}, ${time.now} ms)`);
  }

  #checkQuestion(url: string, signal: AbortSignal | undefined): void {
    const { pathname } = new URL(url);
    if (signal?.aborted) this.#note(`asked on an aborted signal: ${pathname}`);
    if (!this.#element.isConnected) this.#note(`asked after the removal: ${pathname}`);
    if (!RUNNING.has(this.#element.status)) this.#note(`asked without a login: ${pathname}`);
    if (this.#isAway) this.#note(`asked from the back-forward cache: ${pathname}`);
    if (network.requests > 1 || network.sockets > 1)
      this.#note(`${network.requests} requests and ${network.sockets} sockets at a time: ${pathname}`);
  }

  #listen(): void {
    const element = this.#element;
    element.addEventListener('statechange', ({ detail: { status, previous } }) => {
      if (previous !== this.#status) this.#note(`statechange from ${previous}, after ${this.#status}`);
      this.#status = status;
      this.#since = time.now;
      this.#announced.add(status);
      if (status === 'waiting') this.#linked = 0;
      this.#checkReflection('in statechange');
    });
    element.addEventListener('linked', () => {
      if (++this.#linked > 1) this.#note('linked twice');
      if (!this.#announced.delete('linked')) this.#note('linked without its statechange');
    });
    element.addEventListener('expired', () => {
      if (!this.#announced.delete('expired')) this.#note('expired without its statechange');
    });
  }

  #checkReflection(when: string): void {
    const { status } = this.#element;
    if (this.#element.getAttribute('status') !== status)
      this.#note(`${when} the attribute says ${this.#element.getAttribute('status')}`);
    if (!this.#element.matches(`:state(${status})`)) this.#note(`${when} there is no :state(${status})`);
    const others = ['idle', 'expired', 'linked', 'error', ...RUNNING].filter((other) => other !== status);
    for (const other of others)
      if (this.#element.matches(`:state(${other})`)) this.#note(`${when} also :state(${other})`);
  }

  #check(): void {
    if (this.#element.isConnected && this.#status !== this.#element.status)
      this.#note(`no event told of ${this.#element.status}, after ${this.#status}`);
    this.#broken.push(...unhandled.splice(0));
  }

  async #perform(step: Step): Promise<void> {
    if (isSimple(step)) return this.#act(step.do);
    switch (step.do) {
      case 'pass':
        return time.pass(step.ms);
      case 'microtasks':
        for (let done = 0; done < step.count; done++) await Promise.resolve();
        return;
      case 'requestCode':
        return this.#requestCode(step.phone);
      case 'set':
        return step.value === null
          ? this.#element.removeAttribute(step.attribute)
          : this.#element.setAttribute(step.attribute, step.value);
      case 'gateway':
        this.#gateway = this.#play(step.way);
        for (const name of ['instance', 'token']) this.#element.removeAttribute(name);
        for (const [name, value] of Object.entries(this.#gateway.attributes)) this.#element.setAttribute(name, value);
        return;
      case 'bfcache':
        return this.#goAway(step.ms);
      case 'fault':
        this.#fault = step.fault;
        return;
      case 'onNext':
        this.#element.addEventListener(step.event, () => this.#isOver || this.#act(step.then), { once: true });
        return;
    }
  }

  #requestCode(phone: string): void {
    const request = { isSettled: false };
    this.#codeRequests.push(request);
    this.#element.requestCode(phone).then(
      () => (request.isSettled = true),
      (error: unknown) => this.#note(`requestCode rejected: ${String(error)}`),
    );
  }

  /** While a page is in the back-forward cache, none of its tasks runs. */
  async #goAway(ms: number): Promise<void> {
    await time.settle();
    sight.leave();
    this.#isAway = true;
    await time.settle();
    if (network.requests + network.sockets > 0) this.#note('something is open in the back-forward cache');
    time.now += ms;
    this.#isAway = false;
    sight.comeBack();
  }

  #act(simple: Simple): void {
    const element = this.#element;
    const [here, there] = this.#places;
    switch (simple) {
      case 'start':
      case 'stop':
      case 'restart':
      case 'remove':
        return element[simple]();
      case 'append':
        if (!element.isConnected) here.append(element);
        return;
      case 'move':
        if (element.isConnected) (element.parentElement === here ? there : here).append(element);
        return;
      case 'hide':
      case 'show':
        return sight.hidePage(simple === 'hide');
      case 'offline':
      case 'online':
        return sight.goOffline(simple === 'offline');
      case 'scrollAway':
      case 'scrollBack':
        sight.isInViewport = simple === 'scrollBack';
        return;
      case 'click':
        return this.#click('[part~=button]');
      case 'switch':
        return this.#click('[part~=switch]');
      case 'scan':
      case 'typeCode':
      case 'passkey':
      case 'logout':
      case 'drop':
        return this.#gateway[simple]();
    }
  }

  /** Nobody clicks what is not on the page. */
  #click(selector: string): void {
    if (this.#element.isConnected) this.#element.shadowRoot?.querySelector<HTMLElement>(selector)?.click();
  }

  /** Once all is well and the element is seen, no wait goes on for ever. */
  async #recover(): Promise<void> {
    this.#fault = 'none';
    sight.hidePage(false);
    sight.goOffline(false);
    sight.isInViewport = true;
    this.#act('append');
    await time.pass(RECOVERY);
    if (this.#element.status === 'waiting' && time.now - this.#since > LONGEST_WAIT) this.#note('it waits for ever');
  }

  /** Removed, and nothing of it is left: no timer, socket, request, listener or node. */
  async #end(): Promise<void> {
    this.#isOver = true;
    await this.#recover();
    this.#check();
    this.#checkReflection('at the end');
    this.#element.remove();
    await time.settle();
    const left = { timers: time.pending, sockets: network.sockets, requests: network.requests };
    for (const [what, count] of Object.entries(left))
      if (count > 0) this.#note(`${count} ${what} left after the removal`);
    if (listenerCount() > atRest) this.#note(`${listenerCount() - atRest} listeners left after the removal`);
    if (sight.observed > 0) this.#note('the observer still looks');
    const { asked } = network;
    await time.pass(AFTERWARDS);
    if (network.asked > asked) this.#note('something was asked after the removal');
    if (this.#codeRequests.some(({ isSettled }) => !isSettled)) this.#note('requestCode() never settles');
    this.#check();
    for (const place of this.#places) place.remove();
  }
}

let atRest = listenerCount();
let isWarm = false;

/** What is loaded once is loaded before the first race, so that the same race is run in the same way each time. */
async function warmUp(): Promise<void> {
  isWarm = true;
  await loadEverything();
  for (const way of WAYS.keys()) {
    const steps: readonly Step[] = [
      { do: 'pass', ms: 3_000 },
      { do: 'set', attribute: 'lang', value: 'de' },
    ];
    const race = new Race({ seed: 1, way, method: 'qr', manual: false, steps });
    await time.pass(1_000);
    await realPause(300);
    await race.run(steps).catch(() => undefined);
    reset();
  }
  atRest = listenerCount();
}

function reset(): void {
  network.reset();
  time.reset();
  sight.reset();
  document.body.replaceChildren();
  unhandled.length = 0;
}

export async function runSequence(sequence: Sequence): Promise<void> {
  if (!isWarm) await warmUp();
  try {
    await new Race(sequence).run(sequence.steps);
  } finally {
    reset();
  }
}
