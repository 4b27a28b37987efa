import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sinon, { type SinonFakeTimers } from 'sinon';
import { createRelay } from '../../../src/relay/index.js';
import { fixtureFolders, readFixtures, readWebhookFixtures, settled, webhookReaderOf } from './fixture.js';
import {
  askMarked,
  distinct,
  everythingOf,
  gatewayWith,
  MARK,
  marked,
  shownFields,
  textsOf,
  withoutShown,
  type Marked,
  type MarkedOutcome,
} from './marked-answers.js';

function check(outcome: unknown, { body, isShown }: Marked, title: string): void {
  const told = isShown ? JSON.stringify(withoutShown(outcome)) + textsOf(outcome) : everythingOf(outcome);
  assert.ok(!told.includes(MARK), `${title}: ${JSON.stringify(body)}`);
}

const HOST = 'https://host.test/whatsapp/login';
const question = ({ request }: MarkedOutcome) =>
  request === 'code'
    ? new Request(HOST, { method: 'POST', body: JSON.stringify({ type: 'code', phone: '5511999999999' }) })
    : new Request(`${HOST}?want=qr`);

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

  // The own backend speaks our words, and what it says is meant for the page.
  for (const name of fixtureFolders.filter((one) => one !== 'backend'))
    it(`never leaves the adapter (${name})`, async () => {
      const outcomes = await settled(askMarked(name, readFixtures(name)), clock);
      assert.ok(outcomes.length > 0);
      for (const one of outcomes) check(one.outcome, one, one.title);
    });

  for (const name of fixtureFolders.filter((one) => one !== 'backend'))
    it(`never leaves the relay (${name})`, async () => {
      const outcomes = distinct(await settled(askMarked(name, readFixtures(name)), clock));
      for (const one of outcomes) {
        const changes: unknown[] = [];
        const relay = createRelay({ gateway: gatewayWith(one), onUpdate: (change) => void changes.push(change) });
        const answer = await settled(relay(question(one)), clock);
        check(JSON.parse(await answer.text()), one, one.title);
        const told = JSON.stringify([changes, [...answer.headers]]);
        assert.ok(!told.includes(MARK), `${one.title}: ${told}`);
        await settled(relay.close(), clock);
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
