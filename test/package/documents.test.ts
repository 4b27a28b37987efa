import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { about, pack, scratch } from './packed.js';

const { files } = pack(scratch());
const documents = files.filter((file) => file.endsWith('.md'));
const read = (file: string): string => readFileSync(file, 'utf8');

/** As the pages of npm and of most forges make the anchor of a heading. */
const toAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (file: string): string[] =>
  [...withoutCode(read(file)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => toAnchor(heading));

const withoutCode = (text: string): string => text.replace(/^```[^]*?^```$/gm, '');

/** What a document links to or shows, by a path beside itself. */
const targetsOf = (file: string): string[] =>
  [...withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
    .map(([, link, picture]) => link ?? picture ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));

describe('The documents of the package', () => {
  it('are there', () => {
    assert.ok(documents.includes('README.md') && documents.includes('src/relay/README.md'), documents.join());
  });

  for (const document of documents)
    it(`link only to what is in the package: ${document}`, () => {
      const lost = targetsOf(document).filter((target) => {
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? document : join(dirname(document), path);
        if (anchor !== undefined) return !files.includes(file) || !anchorsOf(file).includes(anchor);
        return !files.some((one) => one === file || one.startsWith(`${file.replace(/\/$/, '')}/`));
      });
      assert.deepEqual(lost, []);
    });

  it('name the version and the path under which a CDN serves the drop-in', () => {
    const addresses = [...read('README.md').matchAll(/https:\/\/cdn\.example\/wa-qr-login@([\d.]+)\/([\w./-]+\.js)/g)];
    assert.ok(addresses.length >= 3);
    for (const [address, version, path = ''] of addresses) {
      assert.equal(version, about['version'], address);
      assert.ok(files.includes(path), address);
    }
  });

  it('let the README begin with what a newcomer needs, in at most 350 lines', () => {
    const lines = read('README.md').split('\n');
    assert.ok(lines.length <= 350, `${lines.length} lines`);
    const headings = lines.filter((line) => line.startsWith('## ')).map((line) => line.slice(3));
    assert.equal(headings[0], 'Two lines in your page, one route on your server');
    assert.ok(headings.indexOf('Reference') > headings.indexOf('Test your integration'));
  });
});
