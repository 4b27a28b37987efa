import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GATEWAYS } from '../../../src/gateways/registry.js';
import { readWebhookFixtures, webhookReaderOf } from './fixture.js';

/** Bodies that anybody may send to a public address. */
const STRANGE: readonly unknown[] = [undefined, null, true, 7, '', '{}', [], [{}], {}, { event: null }, { data: {} }];

for (const name of Object.keys(GATEWAYS))
  describe(`a webhook of ${name}`, () => {
    const readWebhook = webhookReaderOf(name);
    const webhooks = readWebhookFixtures(name);
    for (const [title, { body, expected }] of webhooks)
      it(`${title} is ${JSON.stringify(expected).slice(0, 60)}`, () => {
        const { message: _, ...update } = (readWebhook(body) ?? {}) as { message?: string };
        assert.deepEqual(update, expected ?? {});
        assert.doesNotMatch(JSON.stringify(update), /secret/);
      });

    it('is no news if it is anything else', () => {
      assert.ok(webhooks.size > 0);
      for (const body of STRANGE) assert.equal(readWebhook(body), undefined, JSON.stringify(body));
    });
  });
