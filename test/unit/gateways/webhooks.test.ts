import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as exported from '../../../src/gateways/index.js';
import { GATEWAYS } from '../../../src/gateways/registry.js';
import type { WebhookReader } from '../../../src/gateways/webhooks/webhook.js';
import { readWebhookFixtures } from './fixture.js';

/** The public factory of a gateway: `greenApi` for `green-api`. */
function factoryOf(name: string): { readonly readWebhook: WebhookReader } {
  const plain = (text: string) => text.toLowerCase().replaceAll('-', '');
  const [, factory] = Object.entries(exported).find(([key]) => plain(key) === plain(name)) ?? [];
  assert.ok(typeof factory === 'function' && 'readWebhook' in factory, `${name} has no reader of webhooks`);
  return factory;
}

/** Bodies that anybody may send to a public address. */
const STRANGE: readonly unknown[] = [undefined, null, true, 7, '', '{}', [], [{}], {}, { event: null }, { data: {} }];

for (const name of Object.keys(GATEWAYS))
  describe(`a webhook of ${name}`, () => {
    const { readWebhook } = factoryOf(name);
    for (const [title, { body, expected }] of readWebhookFixtures(name))
      it(`${title} is ${JSON.stringify(expected).slice(0, 60)}`, () => {
        const { message: _, ...update } = (readWebhook(body) ?? {}) as { message?: string };
        assert.deepEqual(update, expected ?? {});
        assert.doesNotMatch(JSON.stringify(update), /secret/);
      });

    it('is no news if it is anything else', () => {
      for (const body of STRANGE) assert.equal(readWebhook(body), undefined, JSON.stringify(body));
    });
  });
