import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATTRIBUTES } from '../../../demo/attributes.js';
import { knownGateways } from '../../../demo/gateways.js';
import { DIALECTS } from '../../../src/simulator/dialects.js';
import { GATEWAYS } from '../../../src/gateways/registry.js';

const names = Object.keys(GATEWAYS) as (keyof typeof GATEWAYS)[];

/** The attributes that mean something to a page that asks this gateway itself. */
const offered = (gateway: keyof typeof GATEWAYS) =>
  new Set(ATTRIBUTES.filter(({ where }) => where?.({ gateway, isDirect: true }) ?? true).map(({ name }) => name));

describe('the gateways of the demo', () => {
  it('are those of the registry, by the names that their vendors use', () => {
    const labels = Object.entries(knownGateways).map(([name, { label }]) => [name, label]);
    assert.deepEqual(
      labels,
      names.map((name) => [name, DIALECTS[name].label]),
    );
  });

  it('are offered what their adapters take', () => {
    for (const name of names) {
      assert.equal(offered(name).has('token'), true, name);
      assert.equal(offered(name).has('client-token'), name === 'z-api', name);
      assert.equal(offered(name).has('qr-domain'), name === 'green-api', name);
    }
    assert.equal(offered('plugchat').has('auth-scheme'), true);
    assert.deepEqual(
      ['instance', 'method', 'phone', 'transport'].filter((one) => offered('plugchat').has(one)),
      [],
    );
    assert.deepEqual(
      ['instance', 'qr-format', 'method'].filter((one) => offered('z-api').has(one)),
      ['instance', 'qr-format', 'method'],
    );
    assert.deepEqual(
      ['qr-format', 'transport'].filter((one) => offered('green-api').has(one)),
      ['transport'],
    );
  });
});
