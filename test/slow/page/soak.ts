import type { Gateway, LoginUpdate } from '../../../src/index.js';
import { WaQrLogin } from '../../../src/wa-qr-login.js';
import { answer, network } from './fake-network.js';
import { sight } from './fake-sight.js';
import { realFrame, realPause, time } from './fake-time.js';
import { listenerCount } from './listeners.js';
import { loadEverything } from './load-everything.js';
import { playGateway, WAYS } from './played-gateway.js';
import { seededRandom } from './seeded-random.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Visibility = 'visible' | 'hidden' | 'flickering';

/** A gateway's login ends by itself; an own backend counts the codes, and this one never says that they are over. */
type Soaked = 'gateways' | 'backends' | 'all';

export interface DayReport {
  /** The questions of one login in these hours, by its way to a gateway. */
  readonly asked: Readonly<Record<string, number>>;
  /** JavaScript's heap, {@link SAMPLES} times, bytes. */
  readonly heap: readonly number[];
}

/** What is left of elements that were mounted, came to a state, and were removed. */
export interface Leftovers {
  readonly timers: number;
  readonly requests: number;
  readonly listeners: number;
  readonly observed: number;
  readonly nodes: number;
  /** Elements that the browser could not free. */
  readonly kept: number;
}

declare global {
  var soak: (visibility: Visibility, hours: number, soaked: Soaked) => Promise<DayReport>;
  var mountMany: (state: string, count: number) => Promise<Leftovers>;
  var comeBack: (count: number) => Promise<readonly number[]>;
}

function element(attributes: Readonly<Record<string, string>>): WaQrLogin {
  const made = document.createElement('wa-qr-login');
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function reset(): void {
  network.reset();
  time.reset();
  sight.reset();
  document.body.replaceChildren();
}

async function usedHeap(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await realPause(20);
  }
  return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
}

const SAMPLES = 24;

globalThis.soak = async (visibility, hours, soaked) => {
  const asked: Record<string, number> = {};
  for (const way of WAYS) {
    if (soaked !== 'all' && way.startsWith('backend') !== (soaked === 'backends')) continue;
    const played = playGateway(way);
    const { origin } = new URL(played.attributes['backend-url']!.replace(/^ws/, 'http'));
    const count = () => (asked[way] = (asked[way] ?? 0) + 1);
    network.origins.set(origin, {
      fetch: (request) => (count(), played.fetch(request)),
      upgrade: (request) => (count(), played.upgrade(request)),
    });
    document.body.append(element({ ...played.attributes, method: 'qr' }));
  }
  await time.pass(MINUTE);
  const heap: number[] = [];
  for (let minute = 0; minute < hours * 60; minute++) {
    if (visibility === 'hidden' && minute === 0) sight.hidePage(true);
    if (visibility === 'flickering') sight.hidePage(minute % 2 === 0);
    await time.pass(MINUTE);
    const every = (hours * 60) / SAMPLES;
    if (minute % every === every - 1) heap.push(await usedHeap());
  }
  reset();
  return { asked, heap };
};

const QR: LoginUpdate = { type: 'qr', text: '2@soak', expiresIn: 20 };
const UPDATES: Readonly<Record<string, LoginUpdate>> = {
  idle: QR,
  waiting: { type: 'waiting' },
  qr: QR,
  code: { type: 'code', code: 'ABCD1234', expiresIn: 150 },
  linking: { type: 'linking' },
  passkey: { type: 'passkey', token: 'FA48-HS63', expiresIn: 300 },
  linked: { type: 'linked', account: { name: 'Ana', phone: '5511999999999' } },
  expired: { type: 'expired', reason: 'codes' },
  error: { type: 'error', code: 'unavailable' },
};

function gatewayThatSays(update: LoginUpdate): Gateway {
  const say = () => Promise.resolve(update);
  const pace = { every: 2_000, qr: 'answer', fastest: { qr: 500, state: 500 }, codes: 5 } as const;
  return {
    methods: ['qr', 'code'],
    pace: { ...pace, window: HOUR, patience: HOUR, grace: 0 },
    ...{ qr: say, state: say, code: say },
  };
}

const AT_ONCE = 50;

globalThis.mountMany = async (state, count) => {
  await mountSome(state); // what is made once is made
  const before = { listeners: listenerCount(), nodes: document.querySelectorAll('*').length };
  const refs: WeakRef<WaQrLogin>[] = [];
  for (let done = 0; done < count; done += AT_ONCE) refs.push(...(await mountSome(state)));
  await time.settle();
  const left = {
    ...{ timers: time.pending, requests: network.requests + network.sockets, observed: sight.observed },
    listeners: listenerCount() - before.listeners,
    nodes: document.querySelectorAll('*').length - before.nodes,
  };
  let kept = refs.length;
  for (let round = 0; round < 40 && kept > 0; round++) {
    await realFrame();
    await usedHeap();
    kept = refs.filter((ref) => ref.deref()).length;
  }
  reset();
  return { ...left, kept };
};

async function mountSome(state: string): Promise<readonly WeakRef<WaQrLogin>[]> {
  const some = Array.from({ length: AT_ONCE }, () => {
    const one = document.createElement('wa-qr-login');
    one.gateway = gatewayThatSays(UPDATES[state]!);
    one.manual = state === 'idle';
    one.method = 'qr';
    return one;
  });
  document.body.append(...some);
  await time.pass(100);
  if (state === 'code') for (const one of some) void one.requestCode('5511999999999');
  await time.pass(5 * SECOND);
  const wrong = some.find((one) => one.status !== state);
  if (wrong) throw new Error(`${wrong.status} in place of ${state}`);
  for (const one of some) one.remove();
  await time.settle();
  return some.map((one) => new WeakRef(one));
}

const OUTAGE = 20 * SECOND;

/** So many at a time: they know nothing of each other, and a page takes a second to lay out a thousand cards. */
const PORTION = 100;

/** When each of these elements has asked its gateway again that was out of reach for all of them at the same time, ms. */
globalThis.comeBack = async (count) => {
  const times: number[] = [];
  for (let done = 0; done < count; done += PORTION) times.push(...(await comeBackSome(done)));
  return times;
};

async function comeBackSome(seed: number): Promise<readonly number[]> {
  Math.random = seededRandom(seed);
  const all: WaQrLogin[] = [];
  const times: number[] = [];
  for (let n = 0; n < PORTION; n++) {
    const origin = `https://outage${n}.example`;
    network.origins.set(origin, {
      fetch() {
        const isWell = time.now - began >= OUTAGE;
        if (isWell) times[n] ??= time.now - began - OUTAGE;
        return Promise.resolve(isWell ? answer(200, JSON.stringify(QR)) : answer(503, ''));
      },
      upgrade: () => Promise.reject(new TypeError('Failed to connect')),
    });
    all.push(element({ 'backend-url': `${origin}/login`, method: 'qr' }));
  }
  const began = time.now;
  document.body.append(...all);
  await time.pass(OUTAGE + 20 * SECOND);
  reset();
  return times;
}

WaQrLogin.define();
await loadEverything();
globalThis.isReady = true;
