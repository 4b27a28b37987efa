import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../tools/install.mjs';
import { CLASSIC, drawn, MODULE, settled, World } from './drop-in.js';

const others = new URL('../drop-in/', import.meta.url);
const LOADER = '<script type="module" src="/wa/webawesome.loader.js"></script>';

/** Web Awesome's own tags begin with `wa-`, too, and its loader looks for every such tag that nobody has defined. */
describe("the drop-in beside Web Awesome's autoloader", () => {
  let world: World;

  before(async () => {
    installPackages(fileURLToPath(others));
    world = await World.start();
    world.site.folders.set('/wa/', new URL('node_modules/@awesome.me/webawesome/dist-cdn/', others));
  });
  beforeEach(() => world.reset());
  after(() => world.close());

  /** A page with one of their elements and one of ours; answers what the loader has asked for in vain, and what it said. */
  async function meet(scripts: string, element = world.element(world.account())) {
    const page = await world.open(`<wa-badge>Theirs</wa-badge>${element}${scripts}`);
    await page.waitForFunction(() => customElements.get('wa-badge'));
    return {
      page,
      chased: () => world.site.asked.filter((path) => path.includes('/qr-login/')),
      warned: () => page.warnings.filter((text) => text.includes('autoload')),
    };
  }

  for (const [which, script] of [
    ['the module', MODULE],
    ['the classic script', CLASSIC],
  ] as const)
    it(`is left alone where ${which} stands before the loader`, async () => {
      const { page, chased, warned } = await meet(script + LOADER);
      await drawn(page);
      await settled(page);
      assert.deepEqual([chased(), warned(), page.crashes], [[], [], []]);
    });

  it('is looked for once, and works all the same, where it stands after the loader', async () => {
    const { page, chased, warned } = await meet(LOADER + MODULE);
    await drawn(page);
    await settled(page);
    assert.deepEqual(chased(), ['/wa/components/qr-login/qr-login.js']);
    assert.deepEqual(warned(), ['Error: Unable to autoload <wa-qr-login> from /wa/components/qr-login/qr-login.js']);
    assert.deepEqual(page.crashes, []);
  });

  it('is left alone when it comes into the page later, with both scripts there', async () => {
    const { page, chased } = await meet(LOADER + MODULE, '');
    await page.waitForFunction(() => customElements.get('wa-qr-login'));
    await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), world.element(world.account()));
    await drawn(page);
    await settled(page);
    assert.deepEqual(chased(), []);
  });

  it('is left alone, in whatever order, under a tag of the page', async () => {
    const element = world.element(world.account()).replaceAll('wa-qr-login', 'acme-qr-login');
    const define = `<script type="module">
      import { WaQrLogin } from '/wa-qr-login.js';
      WaQrLogin.define('acme-qr-login');
    </script>`;
    const { page, chased, warned } = await meet(LOADER + define, element);
    await page.waitForFunction(() => document.querySelector('acme-qr-login')?.shadowRoot?.querySelector('.qr canvas'));
    await settled(page);
    assert.deepEqual([chased(), warned(), page.crashes], [[], [], []]);
  });

  it('does not keep waiting those who wait for every tag', async () => {
    const { page } = await meet(
      `${LOADER}${MODULE}<script type="module">
        import { allDefined } from '/wa/webawesome.loader.js';
        await allDefined();
        document.title = 'All';
      </script>`,
    );
    await page.waitForFunction(() => document.title === 'All');
  });
});
