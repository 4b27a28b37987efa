import { isLastCodeOver } from '../../src/login/advance.js';
import { backend } from '../../src/gateways/backend.js';
import type { Gateway, GatewaySettings } from '../../src/gateways/gateway.js';
import { GATEWAYS } from '../../src/gateways/registry.js';
import { monotonicNow } from '../../src/platform/clock.js';
import { createRelay } from '../../src/relay/index.js';
import { DIALECTS } from '../../src/simulator/dialects.js';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import type { Transport } from '../../src/transport/run.js';
import { World, type Driven } from '../unit/transport/drive.js';
import { quantile, seeded } from './numbers.js';

const ORIGIN = 'http://gateway.test';
/** Of an answer over the network, there and back, ms. */
const LATENCY = 100;
/** The clock moves by so much, ms: the scale of all times here. */
const STEP = 50;
/** From a scan to the linked account; the simulator's default, ms. */
const LINK_DELAY = 2_500;
/** From what a camera reads to the server that judges it, ms. */
const SUBMITTED = 500;
/** A phone that took an outdated code hangs; so long until its owner tries again, ms. */
const HANGS = 15_000;
/** Until a person sees that no code is left and presses the button, ms. */
const BUTTON = 2_000;
/** Nobody tries for longer, ms. */
const ENOUGH = 300_000;
const IN_PARALLEL = 12;

/** How a page gets at its login. */
interface Way {
  readonly gateway: keyof typeof GATEWAYS;
  readonly transport: Transport;
  /** Through a relay, which the page polls. */
  readonly isRelayed?: true;
}

/** A gateway by its WebSocket and polled, where it has one. */
async function waysOf(gateway: Way['gateway']): Promise<[string, Way][]> {
  const create: (settings: GatewaySettings) => Gateway = await GATEWAYS[gateway]('');
  const { label } = DIALECTS[gateway];
  if (!create({ backendUrl: ORIGIN }).socket) return [[label, { gateway, transport: 'auto' }]];
  return [
    [`${label}, WebSocket`, { gateway, transport: 'websocket' }],
    [`${label}, polled`, { gateway, transport: 'polling' }],
  ];
}

const direct = await Promise.all((Object.keys(GATEWAYS) as Way['gateway'][]).map(waysOf));

/** Every gateway of the registry, and one of them behind a relay. */
export const WAYS: ReadonlyMap<string, Way> = new Map([
  ...direct.flat(),
  ['Backend (relay to Z-API)', { gateway: 'z-api', transport: 'auto', isRelayed: true }],
]);

/** What a login cost, and what its person met with. */
export interface Cost {
  readonly requests: number;
  readonly bytes: number;
  /** Time with a code on screen and, of that, with one that is outdated, ms. */
  readonly shown: number;
  readonly outdated: number;
  readonly firstScanDead: boolean;
  /** It said that the codes had expired while the phone was linking. */
  readonly givenUp: boolean;
  /** From the moment that the gateway knows it to the page, ms. */
  readonly heard: number;
}

/** What the page asks with: counted, and as slow as a network. */
class Wire {
  requests = 0;
  bytes = 0;
  readonly #account: SimulatedAccount;
  readonly #world: World;

  constructor(world: World, account: SimulatedAccount) {
    this.#world = world;
    this.#account = account;
  }

  fetchBy(send: (request: Request) => Promise<Response>): typeof fetch {
    return async (input, init) => {
      const request = new Request(input, init);
      this.requests++;
      await pause(LATENCY / 2);
      const answer = await send(request);
      const body = await answer.arrayBuffer(); // it may be a picture
      this.bytes += request.url.length + body.byteLength;
      await pause(LATENCY / 2);
      return new Response(body, answer);
    };
  }

  readonly fetch = this.fetchBy((request) => this.#world.simulator.fetch(request));

  /** Counts the handshake, and the frames that come. */
  get WebSocket(): typeof WebSocket {
    const add = (bytes: number, requests = 0) => {
      this.bytes += bytes;
      this.requests += requests;
    };
    return class extends this.#world.simulator.WebSocket {
      constructor(url: string | URL) {
        super(url);
        add(String(url).length, 1);
        this.addEventListener('message', ({ data }) => add(String(data).length));
      }
    };
  }

  async gateway({ gateway, isRelayed }: Way): Promise<Gateway> {
    const { instance, token } = this.#account;
    const create: (settings: GatewaySettings) => Gateway = await GATEWAYS[gateway]('');
    const { fetch, WebSocket } = isRelayed ? this.#world.simulator : this;
    const asked = create({ backendUrl: ORIGIN, instance, token, fetch, WebSocket });
    if (!isRelayed) return asked;
    return backend({ backendUrl: `${ORIGIN}/login`, fetch: this.fetchBy(createRelay({ gateway: asked })) });
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a page does about the login: what it shows, and whether it knows that it is linked. */
interface Client {
  readonly shown: string | undefined;
  readonly isOver: boolean;
  readonly isLinked: boolean;
  again(): void;
  stop(): void;
}

class Ours implements Client {
  #run: Driven;
  readonly #begin: (restart: boolean) => Driven;
  readonly #payloads = new Map<string, string>();
  readonly #account: SimulatedAccount;

  constructor(world: World, gateway: Gateway, account: SimulatedAccount, transport: Transport) {
    this.#account = account;
    this.#begin = (restart) => world.drive(gateway, { transport, restart });
    this.#run = this.#begin(false);
  }

  /** A picture is known by what was valid when it came. */
  get shown(): string | undefined {
    const { login } = this.#run.memory;
    if (login.status !== 'qr' || isLastCodeOver(login, monotonicNow())) return undefined;
    if ('text' in login.picture) return login.picture.text;
    const key = JSON.stringify(login.picture);
    if (!this.#payloads.has(key)) this.#payloads.set(key, this.#account.qr ?? '');
    return this.#payloads.get(key);
  }

  get isOver(): boolean {
    return this.#run.memory.login.status === 'expired';
  }
  get isLinked(): boolean {
    return this.#run.memory.login.status === 'linked';
  }
  again(): void {
    this.#run = this.#begin(true);
  }
  stop(): void {
    this.#run.stop();
  }
}

/** What a page without us would do: ask for the QR code every so often, and show what comes. */
class Plain implements Client {
  shown: string | undefined;
  isLinked = false;
  readonly isOver = false;
  readonly #page = new AbortController();

  constructor(gateway: Gateway, account: SimulatedAccount, every: number) {
    void this.#poll(gateway, account, every);
  }

  async #poll(gateway: Gateway, account: SimulatedAccount, every: number): Promise<void> {
    const { signal } = this.#page;
    while (!signal.aborted && !this.isLinked) {
      const update = await gateway.qr(signal).catch(() => undefined);
      this.isLinked = update?.type === 'linked';
      if (update?.type === 'qr') this.shown = account.qr;
      if (update?.type === 'idle') await gateway.start?.(signal).catch(() => undefined);
      await pause(every);
    }
  }

  again(): void {}
  stop(): void {
    this.#page.abort();
  }
}

/** Takes up the phone after 5 to 60 s, and scans what is on screen then. */
class Person {
  #next: number | undefined;
  #read: { readonly payload: string; readonly dueAt: number } | undefined;
  #scannedAt: number | undefined;
  #pressAt: number | undefined;
  #firstScanDead: boolean | undefined;
  #givenUp = false;
  #shown = 0;
  #outdated = 0;
  heard: number | undefined;
  readonly #patience: number;
  readonly #account: SimulatedAccount;
  readonly #client: Client;

  constructor(account: SimulatedAccount, client: Client, patience: number) {
    this.#account = account;
    this.#client = client;
    this.#patience = patience;
  }

  /** A step of the clock later. */
  live(now: number): void {
    const { shown, isLinked, isOver } = this.#client;
    if (this.heard !== undefined) return;
    if (this.#read && now >= this.#read.dueAt) this.#submit(this.#read.payload, now);
    if (this.#scannedAt !== undefined && isLinked) this.heard = now - this.#scannedAt - LINK_DELAY;
    else if (isOver) this.#press(now);
    else if (this.#scannedAt === undefined && shown !== undefined) this.#look(shown, now);
  }

  #look(shown: string, now: number): void {
    this.#shown += STEP;
    if (shown !== this.#account.qr) this.#outdated += STEP;
    this.#next ??= now + this.#patience;
    if (now < this.#next || this.#read) return;
    this.#read = { payload: shown, dueAt: now + SUBMITTED };
  }

  #submit(payload: string, now: number): void {
    this.#read = undefined;
    const outcome = this.#account.scan(payload);
    this.#firstScanDead ??= outcome !== 'linking';
    if (outcome === 'linking') this.#scannedAt = now;
    else this.#next = now + HANGS;
  }

  #press(now: number): void {
    this.#givenUp ||= this.#scannedAt !== undefined;
    this.#pressAt ??= now + BUTTON;
    if (now < this.#pressAt) return;
    this.#pressAt = undefined;
    this.#client.again();
  }

  cost({ requests, bytes }: Wire): Cost {
    return {
      requests,
      bytes,
      shown: this.#shown,
      outdated: this.#outdated,
      firstScanDead: this.#firstScanDead ?? true,
      givenUp: this.#givenUp,
      heard: this.heard ?? Infinity,
    };
  }
}

/** The same people for every way, and for plain polling (`plain`: every so many ms). */
export async function logins(name: string, people: number, plain?: number): Promise<Cost[]> {
  const random = seeded(6);
  const costs: Cost[] = [];
  // Spread over the whole range, so that a few stand for many.
  const patience = Array.from({ length: people }, (_, at) => 5_000 + (55_000 * (at + random())) / people);
  for (let from = 0; from < people; from += IN_PARALLEL)
    costs.push(...(await together(wayOf(name), patience.slice(from, from + IN_PARALLEL), plain)));
  return costs;
}

function wayOf(name: string): Way {
  const way = WAYS.get(name);
  if (!way) throw new Error(`No way is called ${name}`);
  return way;
}

async function together(way: Way, patience: readonly number[], plain?: number): Promise<Cost[]> {
  const world = new World();
  const begin = async (ms: number) => {
    const account = world.add({ gateway: way.gateway, linkDelay: LINK_DELAY });
    const wire = new Wire(world, account);
    const gateway = await wire.gateway(way);
    const client = plain ? new Plain(gateway, account, plain) : new Ours(world, gateway, account, way.transport);
    return { wire, client, person: new Person(account, client, ms) };
  };
  const all = await Promise.all(patience.map(begin));
  for (let passed = 0; passed < ENOUGH && all.some(({ person }) => person.heard === undefined); passed += STEP) {
    await world.pass(STEP, STEP);
    for (const { person, client } of all) {
      person.live(monotonicNow());
      if (person.heard !== undefined) client.stop();
    }
  }
  for (const { client } of all) client.stop();
  world.close();
  return all.map(({ person, wire }) => person.cost(wire));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export interface Summary {
  readonly requests: number;
  readonly bytes: number;
  readonly outdated: number;
  readonly dead: number;
  readonly givenUp: number;
  readonly heard: number;
  readonly heardLate: number;
}

export function summary(costs: readonly Cost[]): Summary {
  return {
    requests: mean(costs.map(({ requests }) => requests)),
    bytes: mean(costs.map(({ bytes }) => bytes)),
    outdated: mean(costs.map(({ outdated }) => outdated)) / mean(costs.map(({ shown }) => shown)),
    dead: mean(costs.map(({ firstScanDead }) => Number(firstScanDead))),
    givenUp: mean(costs.map(({ givenUp }) => Number(givenUp))),
    heard: quantile(
      costs.map(({ heard }) => heard),
      0.5,
    ),
    heardLate: quantile(
      costs.map(({ heard }) => heard),
      0.95,
    ),
  };
}
