import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOtherAccount, type LoginSettings } from '../../../src/element/settings.js';
import { backend, type Gateway } from '../../../src/gateways/index.js';
import { GATEWAYS } from '../../../src/gateways/registry.js';

/** Whether a page that sets `next` after `gateway` has chosen another account. */
const isOther = (gateway: unknown, next: unknown): boolean =>
  isOtherAccount(new Map([['gateway', gateway]]), { gateway: next } as LoginSettings);

const PROXY = 'https://proxy.example/customers/7';
const OTHER_PROXY = 'https://proxy.example/customers/8';

describe('a gateway that a page makes anew', () => {
  const factories = Object.entries(GATEWAYS).map(([name, load]) => [name, () => load('')] as const);
  const all = [...factories, ['backend', () => Promise.resolve(backend)] as const];

  for (const [name, load] of all) {
    it(`is the same account where ${name} is told the same, and another where it is told something else`, async () => {
      const create = await load();
      const make = (backendUrl: string): Gateway => create({ backendUrl, fetch: () => Promise.reject(new Error()) });
      assert.equal(isOther(make(PROXY), make(PROXY)), false);
      assert.equal(isOther(make(PROXY), { ...make(PROXY), methods: ['qr'] }), false, 'adapted by the page');
      assert.equal(isOther(make(PROXY), make(OTHER_PROXY)), true);
      assert.equal(isOther(make(PROXY), { ...make(PROXY), key: 'customer 7' }), true);
    });
  }

  for (const [name, load] of factories)
    it(`tells no credential of ${name} beside its key`, async () => {
      const create = await load();
      const gateway = create({ backendUrl: PROXY, instance: '1101', token: 'sesame', clientToken: 'open' });
      assert.doesNotMatch(gateway.source ?? '', /sesame|open|1101/);
      const { key: _, ...rest } = gateway;
      assert.equal(isOther(gateway, rest), true);
    });

  it('is another account for each of two gateways, although their proxy is one', async () => {
    const made = await Promise.all(factories.map(async ([, load]) => (await load())({ backendUrl: PROXY })));
    for (const one of made) for (const two of made) assert.equal(isOther(one, two), one !== two);
  });

  it('is told by itself where it has neither key nor source', () => {
    const byHand = () => ({ methods: [] }) as unknown as Gateway;
    const gateway = byHand();
    assert.equal(isOther(gateway, gateway), false);
    assert.equal(isOther(gateway, byHand()), true);
    for (const nothing of [undefined, null, 'backend', ''])
      assert.equal(isOther(gateway, nothing), true, String(nothing));
    assert.equal(isOther(null, undefined), true);
  });

  it('is the same account by its source where a page writes its own', () => {
    const acme = (source: string) => ({ methods: [], source }) as unknown as Gateway;
    assert.equal(isOther(acme('a'), acme('a')), false);
    assert.equal(isOther(acme('a'), acme('b')), true);
  });
});
