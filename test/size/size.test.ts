import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { LANGUAGES } from '../../src/messages/index.js';
import { BUDGETS, SHARE, SLACK } from './budgets.js';

const folder = fileURLToPath(new URL('../../dist/cdn/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.js'));

function bytesOf(path: string): number {
  const file = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: file.length,
  };
  return brotliCompressSync(file, { params }).length;
}

/** A chunk by its name without the hash. */
function chunk(name: string): number {
  const found = files.filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
  assert.equal(found.length, 1, `one chunk named ${name}, not ${found.join(', ') || 'none'}`);
  return bytesOf(folder + found[0]!);
}

const languages = ['pt-br', ...[...LANGUAGES.keys()].filter((tag) => !['in', 'iw', 'pt'].includes(tag))];
const entry = bytesOf(`${folder}wa-qr-login.js`);
const sizes: Readonly<Record<string, number>> = {
  entry,
  'when-seen': chunk('when-seen'),
  encoder: chunk('qrcode'),
  'a language': Math.max(...languages.map(chunk)),
  'green-api': chunk('green-api'),
  'z-api and plugchat': chunk('z-engine'),
  'pictures of codes': chunk('qr-picture'),
  'to the first QR code': entry + chunk('when-seen') + chunk('en') + chunk('qrcode'),
  classic: bytesOf(`${folder}wa-qr-login.classic.js`),
};

describe('the bytes of the drop-in', () => {
  for (const [name, budget] of Object.entries(BUDGETS)) {
    it(`${name}: ${sizes[name]} of ${budget}`, () => {
      const size = sizes[name] ?? NaN;
      assert.ok(size <= budget, `${size} bytes are over the budget of ${budget}`);
      assert.ok(
        size >= budget - Math.max(SLACK, budget / 50),
        `${size} bytes: lower the budget of ${budget} (test/size/budgets.ts)`,
      );
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

  it('have a name each, and none is left out', () => {
    const known = [...languages, 'when-seen', 'qrcode', 'green-api', 'z-engine', 'qr-picture'];
    const others = files.filter((file) => !known.some((name) => file.startsWith(`${name}-`)));
    assert.deepEqual(others.sort(), ['wa-qr-login.classic.js', 'wa-qr-login.js']);
  });
});
