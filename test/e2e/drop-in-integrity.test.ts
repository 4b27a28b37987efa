import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import { builtFiles, drawn, engines, settled, statusInTime, World, type Tab } from './drop-in.js';

interface Integrity {
  readonly files: Readonly<Record<string, string>>;
  readonly importmap: { readonly integrity: Readonly<Record<string, string>> };
}

const cdn = new URL('../../dist/cdn/', import.meta.url);
const { files, importmap } = JSON.parse(readFileSync(new URL('integrity.json', cdn), 'utf8')) as Integrity;
const hash = (name: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(new URL(name, cdn)))
    .digest('base64')}`;

it('is printed for every file of the build, and by import map for every module', () => {
  assert.deepEqual(files, Object.fromEntries(builtFiles().map((name) => [name, hash(name)])));
  const modules = builtFiles().filter((name) => !name.includes('.classic.'));
  assert.deepEqual(importmap.integrity, Object.fromEntries(modules.map((name) => [`./${name}`, hash(name)])));
});

/** The values that the build prints, on pages whose files come from a CDN that has been broken into. */
for (const [engine, launch] of engines)
  describe(`the integrity of the drop-in, in ${engine}`, () => {
    let world: World;

    before(async () => (world = await World.start(launch)));
    beforeEach(async () => {
      await world.reset();
      world.elsewhere.headers = { 'access-control-allow-origin': '*' };
    });
    after(() => world.close());

    const script = (name: string, value = files[name], type = '') =>
      `<script ${type} crossorigin src="${world.elsewhere.origin}/${name}" integrity="${value}" onerror="document.title='refused'"></script>`;
    const module = () => script('wa-qr-login.js', undefined, 'type="module"');
    /** As the README says: each `./` is the address of the folder. */
    const map = () =>
      `<script type="importmap">${JSON.stringify(importmap).replaceAll('"./', `"${world.elsewhere.origin}/`)}</script>`;
    const open = (html: string, lang = '') => world.open(html + world.element(world.account(), lang));
    const tamperWith = (name: RegExp) =>
      (world.elsewhere.change = (path, file) => (name.test(path) ? `${file};globalThis.evil = true` : file));
    const isHarmed = (page: Tab) => page.evaluate(() => 'evil' in globalThis);

    it('lets the classic script run, which is all there is', async () => {
      const page = await open(script('wa-qr-login.classic.js'), 'lang="de"');
      await drawn(page);
      assert.deepEqual(world.elsewhere.asked, ['/wa-qr-login.classic.js']);
    });

    for (const [name, tag] of [
      ['wa-qr-login.classic.js', () => script('wa-qr-login.classic.js')],
      ['wa-qr-login.js', module],
    ] as const)
      it(`keeps ${name} out when it was tampered with`, async () => {
        tamperWith(new RegExp(name));
        const page = await open(tag());
        await page.waitForFunction(() => document.title === 'refused');
        assert.equal(await page.evaluate(() => customElements.get('wa-qr-login') === undefined), true);
        assert.equal(await isHarmed(page), false);
      });

    it('of the module says nothing about its chunks', async () => {
      tamperWith(/qrcode-/);
      const page = await open(module());
      await drawn(page);
      assert.equal(await isHarmed(page), true);
    });

    it('by import map lets module and chunks run', async () => {
      const page = await open(map() + module(), 'lang="de"');
      await drawn(page);
      for (const chunk of [/^\/de-/, /^\/qrcode-/]) assert.ok(world.elsewhere.asked.some((path) => chunk.test(path)));
    });

    it('by import map keeps a chunk out that was tampered with, however often it is asked for', async () => {
      tamperWith(/qrcode-/);
      const page = await open(map() + module());
      await statusInTime(page, 'error');
      await page.evaluate(() => document.querySelector('wa-qr-login')?.restart());
      await statusInTime(page, 'error');
      await settled(page);
      assert.equal(await isHarmed(page), false);
      assert.deepEqual(page.crashes, []);
    });
  });
