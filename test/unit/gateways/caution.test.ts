import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import sinon from 'sinon';
import { connectGateway } from '../../../src/card/connect.js';
import type { LoginSettings } from '../../../src/element/settings.js';
import { GATEWAYS, type GatewayName } from '../../../src/gateways/registry.js';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
/** The README's table of gateways: the column about pages, by the gateway's name. */
const cells = new Map(
  Array.from(readme.matchAll(/^\| `([\w-]+)` \| [^|]+ \| ([^|]+) \| [^|]+ \|$/gm), ([, name, cell]) => [name, cell]),
);
const page = { backendUrl: 'https://gateway.example', baseURI: 'https://page.example/' };
const credentials = { instance: '1101', token: 'sesame', clientToken: 'open' };
const connect = (gateway: GatewayName, settings: Partial<LoginSettings>) =>
  connectGateway({ ...page, querySelector: () => null, gateway, ...settings } as Parameters<typeof connectGateway>[0]);

async function warningsOf(connecting: () => Promise<unknown>): Promise<readonly string[]> {
  const warn = sinon.stub(console, 'warn');
  try {
    await connecting();
    return warn.args.map(([text]) => String(text));
  } finally {
    warn.restore();
  }
}

/** Their credentials may be made for a page. */
const FOR_PAGES: readonly string[] = ['waha'];

describe('what a developer is told who puts a gateway’s credentials into a page', () => {
  for (const name of Object.keys(GATEWAYS) as (keyof typeof GATEWAYS)[])
    if (FOR_PAGES.includes(name))
      it(`is nothing for ${name}, and the README says why`, async () => {
        assert.deepEqual(await warningsOf(() => connect(name, credentials)), []);
        assert.match(cells.get(name) ?? '', /^yes, with a control key/);
      });
    else
      it(`is for ${name} what the README says, once for a page`, async () => {
        const { caution } = await connect(name, {});
        assert.equal(caution, cells.get(name));
        const warnings = await warningsOf(async () => {
          await connect(name, credentials);
          await connect(name, { ...credentials, token: 'another' });
        });
        assert.equal(warnings.length, 1);
        assert.ok(warnings[0]?.includes(`${name} asked by a page: ${caution}.`), warnings[0]);
        assert.doesNotMatch(warnings[0] ?? '', /sesame|open\b/);
      });

  it('is that one’s own backend needs none', async () => {
    const [warning] = await warningsOf(() => connect('backend', credentials));
    assert.match(warning ?? '', /it needs no token/);
  });

  it('is nothing where the page holds none', async () => {
    assert.deepEqual(await warningsOf(() => connect('gowa', { instance: '1101' })), []);
  });
});
