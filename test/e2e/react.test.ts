import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { installPackages } from '../tools/install.mjs';
import { complaints, ReactWorld } from './react-world.js';

/** Where the versions of React are that the component promises to work in. */
const VERSIONS = { 'React 19': '.', 'React 18': 'test/e2e/react-18' } as const;

for (const [version, folder] of Object.entries(VERSIONS))
  describe(`the component in ${version}`, () => {
    let world: ReactWorld;
    before(async () => {
      if (folder !== '.') installPackages(folder);
      world = await ReactWorld.create(`${folder}/node_modules`);
    });
    after(() => world.close());

    it('is rendered on a server as the tag with its attributes, and with nothing else', () => {
      const markup = world.markup('Component');
      assert.match(markup, /^<wa-qr-login [^>]*><b slot="footer">none<\/b><\/wa-qr-login>$/);
      for (const attribute of ['class="wide"', 'backend-url="/login"', 'app-name="Acme"', 'method="qr"', 'lang="en"'])
        assert.ok(markup.includes(` ${attribute}`), markup);
      assert.match(markup, / defer-hydration/);
      assert.doesNotMatch(markup, /object|function|headers|messages|=>|onlinked|manual|status/i);
    });

    it('loses nothing where React comes late: no request before, and all of its listeners, objects and functions after', async () => {
      const { page, said } = await world.open('Component');
      await page.waitForSelector('wa-qr-login >>> .skeleton', { visible: true });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      assert.deepEqual([world.asked, await page.$('wa-qr-login[status]')], [[], null]);
      const before = await page.$('wa-qr-login');
      await page.evaluate('begin()');
      await page.waitForSelector('wa-qr-login[status=qr] >>> canvas');
      assert.equal(await page.$eval('wa-qr-login', (now, was) => now === was, before), true, 'it was rendered anew');
      assert.match(await page.$eval('wa-qr-login >>> h2', (title) => title.textContent), /^Hello \W?Acme\W?, qr$/);
      world.isLinked = true;
      await page.waitForSelector('p');
      assert.equal(await page.$eval('p', (line) => line.textContent), 'Linked: 5511999999999');
      assert.deepEqual(await page.evaluate('heard'), ['waiting', 'qr', 'linked']);
      assert.deepEqual([...new Set(world.asked)], ['known']);
      await page.waitForFunction(() =>
        /Ajax/.test(document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('h2')?.textContent ?? ''),
      );
      assert.deepEqual(complaints(said), []);
      await page.close();
    });

    it('works the same where there was no server, and lets go of its element at the end', async () => {
      const { page, said } = await world.open('Component', { rendered: false });
      await page.evaluate('globalThis.root = begin()');
      await page.waitForSelector('wa-qr-login[status=qr] >>> canvas');
      assert.equal(await page.$eval('wa-qr-login', ({ className }) => className), 'wide');
      world.isLinked = true;
      await page.waitForSelector('p');
      assert.deepEqual(await page.evaluate('heard'), ['waiting', 'qr', 'linked']);
      assert.equal(await page.evaluate('held.at(-1)'), 'wa-qr-login');
      await page.evaluate('root.unmount()');
      await page.waitForFunction(() => !document.querySelector('wa-qr-login'));
      assert.equal(await page.evaluate('held.at(-1)'), undefined);
      assert.deepEqual(complaints(said), []);
      await page.close();
    });

    it('goes on with its login where its gateway is made anew in each render', async () => {
      const { page, said } = await world.open('GatewayAnew');
      await page.evaluate('begin()');
      await page.waitForSelector('wa-qr-login[status=qr] >>> canvas');
      world.isLinked = true;
      await page.waitForSelector('p');
      assert.deepEqual(await page.evaluate('heard'), ['waiting', 'qr', 'linked']);
      assert.deepEqual(complaints(said), []);
      await page.close();
    });

    it('goes from a gateway object to a name, and back to the backend', async () => {
      const { page, said } = await world.open('Switched');
      await page.evaluate('begin()');
      const gateway = () =>
        page.$eval('wa-qr-login', (it) => (typeof it.gateway === 'object' ? it.gateway.source : it.gateway));
      const switches = () => page.$eval('wa-qr-login', ({ manual, required }) => [manual, required]);
      await page.waitForFunction(() => typeof document.querySelector('wa-qr-login')?.gateway === 'object');
      assert.deepEqual([await gateway(), await switches()], ['backend https://never.example/', [true, true]]);
      await page.click('button');
      await page.waitForFunction(
        () => document.querySelector('wa-qr-login')?.gateway === ('no-such-gateway' as string),
      );
      assert.deepEqual((await switches()).map(Boolean), [true, false]);
      await page.click('button');
      await page.waitForFunction(() => document.querySelector('wa-qr-login')?.gateway === 'backend');
      assert.deepEqual((await switches()).map(Boolean), [false, false]);
      await page.$eval('wa-qr-login', (it) => it.start());
      await page.waitForSelector('wa-qr-login[status=qr] >>> canvas');
      assert.deepEqual(complaints(said), []);
      await page.close();
    });

    it('is not needed by the tag itself: React finds the attributes that its server has written', async () => {
      const { page, said } = await world.open('Tag');
      await page.waitForSelector('wa-qr-login >>> h2', { visible: true });
      await page.evaluate('begin()');
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      assert.deepEqual(complaints(said), []);
      assert.equal(await page.$eval('wa-qr-login', ({ appName, status }) => `${appName} ${status}`), 'Acme idle');
      await page.close();
    });
  });
