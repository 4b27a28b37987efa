import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import QRCode from 'qrcode';
import { toFirstCode } from '../../src/relay/first-code.js';
import { figure, median, table } from './numbers.js';
import { SlowLine, type LineSpeed } from './slow-line.js';
import { type Site, TEXT, withPage } from './site.js';

interface Subject {
  readonly name: string;
  /** What is bundled; the drop-in is served as it was built. */
  readonly script?: string;
  /** The page names what the first code needs, with the lines of the drop-in's `preload.html`. */
  readonly isPreloaded?: true;
  readonly html: string;
  /** An expression: the code is in the document. */
  readonly ready: string;
}

/** What stands around the code in a page that somebody writes by hand. */
const around = (code: string) => `<main><h1>Link WhatsApp to Acme CRM</h1>${code}<p>New code in <span>60</span> s</p>
  <ol><li>Open WhatsApp on your phone</li><li>Tap Menu or Settings</li><li>Tap Linked devices, then Link a device</li><li>Scan this QR code</li></ol></main>`;

/** Asks the backend as a page by hand does, counts the seconds, and calls \`show\` with each new code. */
const byHand = `
  let left = 60;
  const ask = async () => {
    const update = await (await fetch('/login', { cache: 'no-store' })).json();
    if (update.type === 'qr') show(update.text);
    setTimeout(ask, 2000);
  };
  void ask();
  setInterval(() => (document.querySelector('span').textContent = --left), 1000);`;

const ours = (content = '') =>
  `<script type="module" src="/cdn/wa-qr-login.js"></script><wa-qr-login backend-url="/login" method="qr">${content}</wa-qr-login>`;
const drawn = `document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('.qr > canvas')`;
/** The lines that the build prints for a page's head. */
const preload = () =>
  readFileSync(new URL('../../dist/cdn/preload.html', import.meta.url), 'utf8').replaceAll('./', '/cdn/');
const { html: firstCode } = await toFirstCode({ type: 'qr', text: TEXT, expiresIn: 60 }, {});

const SUBJECTS: readonly Subject[] = [
  {
    name: '`<wa-qr-login>`',
    html: ours(),
    ready: drawn,
  },
  {
    name: 'the same with `preload.html`',
    html: ours(),
    isPreloaded: true,
    ready: drawn,
  },
  {
    name: 'the same with `relay.first`',
    html: ours(firstCode),
    ready: `document.querySelector('wa-qr-login > svg')`,
  },
  {
    name: 'React and `qrcode.react`',
    script: `import { createElement as h, useEffect, useState } from 'react';
      import { createRoot } from 'react-dom/client';
      import { QRCodeSVG } from 'qrcode.react';
      const steps = ['Open WhatsApp on your phone', 'Tap Menu or Settings', 'Tap Linked devices, then Link a device', 'Scan this QR code'];
      function Login() {
        const [text, setText] = useState();
        const [left, setLeft] = useState(60);
        useEffect(() => {
          const ask = async () => {
            const update = await (await fetch('/login', { cache: 'no-store' })).json();
            if (update.type === 'qr') setText(update.text);
            setTimeout(ask, 2000);
          };
          void ask();
          setInterval(() => setLeft((seconds) => seconds - 1), 1000);
        }, []);
        return h('div', null, h('h1', null, 'Link WhatsApp to Acme CRM'), text && h(QRCodeSVG, { value: text, size: 264, level: 'L' }),
          h('p', null, 'New code in ', left, ' s'), h('ol', null, steps.map((step) => h('li', { key: step }, step))));
      }
      createRoot(document.querySelector('main')).render(h(Login));`,
    html: '<main></main>',
    ready: `document.querySelector('main svg path + path')`,
  },
  {
    name: '`<sl-qr-code>` and a script',
    script: `import '@shoelace-style/shoelace/dist/components/qr-code/qr-code.js';
      const show = (text) => (document.querySelector('sl-qr-code').value = text);${byHand}`,
    html: around('<sl-qr-code size="264" error-correction="L"></sl-qr-code>'),
    ready: `document.querySelector('sl-qr-code')?.value && document.querySelector('sl-qr-code').shadowRoot?.querySelector('canvas')`,
  },
  {
    name: 'a script and `qr`',
    script: `import encodeQR from 'qr';
      const show = (text) => (document.querySelector('div').innerHTML = encodeQR(text, 'svg', { ecc: 'low' }));${byHand}`,
    html: around('<div style="width:264px"></div>'),
    ready: `document.querySelector('main svg')`,
  },
  {
    name: 'the code in the HTML, and a script',
    script: `const show = () => undefined;${byHand}`,
    html: around(
      `<div style="width:264px">${await QRCode.toString(TEXT, { type: 'svg', errorCorrectionLevel: 'L' })}</div>`,
    ),
    ready: `document.querySelector('main svg')`,
  },
];

interface Line extends LineSpeed {
  readonly name: string;
  /** How many times slower the processor is. */
  readonly at: number;
  readonly isWarm?: boolean;
  readonly isHttp2?: boolean;
}
/** WebPageTest's “3G Slow” and “4G”, https://docs.webpagetest.org/getting-started/ */
const slow3G = { rate: 50_000, roundTrip: 400 };
const fast4G = { rate: 1_125_000, roundTrip: 170 };
const LINES: readonly Line[] = [
  { name: 'slow 3G, 6×', at: 6, ...slow3G },
  { name: 'slow 3G, HTTP/2', at: 6, ...slow3G, isHttp2: true },
  { name: 'fast 4G, 4×', at: 4, ...fast4G },
  { name: 'fast 4G, HTTP/2', at: 4, ...fast4G, isHttp2: true },
  { name: 'fast 4G, warm', at: 4, ...fast4G, isWarm: true },
];

/** Looks once a frame, from the first one on; the task after the frame in which it was found runs when that is painted. */
const probe = (ready: string) => `<script>
  const look = () => {
    if (!(${ready})) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (globalThis.painted = performance.now());
    port2.postMessage(0);
  };
  requestAnimationFrame(look);
</script>`;

const pathOf = (subject: Subject) => `/job/${SUBJECTS.indexOf(subject)}`;

async function publish(site: Site): Promise<void> {
  for (const subject of SUBJECTS) {
    const path = pathOf(subject);
    if (subject.script) await site.bundle(`${path}.js`, subject.script);
    const script = subject.script ? `<script type="module" src="${path}.js"></script>` : '';
    const head = subject.isPreloaded ? preload() : '';
    site.page(path, `${head}${probe(subject.ready)}${script}<body>${subject.html}`);
  }
}

const painted = (page: Page) =>
  page.waitForFunction('globalThis.painted', { timeout: 120_000 }).then((at) => at.jsonValue() as Promise<number>);

/** From the start of the navigation until the code is painted, ms. */
async function load(browser: Browser, site: Site, path: string, line: Line): Promise<number> {
  const { at, isWarm, isHttp2 } = line;
  const { protocol, hostname, port } = new URL(isHttp2 ? site.secureOrigin : site.origin);
  const slow = await SlowLine.open(Number(port), line);
  const url = `${protocol}//${hostname}:${slow.port}${path}`;
  const time = await withPage(browser, at, async (page) => {
    if (isWarm) {
      await page.goto(url);
      await painted(page);
    }
    await page.goto(url);
    return painted(page);
  });
  slow.close();
  return time;
}

interface Work {
  /** Of the main thread until the code is painted, ms. */
  readonly toCode: number;
  /** Of the main thread in each second of the next five, ms. */
  readonly idle: number;
  readonly bytes: number;
  readonly requests: number;
}

/** What had come when the code was painted. Runs in the page. */
const LOADED = `(() => {
  const came = performance.getEntries().filter(({ responseEnd }) => responseEnd <= painted && responseEnd > 0);
  return { bytes: came.reduce((sum, { transferSize }) => sum + transferSize, 0), requests: came.length };
})()`;

const taskTime = async (cdp: CDPSession) =>
  ((await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) *
  1_000;

const work = (browser: Browser, url: string): Promise<Work> =>
  withPage(browser, 1, async (page, cdp) => {
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await taskTime(cdp);
    await page.goto(url);
    await painted(page);
    const atCode = await taskTime(cdp);
    const loaded = (await page.evaluate(LOADED)) as Pick<Work, 'bytes' | 'requests'>;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const rested = await taskTime(cdp);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return { toCode: atCode - before, idle: ((await taskTime(cdp)) - rested) / 5, ...loaded };
  });

export async function sameJob(browser: Browser, site: Site, samples: number): Promise<string> {
  await publish(site);
  const times = SUBJECTS.map(() => LINES.map((): number[] => []));
  const works = SUBJECTS.map((): Work[] => []);
  for (let sample = 0; sample < samples; sample++)
    for (const [at, subject] of SUBJECTS.entries()) {
      for (const [column, line] of LINES.entries())
        times[at]![column]!.push(await load(browser, site, pathOf(subject), line));
      works[at]!.push(await work(browser, site.origin + pathOf(subject)));
    }
  const of = (row: readonly Work[], key: keyof Work) => median(row.map((one) => one[key]));
  const rows = SUBJECTS.map(({ name }, at) => [
    name,
    ...LINES.map((_, column) => figure(median(times[at]![column]!) / median(times[0]![column]!))),
    figure(of(works[at]!, 'toCode'), ' ms'),
    figure(of(works[at]!, 'idle'), ' ms'),
    figure(of(works[at]!, 'bytes') / 1_000, ' kB'),
    figure(of(works[at]!, 'requests')),
  ]);
  const header = [
    '',
    ...LINES.map(({ name }) => name),
    'CPU to the code',
    'CPU in a second after',
    'bytes',
    'requests',
  ];
  return `${table(header, rows)}

Each page asks a backend for the code, shows it with a title, four steps and its time, and goes on asking. Under the names of the lines: the time from the start of the navigation to the frame that shows
the code, as a ratio to ours, medians of ${samples}, taken in turns, cold unless it says warm. CPU: thread time of the main thread, neither line nor processor slowed. Bytes and requests, with their headers and that
of the page, until the code is painted. The lines are WebPageTest’s: 400 kbit/s and 400 ms there and back, 9 Mbit/s and 170 ms; a new connection costs a round trip more.`;
}
