import type { Browser, Page } from 'puppeteer-core';
import { figure, median, table } from './numbers.js';
import { type Site, TEXT, withPage } from './site.js';

/** Each a module that leaves `encode(text)` in its page, which tells how many modules wide the code is; all as bytes, at level L. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'ours (`qrcode`, its core, one mask)': `import './our-encoder.ts';`,
  'ours, by the best of eight masks': `import encoder from 'qrcode/lib/core/qrcode.js';
    const options = { errorCorrectionLevel: 'L' };
    globalThis.encode = (text) =>
      encoder.create([{ data: new TextEncoder().encode(text), mode: 'byte' }], options).modules.size;`,
  '`qrcode`, as it is': `import { create } from 'qrcode';
    globalThis.encode = (text) => create(text, { errorCorrectionLevel: 'L' }).modules.size;`,
  '`qr`': `import encodeQR from 'qr';
    globalThis.encode = (text) => encodeQR(text, 'raw', { ecc: 'low', border: 1, encoding: 'byte' }).length - 2;`,
  '`lean-qr`': `import { generate, mode, correction } from 'lean-qr';
    const options = { minCorrectionLevel: correction.L, maxCorrectionLevel: correction.L };
    globalThis.encode = (text) => generate(mode.bytes(new TextEncoder().encode(text)), options).size;`,
  '`uqr`': `import { encode } from 'uqr';
    globalThis.encode = (text) => encode(text, { ecc: 'L', border: 0 }).size;`,
  '`qrcode-generator`': `import generator from 'qrcode-generator';
    globalThis.encode = (text) => {
      const code = generator(0, 'L');
      code.addData(text, 'Byte');
      code.make();
      return code.getModuleCount();
    };`,
};

declare global {
  function encode(text: string): number;
}

/** In the page: ms for each encoding; no text comes twice. All make a code of version 10, 57 modules wide. */
function run(text: string, times: number, from: number): number {
  const start = performance.now();
  for (let i = 0; i < times; i++)
    if (encode(text.slice(0, -6) + String(100_000 + from + i)) !== 57) throw new Error('It is another code');
  return (performance.now() - start) / times;
}

const open = async (page: Page, url: string) => {
  await page.goto(url);
  await page.waitForFunction(`globalThis.encode`);
};

async function cold(browser: Browser, url: string, at: number): Promise<number> {
  return withPage(browser, at, async (page) => {
    await open(page, url);
    return page.evaluate(run, TEXT, 1, 0);
  });
}

/** All in one browser context, round by round, so that whatever slows the machine slows each of them. */
async function hot(browser: Browser, urls: readonly string[], rounds: number): Promise<number[]> {
  const times = urls.map((): number[] => []);
  const context = await browser.createBrowserContext();
  const pages = await Promise.all(urls.map(() => context.newPage()));
  for (const [at, page] of pages.entries()) {
    await open(page, urls[at]!);
    await page.evaluate(run, TEXT, 150, 0);
  }
  for (let round = 1; round <= rounds; round++)
    for (const [at, page] of pages.entries()) times[at]!.push(await page.evaluate(run, TEXT, 20, 1_000 * round));
  await context.close();
  return times.map(median);
}

export async function encoder(browser: Browser, site: Site, samples: number): Promise<string> {
  const names = Object.keys(SUBJECTS);
  const bytes: number[] = [];
  for (const [at, script] of Object.values(SUBJECTS).entries()) {
    bytes.push(await site.bundle(`/encoder/${at}.js`, script));
    site.page(`/encoder/${at}`, `<script type="module" src="/encoder/${at}.js"></script>`);
  }
  const urls = names.map((_, at) => `${site.origin}/encoder/${at}`);
  const first = names.map(() => ({ 1: [] as number[], 6: [] as number[] }));
  for (let sample = 0; sample < samples; sample++)
    for (const rate of [1, 6] as const)
      for (const [at, url] of urls.entries()) first[at]![rate].push(await cold(browser, url, rate));
  const later = await hot(browser, urls, 3 * samples);
  const rows = names.map((name, at) => [
    name,
    figure(later[at]!, ' ms'),
    figure(later[at]! / later[0]!),
    ...([1, 6] as const).flatMap((rate) => [
      figure(median(first[at]![rate]), ' ms'),
      figure(median(first[at]![rate]) / median(first[0]![rate])),
    ]),
    String(bytes[at]),
  ]);
  return `${table(['', 'hot, 1×', 'ratio', 'cold, 1×', 'ratio', 'cold, 6×', 'ratio', 'bundle, B'], rows)}

A text of ${TEXT.length} characters to a matrix of modules, in Chromium. Hot: the median of ${3 * samples} rounds of 20 texts, after 150. Cold: the first call in a browser context of its own, once
the module is loaded. Bundles by esbuild, brotli-11; our build leaves \`qrcode\`'s search for segments out, and esbuild here does not. The others choose among eight masks, each by its own reading of the standard.`;
}
