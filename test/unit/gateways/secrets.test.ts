import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sinon, { type SinonFakeTimers } from 'sinon';
import { advance } from '../../../src/login/advance.js';
import { beginRun, UNLIMITED, type LoginUpdate } from '../../../src/login/login.js';
import { toErrorState } from '../../../src/login/login-error.js';
import {
  askGateway,
  createGateway,
  fixtureFolders,
  readFixtures,
  readWebhookFixtures,
  settled,
  textOf,
  webhookReaderOf,
  type Fixture,
  type FixtureAnswer,
} from './fixture.js';

/** Stands for a secret in an answer. It is no number, no address and no picture, and long enough to be a code or a token. */
const MARK = 'MARKED-value-that-nobody-may-see-again';
/** Fields that gateways are known to add to their answers, or may add one day. */
const PRIVATE_FIELDS: readonly string[] = [
  ...['token', 'apikey', 'api_key', 'hash', 'secret', 'openai_apikey', 'webhook', 'webhookUrl', 'proxy', 'proxy_url'],
  ...['message', 'error', 'lastError', 'reason', 'server_url', 'destination', 'url', 'details'],
];

type Path = readonly (string | number)[];

/** The places of all values of a body that are no objects. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, Array.isArray(value) ? +key : key]));
}

/** The same body with another value at one place. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy: any = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<any>((found, key) => found[key], value);
}

/** The same body with private fields in each of its objects, where they are not taken. */
function crowded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(crowded);
  const own = Object.entries(value).map(([key, item]) => [key, crowded(item)] as const);
  return { ...Object.fromEntries(PRIVATE_FIELDS.map((field) => [field, MARK])), ...Object.fromEntries(own) };
}

/** The name of the field that a place belongs to. */
const fieldOf = (path: Path) => String(path.filter((key) => typeof key === 'string').at(-1));

/** A body, and what it becomes. */
type Sample = readonly [body: unknown, expected: unknown];

/** The fields that pages are shown, because a code or a name stands in them: those whose value is in what is expected. */
function shownFields(samples: readonly Sample[]): ReadonlySet<string> {
  const shown = samples.flatMap(([body, expected]) => {
    const text = JSON.stringify(expected);
    const isIn = (value: unknown) => typeof value === 'string' && value.length > 1 && text.includes(plain(value));
    return leavesOf(body).filter((leaf) => isIn(valueAt(body, leaf)));
  });
  return new Set(shown.map(fieldOf));
}

const plain = (text: string) => JSON.stringify(text).slice(1, -1);

/** A body with marked values in it. `isShown`: it is in a field where codes and names come from, so it may be shown as one. */
interface Marked {
  readonly body: unknown;
  readonly isShown: boolean;
}

/** One with values added, and one for each value that is replaced. */
function* marked(body: unknown, shown: ReadonlySet<string>): Generator<Marked> {
  if (typeof body === 'object' && body !== null) yield { body: crowded(body), isShown: false };
  for (const leaf of leavesOf(body)) yield { body: replaced(body, leaf, MARK), isShown: shown.has(fieldOf(leaf)) };
}

const answersOf = (fixture: Fixture): readonly FixtureAnswer[] => [fixture, ...(fixture.then ?? [])];
const samplesOf = (fixture: Fixture): readonly Sample[] =>
  answersOf(fixture).map(({ body }) => [body, fixture.expected] as const);

/** Answers with one answer after the other, and with the last one for ever. */
function answering(answers: readonly FixtureAnswer[]): typeof fetch {
  let asked = 0;
  return () => {
    const { status = 200, headers, body } = answers[Math.min(asked++, answers.length - 1)]!;
    return Promise.resolve(new Response(textOf(body), { status, ...(headers && { headers }) }));
  };
}

/** An outcome without what it is for: the code, or who was linked. */
function withoutShown(outcome: unknown): unknown {
  if (outcome instanceof Error || typeof outcome !== 'object' || outcome === null) return outcome;
  if (!('type' in outcome)) return {};
  const { text: _, code: __, account: ___, image: ____, challenge: _____, confirm: ______, ...rest } = outcome as Record<string, unknown>;
  return rest['type'] === 'error' ? outcome : rest;
}

function check(outcome: unknown, { body, isShown }: Marked, title: string): void {
  const told = isShown ? JSON.stringify(withoutShown(outcome)) + textsOf(outcome) : everythingOf(outcome);
  assert.ok(!told.includes(MARK), `${title}: ${JSON.stringify(body)}`);
}

function textsOf(outcome: unknown): string {
  return outcome instanceof Error ? everythingOf(outcome) : '';
}

/** All that can be known of an outcome: the update or the error, and the states that an element makes of it. */
function everythingOf(outcome: unknown): string {
  if (outcome instanceof Error) {
    const { name, message, stack, cause } = outcome;
    return JSON.stringify([outcome, name, message, stack, String(cause), toErrorState(outcome)]);
  }
  const isUpdate = typeof outcome === 'object' && outcome !== null && 'type' in outcome;
  const states = isUpdate ? [advance(beginRun('qr', UNLIMITED, 0), outcome as LoginUpdate, 0)] : [];
  return JSON.stringify([outcome ?? null, ...states]);
}

describe('what an answer holds beside the login', () => {
  let clock: SinonFakeTimers;
  const logged: unknown[][] = [];
  const log = (...args: unknown[]) => void logged.push(args);
  before(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) sinon.replace(console, method, log);
  });
  after(() => {
    sinon.restore();
    clock.restore();
    assert.deepEqual(logged, []);
  });

  async function outcomeOf(name: string, fixture: Fixture, answers: readonly FixtureAnswer[]): Promise<unknown> {
    const gateway = await createGateway(name, { fetch: answering(answers) });
    const question = askGateway(gateway, { ...fixture, ...answers[0]! });
    return (
      question &&
      settled(
        question.catch((error: unknown) => error),
        clock,
      )
    );
  }

  // The own backend speaks our words, and what it says is meant for the page.
  for (const name of fixtureFolders.filter((one) => one !== 'backend'))
    it(`never leaves the adapter (${name})`, async () => {
      const fixtures = readFixtures(name);
      const shown = shownFields([...fixtures.values()].flatMap(samplesOf));
      for (const [title, fixture] of fixtures)
        for (const [at, answer] of answersOf(fixture).entries())
          for (const one of marked(answer.body, shown)) {
            const answers = [...answersOf(fixture)];
            answers[at] = { ...answer, body: one.body };
            check(await outcomeOf(name, fixture, answers), one, title);
          }
    });

  for (const name of fixtureFolders.filter((one) => readWebhookFixtures(one).size > 0))
    it(`never leaves the reader of webhooks (${name})`, () => {
      const read = webhookReaderOf(name);
      const webhooks = [...readWebhookFixtures(name)];
      const shown = shownFields(webhooks.map(([, { body, expected }]) => [body, expected] as const));
      for (const [title, { body }] of webhooks)
        for (const one of marked(body, shown)) check(read(one.body), one, title);
    });
});
