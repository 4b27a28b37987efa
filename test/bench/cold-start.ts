import type { Browser } from 'puppeteer-core';
import { decode } from '../tools/decode.js';
import { figure, median, quantile, table } from './numbers.js';
import { type Site, TEXT, withPage } from './site.js';

interface Subject {
  readonly name: string;
  /** What is bundled; the drop-in is served as it was built. */
  readonly script?: string;
  readonly html: string;
  /** An expression: what it shows is in the document. */
  readonly ready: string;
}

const text = JSON.stringify(TEXT);

const SUBJECTS: readonly Subject[] = [
  {
    name: '`<wa-qr-login>`',
    html: '<script type="module" src="/cdn/wa-qr-login.js"></script><wa-qr-login backend-url="/login" method="qr"></wa-qr-login>',
    ready: `document.querySelector('wa-qr-login').shadowRoot?.querySelector('.qr > canvas')`,
  },
  {
    name: 'ALTCHA (its box)',
    script: `import 'altcha';`,
    html: '<altcha-widget challenge="/challenge"></altcha-widget>',
    ready: `document.querySelector('altcha-widget input[type=checkbox]')`,
  },
  {
    name: '`<sl-qr-code>`',
    script: `import '@shoelace-style/shoelace/dist/components/qr-code/qr-code.js';`,
    html: `<sl-qr-code size="264" error-correction="L" value="${TEXT}"></sl-qr-code>`,
    ready: `document.querySelector('sl-qr-code').shadowRoot?.querySelector('canvas')`,
  },
  {
    name: '`<wa-qr-code>`',
    script: `import '@awesome.me/webawesome/dist/components/qr-code/qr-code.js';`,
    html: `<wa-qr-code size="264" error-correction="L" value="${TEXT}"></wa-qr-code>`,
    ready: `document.querySelector('wa-qr-code').shadowRoot?.querySelector('canvas')`,
  },
  {
    name: 'qr-code-styling',
    script: `import QRCodeStyling from 'qr-code-styling';
      const qrOptions = { errorCorrectionLevel: 'L', mode: 'Byte' };
      new QRCodeStyling({ width: 264, height: 264, type: 'svg', data: ${text}, qrOptions }).append(document.querySelector('main'));`,
    html: '<main></main>',
    ready: `document.querySelector('main svg clipPath > :nth-child(99)')`,
  },
  {
    name: 'qrcode.react',
    script: `import { createElement } from 'react';
      import { createRoot } from 'react-dom/client';
      import { QRCodeSVG } from 'qrcode.react';
      createRoot(document.querySelector('main')).render(createElement(QRCodeSVG, { value: ${text}, size: 264, level: 'L' }));`,
    html: '<main></main>',
    ready: `document.querySelector('main svg path + path')`,
  },
];

/** Looks once a frame; the task after the frame in which it was found runs when that is painted. */
const probe = (ready: string) => `<script>
  const look = () => {
    if (!(${ready})) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (globalThis.painted = performance.now());
    port2.postMessage(0);
  };
  addEventListener('DOMContentLoaded', () => requestAnimationFrame(look));
</script>`;

const pathOf = (subject: Subject) => `/cold/${SUBJECTS.indexOf(subject)}`;

async function publish(site: Site): Promise<void> {
  for (const subject of SUBJECTS) {
    const path = pathOf(subject);
    if (subject.script) await site.bundle(`${path}.js`, subject.script);
    const script = subject.script ? `<script type="module" src="${path}.js"></script>` : '';
    site.page(path, `${probe(subject.ready)}${script}<body>${subject.html}`);
  }
}

/** From the start of the navigation until it is painted, ms. */
const load = (browser: Browser, url: string, at: number) =>
  withPage(browser, at, async (page) => {
    await page.goto(url);
    return page.waitForFunction('globalThis.painted').then((painted) => painted.jsonValue() as Promise<number>);
  });

/** What is timed is a code that a phone can read, or the numbers mean nothing. */
const check = (browser: Browser, url: string) =>
  withPage(browser, 1, async (page) => {
    await page.setViewport({ width: 640, height: 640, deviceScaleFactor: 2 });
    await page.goto(url);
    await page.waitForFunction('globalThis.painted');
    const read = await decode(page, await page.screenshot({ encoding: 'base64' }));
    if (!Object.values(read).includes(TEXT)) throw new Error(`No readable QR code at ${url}`);
  });

export async function coldStart(browser: Browser, site: Site, samples: number): Promise<string> {
  await publish(site);
  for (const subject of SUBJECTS)
    if (!subject.name.startsWith('ALTCHA')) await check(browser, site.origin + pathOf(subject));
  const times = new Map(SUBJECTS.map((subject) => [subject, { 1: [] as number[], 6: [] as number[] }]));
  for (let sample = 0; sample < samples; sample++)
    for (const at of [1, 6] as const)
      for (const [subject, taken] of times) taken[at].push(await load(browser, site.origin + pathOf(subject), at));
  const ours = times.get(SUBJECTS[0]!)!;
  const rows = [...times].map(([{ name }, taken]) => [
    name,
    ...([1, 6] as const).flatMap((at) => [
      figure(median(taken[at]), ' ms'),
      figure(quantile(taken[at], 0.9), ' ms'),
      figure(median(taken[at]) / median(ours[at])),
    ]),
  ]);
  return `${table(['', '1×: median', 'p90', 'ratio', '6×: median', 'p90', 'ratio'], rows)}

From the start of the navigation to the frame that shows the QR code (of ALTCHA: its box), in a browser context of its own for each of ${samples} samples, taken in turns; the host is local, so
neither bytes nor distance cost anything. Only ours asks a server for the code, and draws a card with words around it: the peers are handed the text in the page, and draw a bare code.`;
}
