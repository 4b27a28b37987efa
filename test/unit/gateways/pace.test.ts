import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GATEWAYS } from '../../../src/gateways/registry.js';

const settings = { backendUrl: 'https://gateway.test', instance: '1101000001', token: 'token' };

/** Without a limit of its own an impatient `poll-interval` would ask a gateway many times a second. */
describe('the pace of each gateway', () => {
  for (const [name, load] of Object.entries(GATEWAYS))
    it(`has a limit for both questions, which its own pace keeps (${name})`, async () => {
      const { every, fastest } = (await load(''))(settings).pace;
      for (const limit of [fastest.qr, fastest.state]) assert.ok(limit >= 300 && limit <= 5_000, `${limit} ms`);
      assert.ok(every >= fastest.qr, `${every} ms`);
    });
});
