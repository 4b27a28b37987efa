import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CLASSIC, drawn, MODULE, status, World, type Tab } from './drop-in.js';

/** What pages run before any other script, so that none of them can change what the language does. */
const freezings: Readonly<Record<string, string>> = {
  'Object.prototype': 'Object.freeze(Object.prototype);',
  'everything in the language': `
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      if (!/^(Object|Function|Array|String|Number|Boolean|Symbol|BigInt|Date|RegExp|Promise|Proxy|(Weak)?(Map|Set)|\\w*Error|(Uint|Int|Float|Big|Data|Array)\\w*(Array|View|Buffer))$/.test(name)) continue;
      Object.freeze(globalThis[name].prototype);
      if (name !== 'Symbol') Object.freeze(globalThis[name]); // Lit adds Symbol.metadata, which no browser has yet
    }
    for (const found of [function* () {}, async () => {}, async function* () {}, [][Symbol.iterator]()])
      Object.freeze(Object.getPrototypeOf(found));
    Object.freeze(Object.getPrototypeOf(Uint8Array.prototype));`,
};

describe('on a page that has frozen', () => {
  let world: World;

  before(async () => (world = await World.start()));
  beforeEach(() => world.reset());
  after(() => world.close());

  const open = (freezing: string, html: string): Promise<Tab> => world.open(`<script>${freezing}</script>${html}`);

  for (const [what, freezing] of Object.entries(freezings)) {
    for (const script of [MODULE, CLASSIC])
      it(`${what}, a code is drawn and linked: ${script}`, async () => {
        const account = world.account();
        const page = await open(freezing, script + world.element(account));
        assert.equal(await page.evaluate(() => Object.isFrozen(Object.prototype)), true);
        await drawn(page);
        account.scan(account.qr ?? '');
        await status(page, 'linked');
        assert.deepEqual(page.crashes, []);
      });

    it(`${what}, a picture is drawn`, async () => {
      const { instance, token } = world.gateway.simulator.add();
      const attributes = `backend-url="${world.gateway.origin}" instance="${instance}" token="${token}" method="qr"`;
      const page = await open(freezing, `${MODULE}<wa-qr-login gateway="green-api" ${attributes}></wa-qr-login>`);
      await drawn(page);
      assert.deepEqual(page.crashes, []);
    });

    it(`${what}, an error has its code`, async () => {
      const page = await open(
        freezing,
        `${MODULE}<script>
          addEventListener('error', ({ detail }) => detail && (document.title = detail.code), true);
        </script><wa-qr-login method="qr" gateway="z-api" instance="1" backend-url="${world.gateway.origin}"></wa-qr-login>`,
      );
      await status(page, 'error');
      assert.equal(await page.title(), 'config');
      assert.deepEqual(page.crashes, []);
    });
  }
});
