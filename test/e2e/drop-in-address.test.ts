import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { drawn, World } from './drop-in.js';

const root = new URL('../../', import.meta.url);
const about = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Record<string, string>;
const folder = `/npm/wa-qr-login@${about['version'] ?? ''}`;

/** What CDNs make of the package: all its files below one address, and one file at that address itself. */
describe('the package at a CDN', () => {
  let world: World;

  before(async () => {
    world = await World.start();
    for (const name of ['unpkg', 'jsdelivr'])
      world.site.folders.set(`/${name}${folder}`, new URL(about[name] ?? '', root));
    world.site.folders.set(`${folder}/`, root);
  });
  after(() => world.close());

  async function draws(script: string): Promise<void> {
    await world.reset();
    const page = await world.open(script + world.element(world.account()));
    await drawn(page);
    assert.deepEqual(page.crashes, []);
  }

  for (const name of ['unpkg', 'jsdelivr'])
    for (const type of ['text/javascript', 'module'])
      it(`works at the bare address that "${name}" names, which redirects nowhere: type="${type}"`, () =>
        draws(`<script type="${type}" src="/${name}${folder}"></script>`));

  it('works at the path that README.md shows, with its chunks beside it', async () => {
    await draws(`<script type="module" src="${folder}/dist/cdn/wa-qr-login.js"></script>`);
    assert.ok(world.site.asked.some((path) => path.startsWith(`${folder}/dist/cdn/card-`)));
  });
});
