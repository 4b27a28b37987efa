import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { TestRedis } from '../tools/redis.js';
import { LoadGateway } from './load-gateway.js';
import { RelayHosts } from './relay-hosts.js';

const PAGES = 10_000;
const INSTANCES = Array.from({ length: 100 }, (_, n) => `instance${n}`);
/** The one that hangs. */
const HANGING = INSTANCES[0]!;
/** How long a code of the gateway lives, and how often it may be asked how the login stands, s (src/README.md, "Pace"). */
const LIFE = 20;
const STATE_EVERY = 1;

/** At most so many times as long as a constant answer: of the same process, and of one that has nothing else to do. */
const MOST_INSIDE = 25;
const MOST_OUTSIDE = 50;
/** Below this nobody can tell what is measured from a busy machine, ms. */
const NOISE = 5;
/** A share of the answers: a busy machine may break a connection off. */
const MOST_FAILED = 0.001;
/** How much the live part of a heap may grow between two looks at it, and what a heap of this size is off by, bytes. */
const MOST_GROWTH = 1.25;
const HEAP_NOISE = 10_000_000;

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`;
const megabytes = (bytes: readonly number[]) => bytes.map((one) => `${Math.round(one / 1e6)} MB`).join(', ');

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

interface Report {
  readonly answers: number;
  readonly held: number;
  readonly crossed: number;
  readonly failed: number;
  readonly mostOpen: number;
  readonly types: Readonly<Record<string, number>>;
  /** The lowest number of a code that a page has had last. */
  readonly oldest: number;
  readonly relay: Quantiles;
  readonly inside: Quantiles;
  readonly bare: Quantiles;
}

describe('ten thousand pages of a hundred accounts, before three processes that meet in Redis', () => {
  let redis: TestRedis;
  let gateway: LoadGateway;
  let hosts: RelayHosts;
  let idle: RelayHosts;
  let pages: ChildProcess;
  before(async () => {
    [redis, gateway] = await Promise.all([TestRedis.start(), LoadGateway.start()]);
    const env = { GATEWAY_URL: gateway.origin, REDIS_URL: redis.url, CODES: '1000' };
    [hosts, idle] = await Promise.all([RelayHosts.start(3, env), RelayHosts.start(1, env)]);
    pages = fork('test/slow/load-pages.ts', {
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env,
        PORTS: JSON.stringify(hosts.hosts.map(({ port }) => port)),
        BARE: String(idle.hosts[0]!.port),
        PAGES: String(PAGES),
        INSTANCES: JSON.stringify(INSTANCES),
      },
    });
  });
  after(async () => {
    pages.kill('SIGKILL');
    await Promise.all([hosts.close(), idle.close()]);
    gateway.close();
    await redis.close();
  });

  async function report(): Promise<Report> {
    pages.send('report');
    return (await once(pages, 'message'))[0] as Report;
  }

  /** All pages show a code, whose number is higher than this. */
  async function untilAllHave(number: number): Promise<Report> {
    for (let tries = 0; ; tries++) {
      const now = await report();
      if (now.types['qr'] === PAGES && now.oldest > number) return now;
      assert.ok(tries < 120, `${number}: ${JSON.stringify(now)}`);
      await pause(1);
    }
  }

  /** What is alive in each process, in bytes. */
  const heaps = (): Promise<number[]> =>
    Promise.all(
      hosts.hosts.map(async ({ port }) => {
        const answer = await fetch(`http://127.0.0.1:${port}/memory`);
        return ((await answer.json()) as NodeJS.MemoryUsage).heapUsed;
      }),
    );

  function checkPace(what: string, { relay, inside, bare }: Report): void {
    const ratios = [relay.p99 / inside.p99, relay.p99 / bare.p99].map((ratio) => ratio.toFixed(1));
    console.log(
      `${what}: p99 ${relay.p99.toFixed(1)} ms, ${ratios.join(' and ')} times that of a constant answer, of the same process and of an idle one` +
        ` (p50 ${relay.p50.toFixed(1)}, ${inside.p50.toFixed(1)}, ${bare.p50.toFixed(1)} ms; ${relay.count} questions)`,
    );
    assert.ok(relay.p99 < MOST_INSIDE * Math.max(inside.p99, NOISE), `${what}: ${JSON.stringify(relay)}`);
    assert.ok(relay.p99 < MOST_OUTSIDE * Math.max(bare.p99, NOISE), `${what}: ${JSON.stringify(relay)}`);
  }

  it('are answered as the gateway’s pace and their own accounts allow, whatever the gateway does', async () => {
    const began = performance.now();
    await untilAllHave(0);
    console.log(`${PAGES} pages have a code after ${seconds(performance.now() - began)}`);
    await report();
    await pause(10);
    checkPace('calm', await report());
    const early = await heaps();

    gateway.hanging = HANGING;
    await pause(30);
    gateway.goOn();
    checkPace('while one instance hangs', await report());

    gateway.isOut = true;
    await pause(20);
    gateway.isOut = false;
    const { given } = gateway;
    const { types } = await report();
    console.log(`after an outage of 20 s: ${JSON.stringify(types)}`);
    const endedAt = performance.now();
    await untilAllHave(given);
    console.log(`all have a new code ${seconds(performance.now() - endedAt)} later`);
    await report();
    await pause(10);
    const late = await heaps();
    const last = await report();
    checkPace('afterwards', last);

    const elapsed = (performance.now() - began) / 1_000;
    const calls = [...gateway.calls.values()];
    const sum = (name: 'codes' | 'states') => calls.reduce((all, one) => all + one[name], 0);
    console.log(
      `${elapsed.toFixed(0)} s: ${last.answers} answers, of which ${last.held} were held, ${last.failed} failed, ${last.crossed} crossed;` +
        ` at most ${last.mostOpen} questions at a time; upstream ${sum('codes')} questions for a code and ${sum('states')} for the state,` +
        ` at most ${Math.max(...calls.map(({ mostOpen }) => mostOpen))} at a time and instance; heaps ${megabytes(early)}, then ${megabytes(late)}`,
    );
    assert.equal(last.crossed, 0, 'an answer of another instance');
    assert.ok(last.failed <= last.answers * MOST_FAILED, `${last.failed} of ${last.answers} were not answered`);
    assert.equal(calls.length, INSTANCES.length);
    for (const { codes, states, mostOpen } of calls) {
      // The second may be that of a process that was taken for dead, because the machine let it stand still.
      assert.ok(mostOpen <= 2, `${mostOpen} questions at a time`);
      assert.ok(codes <= elapsed / (LIFE / 2) + 3, `${codes} questions for a code`);
      assert.ok(states <= elapsed / STATE_EVERY + 3, `${states} questions for the state`);
    }
    const growth = late.map((bytes, n) => (bytes - HEAP_NOISE) / early[n]!);
    assert.ok(Math.max(...growth) < MOST_GROWTH, `heaps of ${megabytes(early)} became ${megabytes(late)}`);
  });
});
