import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { GATEWAYS } from '../../src/gateways/registry.js';
import { BUDGETS, SHARE, SLACK } from './budgets.js';

const ENTRY = 'wa-qr-login.js';
const CLASSIC = 'wa-qr-login.classic.js';
const folder = fileURLToPath(new URL('../../dist/cdn/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.js'));

const languages = readdirSync(new URL('../../src/messages/', import.meta.url))
  .filter((file) => /^[a-z]{2}(-[a-z]{2})?\.ts$/.test(file))
  .map((file) => basename(file, '.ts'));
const laterTexts = languages.map((name) => `${name}-later`);

function bytesOf(path: string): number {
  const file = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: file.length,
  };
  return brotliCompressSync(file, { params }).length;
}

/** A chunk's file by its name without the hash. */
function fileOf(name: string): string {
  const found = files.filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
  assert.equal(found.length, 1, `one chunk named ${name}, not ${found.join(', ') || 'none'}`);
  return found[0]!;
}

const weigh = (file: string) => bytesOf(folder + file);
const chunk = (name: string) => weigh(fileOf(name));

const gateways = Object.keys(GATEWAYS);
const entry = weigh(ENTRY);
const sizes: Readonly<Record<string, number>> = {
  entry,
  card: chunk('card'),
  encoder: chunk('qrcode'),
  'a language': Math.max(...languages.map(chunk)),
  'the later texts of a language': Math.max(...laterTexts.map(chunk)),
  'a gateway': Math.max(...gateways.map(chunk)),
  picture: chunk('picture'),
  more: chunk('more'),
  ceremony: chunk('ceremony'),
  sockets: chunk('sockets'),
  'named-gateway': chunk('named-gateway'),
  'phone-metadata': chunk('phone-metadata'),
  'to the first QR code': entry + chunk('card') + chunk('en') + chunk('qrcode'),
  classic: weigh(CLASSIC),
};

describe('the bytes of the drop-in', () => {
  for (const [name, budget] of Object.entries(BUDGETS)) {
    it(`${name}: ${sizes[name]} of ${budget}`, () => {
      const size = sizes[name] ?? NaN;
      assert.ok(size <= budget * SLACK, `${size} bytes are over the budget of ${budget}`);
    });
  }

  it('are a third of ALTCHA’s', (t) => {
    const peer = bytesOf(
      createRequire(import.meta.url)
        .resolve('altcha')
        .replace(/altcha[\w.]*$/, 'altcha.min.js'),
    );
    const share = entry / peer;
    t.diagnostic(`entry ${entry} / ALTCHA ${peer} = ${share.toFixed(3)}, budget ${SHARE}`);
    assert.ok(share <= SHARE, `${share.toFixed(3)} of ALTCHA’s ${peer} bytes`);
  });

  it('have a budget each, and no chunk is left out', () => {
    const parts = ['card', 'qrcode', 'picture', 'more', 'ceremony', 'sockets', 'named-gateway', 'phone-metadata'];
    const chunks = [...languages, ...laterTexts, ...gateways, ...parts].map(fileOf);
    assert.deepEqual([ENTRY, CLASSIC, ...chunks].sort(), files.sort());
    assert.deepEqual(Object.keys(sizes), Object.keys(BUDGETS));
  });
});
