import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Holdings } from './load-churn-host.js';
import { LoadGateway } from './load-gateway.js';
import { Visits, type Visitor } from './load-visits.js';
import { seededRandom } from './page/seeded-random.js';

/** By default a minute and a half of the host pass in nine seconds. CHURN_MINUTES=60 lets an hour pass in an hour. */
const { CHURN_MINUTES = '1.5', CHURN_SPEED = process.env['CHURN_MINUTES'] ? '1' : '10' } = process.env;
const SECONDS = Number(CHURN_MINUTES) * 60;
const SPEED = Number(CHURN_SPEED);
const SEED = Number(process.env['CHURN_SEED'] ?? 1);
/** How many pages come in a second. */
const VISITS_A_SECOND = 2;
/** Of so many visits one is by an account that was here before, and of so many accounts one links its number. */
const RETURNS = 2;
const LINKS = 5;
/** How many accounts are remembered by the pages, to come back. */
const KNOWN = 200;
const LOOKS = 12;
/** How much more the host may hold in the last quarter than in the first, and when all have gone, than before any came, bytes. */
const MOST_GROWTH = 5_000_000;
const MOST_LEFT = 15_000_000;
/** What Node may still hold of the last connection; a leak would hold hundreds. */
const KEPT = 5;
/** A login is forgotten at the next question after so long, s (src/relay/shared-logins.ts). */
const FORGOTTEN_AFTER = 31;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

describe('a host whose pages come, ask, leave in the middle of an answer, vanish and return', () => {
  let gateway: LoadGateway;
  let host: ChildProcess;
  let visits: Visits;
  let empty: Holdings;
  const random = seededRandom(SEED);
  const known: Visitor[] = [];
  const pending = new Set<Promise<void>>();
  let accounts = 0;
  before(async () => {
    gateway = await LoadGateway.start();
    host = fork('test/slow/load-churn-host.ts', {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, GATEWAY_URL: gateway.origin, SPEED: String(SPEED) },
    });
    const [port] = (await once(host, 'message')) as [number];
    visits = new Visits(port, SPEED, random);
    // What is made once, for the first page, is no growth.
    await visits.leave(newVisitor());
    await untilGone();
    empty = await look();
  });
  after(() => {
    host.kill('SIGKILL');
    gateway.close();
  });

  async function look(): Promise<Holdings> {
    host.send('look');
    return (await once(host, 'message'))[0] as Holdings;
  }

  function newVisitor(): Visitor {
    const visitor: Visitor = { account: `account${accounts++}` };
    if (accounts % LINKS === 0) gateway.linksAfter.set(visitor.account, 5);
    known.push(visitor);
    if (known.length > KNOWN) known.shift();
    return visitor;
  }

  function come(): void {
    const visitor = random() * RETURNS < 1 ? known[Math.floor(random() * known.length)]! : newVisitor();
    const kinds = ['leave', 'reload', 'vanish', 'break', 'ring', 'listen', 'fallSilent'] as const;
    const visit = visits[kinds[Math.floor(random() * kinds.length)]!](visitor);
    pending.add(visit);
    void visit.finally(() => pending.delete(visit));
  }

  /** No socket and no timer keeps the process from ending, except for its server and the channel to here. */
  async function untilGone(): Promise<void> {
    for (let tries = 0; ; tries++) {
      const { resources } = await look();
      const { TCPSocketWrap = 0, Timeout = 0 } = resources;
      if (TCPSocketWrap + Timeout === 0) return;
      assert.ok(tries < 240, `is left: ${JSON.stringify(resources)}`);
      await pause(500);
    }
  }

  /** Whether the host holds no more objects than before any page came. */
  const isEmptyAgain = ({ objects }: Holdings) =>
    Object.entries(objects).every(([name, count]) => count <= empty.objects[name]! + KEPT);

  /** Node lets go of the last objects when it has collected garbage more than once, and when their time limits have passed. */
  async function untilEmpty(): Promise<Holdings> {
    for (let tries = 0; ; tries++) {
      const left = await look();
      if (isEmptyAgain(left) || tries === 120) return left;
      await pause(500);
    }
  }

  async function churn(): Promise<Holdings[]> {
    const looks: Holdings[] = [];
    const count = SECONDS * VISITS_A_SECOND;
    for (let n = 1; n <= count; n++) {
      come();
      await pause(1_000 / VISITS_A_SECOND / SPEED);
      if (n % Math.floor(count / LOOKS) === 0) looks.push(await look());
    }
    return looks;
  }

  it('holds no more for the last of them than for the first, and nothing when all have gone', async () => {
    const began = performance.now();
    const looks = await churn();
    await Promise.all(pending);
    await pause((FORGOTTEN_AFTER * 1_000) / SPEED);
    await visits.reload(newVisitor());
    await untilGone();
    const left = await untilEmpty();

    const bytes = looks.map((one) => one.bytes);
    const early = Math.max(...bytes.slice(LOOKS / 4, LOOKS / 2));
    const late = Math.min(...bytes.slice(-LOOKS / 4));
    const { cpu, recorded, objects, resources } = left;
    const took = (performance.now() - began) / 1_000;
    console.log(
      `${SECONDS} s at ${SPEED} times the pace, seed ${SEED}: ${SECONDS * VISITS_A_SECOND} visits of ${accounts} accounts, ` +
        `${JSON.stringify(visits.counts)}, ${recorded} links recorded; bytes before any ${megabytes(empty.bytes)}, ` +
        `meanwhile ${bytes.map(megabytes).join(', ')}, afterwards ${megabytes(left.bytes)} (resident ${megabytes(left.resident)}); ` +
        `at most ${Math.max(...looks.map((one) => one.objects['SharedLogin']!))} logins at a time; ` +
        `left ${JSON.stringify({ objects, resources })}; ${((100 * cpu) / took).toFixed(1)} % of a core`,
    );
    const { counts } = visits;
    assert.equal(counts.crossed, 0);
    for (const name of ['answers', 'held', 'linked', 'rung', 'letGo'] as const) assert.ok(counts[name] > 0, name);
    assert.ok(recorded > 0);
    assert.ok(late - early < MOST_GROWTH, `${megabytes(late - early)} more`);
    assert.ok(left.bytes - empty.bytes < MOST_LEFT, `${megabytes(left.bytes - empty.bytes)} left`);
    assert.deepEqual(resources, empty.resources);
    assert.ok(isEmptyAgain(left), `${JSON.stringify(objects)}, before any page ${JSON.stringify(empty.objects)}`);
  });
});
