import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import sinon, { type SinonFakeTimers } from 'sinon';
import type { Gateway } from '../../src/gateways/gateway.js';
import { advance } from '../../src/login/advance.js';
import { beginRun, type LoginUpdate } from '../../src/login/login.js';
import { LoginError } from '../../src/login/login-error.js';
import {
  createGateway,
  fixtureFolders,
  readFixtures,
  readWebhookFixtures,
  settled,
  textOf,
  webhookReaderOf,
} from '../unit/gateways/fixture.js';

const TYPES: readonly LoginUpdate['type'][] = [
  ...(['waiting', 'starting', 'idle', 'qr', 'page', 'code'] as const),
  ...(['linking', 'passkey', 'linked', 'expired', 'error'] as const),
];
const { signal } = new AbortController();

/** `FUZZ_RUNS` and `FUZZ_SEED` try more bodies, or others. */
const HOW = {
  numRuns: Number(process.env['FUZZ_RUNS'] ?? 2_000),
  seed: Number(process.env['FUZZ_SEED'] ?? 20_261_126),
};

/** Bodies as they really come, to be mutated. */
function realBodies(gateway: string): readonly string[] {
  const fixtures = [...readFixtures(gateway).values()];
  const bodies = fixtures.flatMap(({ body, then = [] }) => [body, ...then.map((answer) => answer.body)]);
  return [...new Set(bodies.map(textOf))];
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** A real body with a piece cut out, doubled or replaced. */
function mutated(real: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...real), fc.nat(), fc.nat(40), fc.string({ maxLength: 8 }))
    .map(([body, at, length, text]) => {
      const start = at % (body.length + 1);
      return body.slice(0, start) + text + body.slice(start + length);
    });
}

/** Every place of a value, as a function that puts something else there. */
function placesIn(value: unknown): readonly ((other: unknown) => void)[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    (other: unknown) => Object.assign(value, { [key]: other }),
    ...placesIn(Reflect.get(value, key)),
  ]);
}

/** What throws where it is made a text or a number. */
const hostile = fc.constantFrom({ toString: 0 }, [{ toString: null }], [[{ toString: '', valueOf: '' }]]);

/** A real body with one of its fields, at any depth, replaced by anything. */
function swapped(real: readonly string[]): fc.Arbitrary<string> {
  const objects = real.map(parse).filter((body) => typeof body === 'object' && body !== null);
  return fc.tuple(fc.constantFrom(...objects), fc.nat(), fc.oneof(fc.jsonValue(), hostile)).map(([real, at, value]) => {
    const body = structuredClone(real);
    const places = placesIn(body);
    places[at % places.length]?.(value);
    return JSON.stringify(body);
  });
}

function bodies(real: readonly string[]): fc.Arbitrary<string> {
  const anyJson = fc.jsonValue().map((value) => JSON.stringify(value));
  return fc.oneof(fc.constantFrom(...real), fc.string(), anyJson, mutated(real), swapped(real));
}

let clock: SinonFakeTimers;
before(() => {
  clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
after(() => {
  clock.restore();
});

/** What a question becomes, be it a value or what it fails with. */
async function outcomeOf(question: Promise<unknown> | undefined): Promise<unknown> {
  return (
    question &&
    settled(
      question.catch((error: unknown) => error),
      clock,
    )
  );
}

async function checkUpdate(question: Promise<unknown> | undefined): Promise<void> {
  const outcome = await outcomeOf(question);
  if (!(outcome instanceof LoginError)) assertUpdate(outcome);
}

function assertUpdate(outcome: unknown): void {
  if (outcome === undefined) return;
  const update = outcome as LoginUpdate;
  assert.ok(TYPES.includes(update.type), `neither an update nor a LoginError: ${String(outcome)}`);
  advance(beginRun('qr', { codes: 3, window: 1, patience: 1, grace: 0 }, 0), update, 0);
}

async function checkAccount(question: Promise<unknown> | undefined): Promise<void> {
  const outcome = await outcomeOf(question);
  if (outcome === undefined || outcome instanceof LoginError) return;
  assert.ok(Object.values(outcome as object).every((value) => typeof value === 'string'));
}

async function checkGateway(g: Gateway, body: string): Promise<void> {
  await checkUpdate(g.qr(signal));
  await checkUpdate(g.state(signal));
  await checkUpdate(g.start?.(signal));
  await checkUpdate(g.resume?.(signal));
  await checkUpdate(g.restart?.(signal));
  await checkUpdate(g.code?.('79001234567', signal));
  await checkUpdate(g.socket?.read(body, signal));
  await checkAccount(g.account?.(signal));
}

/** Answers with one body after the other, and with the last one for ever. */
function answering(all: readonly string[], status: number): typeof fetch {
  let asked = 0;
  return () => Promise.resolve(new Response(all[Math.min(asked++, all.length - 1)], { status }));
}

describe('any answer at all', () => {
  for (const name of fixtureFolders)
    it(`becomes an update or a LoginError (${name})`, async () => {
      const status = fc.constantFrom(200, 200, 200, 400, 401, 403, 404, 418, 429, 466, 500, 502, 503, 504);
      const answers = fc.array(bodies(realBodies(name)), { minLength: 1, maxLength: 3 });
      class Socket {}
      await fc.assert(
        fc.asyncProperty(answers, status, async (all, code) => {
          const platform = { fetch: answering(all, code), WebSocket: Socket as unknown as typeof WebSocket };
          await checkGateway(await createGateway(name, platform), all[0] ?? '');
        }),
        HOW,
      );
    });
});

describe('any webhook at all', () => {
  for (const name of fixtureFolders.filter((one) => one !== 'backend'))
    it(`becomes an update or nothing (${name})`, () => {
      const read = webhookReaderOf(name);
      const real = [...readWebhookFixtures(name).values()].map(({ body }) => textOf(body));
      fc.assert(
        fc.property(bodies(real), (body) => {
          assertUpdate(read(parse(body)));
        }),
        HOW,
      );
    });
});
