import assert from 'node:assert/strict';
import { after, beforeEach, before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { CLASSIC, drawn, engines, MODULE, status, statusInTime, World } from './drop-in.js';

/** Lit as the developer of a page has it, which warns of a second copy. */
async function developersLit(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: "import 'lit';", resolveDir: import.meta.dirname },
    bundle: true,
    conditions: ['development'],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

const tags = ['wa-qr-login', 'acme-first', 'acme-second'];
/** How their titles begin, in two versions. */
const [ONE, TWO] = ['Link What', 'Version 2'];
/** The two ways a page loads the built files, and what real pages do with them. */
for (const [engine, launch] of engines)
  describe(`the script of the drop-in, in ${engine}`, () => {
    let world: World;

    before(async () => (world = await World.start(launch)));
    beforeEach(() => world.reset());
    after(() => world.close());

    /** Opens a page that draws a code. */
    async function draws(html: string): Promise<void> {
      const page = await world.open(html + world.element(world.account()));
      await drawn(page);
      assert.deepEqual(page.crashes, []);
    }

    for (const script of [MODULE, CLASSIC])
      it(`is one line of HTML: ${script}`, async () => {
        const account = world.account();
        const page = await world.open(script + world.element(account));
        await drawn(page);
        account.scan(account.qr ?? '');
        await statusInTime(page, 'linked');
        assert.deepEqual(page.crashes, []);
      });

    it('comes from another origin as a module, with its chunks, where that origin allows it', async () => {
      world.elsewhere.headers = { 'access-control-allow-origin': '*' };
      await draws(`<script type="module" src="${world.elsewhere.origin}/wa-qr-login.js"></script>`);
      assert.ok(world.elsewhere.asked.some((path) => /qrcode-/.test(path)));
      assert.deepEqual(world.site.asked, ['/page'], 'a chunk was looked for beside the page');
    });

    it('is refused as a module where the other origin does not allow it: nothing of the page breaks', async () => {
      const page = await world.open(
        `<script type="module" src="${world.elsewhere.origin}/wa-qr-login.js" onerror="document.title='refused'"></script>
        ${world.element(world.account())}`,
      );
      await page.waitForFunction(() => document.title === 'refused');
      assert.deepEqual(page.crashes, []);
    });

    it('comes from another origin as a classic script without being allowed', async () => {
      await draws(`<script src="${world.elsewhere.origin}/wa-qr-login.classic.js"></script>`);
    });

    it('is at home wherever its folder is, also behind an address with a query', async () => {
      await draws('<script type="module" src="/assets/1.0.0/wa-qr-login.js?cache=1"></script>');
      assert.ok(world.site.asked.some((path) => /^\/assets\/1\.0\.0\/qrcode-/.test(path)));
    });

    it('works behind an address that redirects, where a chunk knows the entry by another address than the page', async () => {
      world.site.redirects.set('/latest.js', '/1.0.0/wa-qr-login.js');
      await draws(MODULE.replace('wa-qr-login.js', 'latest.js'));
      assert.ok(world.site.asked.some((path) => /^\/1\.0\.0\/qrcode-/.test(path)));
    });

    for (const address of ['wa-qr-login.js?v=2', 'latest.js'])
      it(`tells what is wrong also behind such an address: ${address}`, async () => {
        world.site.redirects.set('/latest.js', '/1.0.0/wa-qr-login.js');
        const account = world.account();
        account.fault('unauthorized');
        const page = await world.open(
          `<script>addEventListener('error', ({ detail }) => (document.title = detail?.code), true)</script>
          ${MODULE.replace('wa-qr-login.js', address)}${world.element(account)}`,
        );
        await page.waitForFunction(() => document.title === 'unauthorized');
      });

    it('makes no page’s own Lit warn of a second copy', async () => {
      const lit = await developersLit();
      for (const copies of [1, 2]) {
        const page = await world.open(MODULE + world.element(world.account()));
        await drawn(page);
        for (let copy = 0; copy < copies; copy++) await page.addScriptTag({ content: lit });
        const warnings = page.warnings.filter((text) => text.includes('Multiple versions of Lit'));
        assert.equal(warnings.length > 0, copies > 1, page.warnings.join());
      }
    });

    it('is not changed by what the page has loaded for its own Lit', async () => {
      const hooks = ['litElementHydrateSupport', 'litElementPolyfillSupport', 'litHtmlPolyfillSupport'];
      const page = await world.open(
        `<script>for (const name of ${JSON.stringify(hooks)}) globalThis[name] = () => { document.title = name; }</script>` +
          MODULE +
          world.element(world.account()),
      );
      await drawn(page);
      assert.equal(await page.title(), 'Page');
    });

    const twice: Readonly<Record<string, string>> = {
      'a module twice': MODULE + MODULE,
      'a classic script twice': CLASSIC + CLASSIC,
      'a module and a classic script': MODULE + CLASSIC,
      'a classic script and a module': CLASSIC + MODULE,
      'a module under two addresses': MODULE + MODULE.replace('/wa', '/copy/wa'),
    };
    for (const [what, scripts] of Object.entries(twice))
      it(`may be there twice: ${what}`, async () => {
        await draws(scripts);
      });

    for (const [first, second] of [
      ['one', 'two'],
      ['two', 'one'],
    ] as const)
      it(`may be there in two versions: ${first} stays where ${second} comes later, and both can define tags`, async () => {
        world.site.change = (path, file) => (path.startsWith('/two/') ? file.replaceAll(ONE, TWO) : file);
        const account = world.account();
        const page = await world.open(
          `<script type="module">
            import * as first from '/${first}/wa-qr-login.js';
            import * as second from '/${second}/wa-qr-login.js';
            second.WaQrLogin.define();
            second.WaQrLogin.define('acme-second');
            first.WaQrLogin.define('acme-first');
            first.WaQrLogin.define('acme-first');
            globalThis.isFirst = document.querySelector('wa-qr-login') instanceof first.WaQrLogin;
          </script>
          ${tags.map((tag) => world.element(account, 'app-name="Acme"').replaceAll('wa-qr-login', tag)).join('')}`,
        );
        await page.setViewport({ width: 800, height: 3000 });
        for (const tag of tags) await status(page, 'qr', tag);
        assert.equal(await page.evaluate('isFirst'), true);
        const titles = await page.evaluate(
          (names) =>
            names.map((tag) =>
              document.querySelector(tag)?.shadowRoot?.querySelector('h2')?.textContent.trim().slice(0, 9),
            ),
          tags,
        );
        assert.deepEqual(titles, first === 'two' ? [TWO, TWO, ONE] : [ONE, ONE, TWO]);
        assert.deepEqual(page.crashes, []);
      });

    for (const [kind, src] of [
      ['module', '/wa-qr-login.js'],
      ['', '/wa-qr-login.classic.js'],
    ] as const)
      it(`may be inserted long after the element, and takes what was set before: ${src}`, async () => {
        const account = world.account();
        const page = await world.open('<main></main>');
        await page.evaluate(
          ({ origin, instance, token }, type, address) => {
            const element = document.createElement('wa-qr-login');
            Object.assign(element, { gateway: 'z-api', backendUrl: origin, instance, token });
            Object.assign(element, { messages: { title: 'Late {app}' }, appName: 'Acme' });
            document.querySelector('main')?.append(element);
            document.head.append(Object.assign(document.createElement('script'), { type, src: address }));
          },
          { origin: world.gateway.origin, instance: account.instance, token: account.token },
          kind,
          src,
        );
        await drawn(page);
        const title = await page.evaluate(
          () => document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('h2')?.textContent,
        );
        assert.equal(title?.trim(), 'Late Acme');
        assert.deepEqual(page.crashes, []);
      });
  });
