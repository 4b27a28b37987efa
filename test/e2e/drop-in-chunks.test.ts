import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import { GATEWAYS } from '../../src/gateways/registry.js';
import type { GatewayName } from '../../src/simulator/index.js';
import { builtFiles, drawnInTime, engines, has, MODULE, statusInTime, until, World, type Tab } from './drop-in.js';

/** What a chunk is called, without its hash. */
const nameOf = (path: string) => path.replace(/^\/|-[\w-]{8}\.js$/g, '');
const isChunk = (path: string) => path !== '/page' && path !== '/wa-qr-login.js';
const pattern = (name: string) => new RegExp(`/${name}-[\\w-]{8}\\.js$`);

/** Each adapter is fetched by the same line, so the first few of the registry show what holds for all: by text, picture and socket. */
const gateways = (Object.keys(GATEWAYS) as readonly GatewayName[]).slice(0, 4);

it('imports from the entry only: an older engine never asks again for what another chunk needs', () => {
  for (const name of builtFiles()) {
    const file = readFileSync(new URL(`../../dist/cdn/${name}`, import.meta.url), 'utf8');
    const imported = Array.from(file.matchAll(/\b(?:from|import)\s*"([^"]+)"/g), ([, source]) => source);
    assert.deepEqual(
      imported.filter((source) => source !== './wa-qr-login.js'),
      [],
      name,
    );
  }
});

for (const [engine, launch] of engines)
  describe(`a chunk that fails to load, in ${engine}`, () => {
    let world: World;
    /** Which gateway needs which chunks to show a code. */
    const chunks = new Map<string, GatewayName>();

    before(async () => {
      world = await World.start(launch);
      for (const gateway of gateways) {
        await drawnInTime(await open(gateway));
        // No code waits for the chunk with the states that follow it, nor for their texts.
        for (const name of world.site.asked.filter(isChunk).map(nameOf))
          if (!/^more$|-later$/.test(name)) chunks.set(name, gateway);
        await world.reset();
      }
    });
    beforeEach(() => world.reset());
    after(() => world.close());

    /** A page that keeps what is told of its element. */
    const open = (gateway: GatewayName, more = '') => {
      // One gateway sends no CORS headers by itself.
      const account = world.gateway.simulator.add({ gateway, cors: true });
      const element = world.element(account, more).replace('z-api', gateway);
      return world.open(`${MODULE}${element}<script>
        globalThis.told = [];
        document.querySelector('wa-qr-login').addEventListener('error', ({ detail }) => told.push(detail.code));
      </script>`);
    };
    const told = (page: Tab) => page.evaluate('told');
    const press = async (page: Tab) => {
      await has(page, '.primary:not([disabled])');
      await page.evaluate(() =>
        document.querySelector('wa-qr-login')?.shadowRoot?.querySelector<HTMLElement>('.primary')?.click(),
      );
    };
    const asked = (name: string) => world.site.asked.filter((path) => pattern(name).test(path)).length;

    it('is one of several', () => {
      assert.ok(chunks.has('qrcode'), [...chunks.keys()].join());
    });

    it('is asked for again, and nobody is told', async () => {
      for (const [name, gateway] of chunks) {
        await world.reset();
        world.site.fail(pattern(name), 1);
        const page = await open(gateway);
        await drawnInTime(page);
        assert.ok(asked(name) >= 2, name);
        assert.deepEqual([await told(page), page.crashes], [[], []], name);
      }
    });

    it('is told as `unavailable`, with a button that asks once more and goes on', async () => {
      for (const [name, gateway] of chunks) {
        await world.reset();
        world.site.fail(pattern(name));
        const page = await open(gateway);
        await statusInTime(page, 'error');
        assert.deepEqual(await told(page), ['unavailable'], name);
        const before = asked(name);
        world.site.mend();
        await press(page);
        await drawnInTime(page);
        assert.ok(asked(name) > before, name);
        // Firefox prints the address of a socket that is closed before it is open, as it is where the login has failed.
        const crashes = page.crashes.filter(
          (crash) => !crash.includes('establish a connection to the server at ws://'),
        );
        assert.deepEqual([await told(page), crashes], [['unavailable'], []], name);
      }
    });

    it('is told once, too, where a number form waits for it', async () => {
      world.site.fail(pattern('card'));
      const page = await open('z-api', 'method="code"');
      await statusInTime(page, 'error');
      world.site.mend();
      await press(page);
      await drawnInTime(page);
      assert.deepEqual([await told(page), page.crashes], [['unavailable'], []]);
    });

    it('does not cost the number form, which came after the card had failed once', async () => {
      world.site.fail(pattern('card'), 1);
      const page = await open('z-api');
      await drawnInTime(page);
      await page.evaluate(() =>
        document.querySelector('wa-qr-login')?.shadowRoot?.querySelector<HTMLElement>('[part~=switch]')?.click(),
      );
      await has(page, 'input');
      assert.deepEqual([await told(page), page.crashes], [[], []]);
    });

    it('costs only its language, which is asked for again and then is English', async () => {
      world.site.fail(pattern('de'));
      const page = await open('z-api', 'lang="de" app-name="Acme"');
      await drawnInTime(page);
      await until(() => asked('de') === 2, 'the second request');
      await has(page, '[part~=card][lang=en]');
      assert.deepEqual([await told(page), page.crashes], [[], []]);
    });
  });
