import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sinon, { type SinonFakeTimers } from 'sinon';
import { GATEWAYS } from '../../../src/gateways/registry.js';
import { LoginError } from '../../../src/login/login-error.js';
import {
  askGateway,
  createGateway,
  fixtureFolders,
  readFixtures,
  settled,
  textOf,
  type Fixture,
  type FixtureAnswer,
} from './fixture.js';

/** Answers with one answer after the other, and tells what was asked. */
function answering(answers: readonly FixtureAnswer[]): { readonly fetch: typeof fetch; readonly asked: string[] } {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const { pathname, search } = new URL(String(input));
    const answer = answers[asked.length];
    asked.push(`${init?.method ?? 'GET'} ${pathname}${search}`);
    if (!answer) return Promise.reject(new Error('One question too many'));
    const { status = 200, headers, body } = answer;
    return Promise.resolve(new Response(textOf(body), { status, ...(headers && { headers }) }));
  };
  return { fetch, asked };
}

/** An error as a fixture writes it. */
function thrown(error: unknown): unknown {
  assert.ok(error instanceof LoginError, String(error));
  assert.ok(!error.message.includes('secret'), error.message);
  const { code, transient, retryAfter } = error;
  return { error: code, ...(transient && { transient }), ...(retryAfter !== undefined && { retryAfter }) };
}

/** The text of an error is our own English for developers: fixtures say nothing about it. */
function comparable(outcome: unknown, expected: unknown): unknown {
  const { message, ...rest } = (outcome ?? {}) as { message?: unknown };
  const isOurs = message !== undefined && !Object.hasOwn(expected ?? {}, 'message');
  return isOurs ? rest : (outcome ?? null);
}

let clock: SinonFakeTimers;
before(() => {
  clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
after(() => {
  clock.restore();
});

async function checkFixture(name: string, fixture: Fixture): Promise<void> {
  const answers = fixture.request === 'frame' ? [] : [fixture, ...(fixture.then ?? [])];
  const { fetch, asked } = answering(answers);
  const question = askGateway(await createGateway(name, { fetch }), fixture);
  assert.ok(question, `${name} has no ${fixture.request}()`);
  const outcome: unknown = await settled(question.catch(thrown), clock);
  assert.deepEqual(comparable(outcome, fixture.expected), fixture.expected);
  assert.doesNotMatch(JSON.stringify(outcome ?? null), /secret/);
  if (fixture.asked) assert.deepEqual(asked, fixture.asked);
  assert.equal(asked.length, answers.length);
}

for (const name of fixtureFolders)
  describe(`an answer of ${name}`, () => {
    for (const [title, fixture] of readFixtures(name))
      it(`${title} is ${JSON.stringify(fixture.expected).slice(0, 60)}`, () => checkFixture(name, fixture));
  });

describe('the fixtures', () => {
  it('are there for every gateway, and for none that does not exist', () => {
    assert.deepEqual(fixtureFolders, ['backend', ...Object.keys(GATEWAYS)].sort());
  });
});
