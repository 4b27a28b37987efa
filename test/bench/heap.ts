import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { figure, table } from './numbers.js';
import { type Site, TEXT, withPage } from './site.js';

interface Subject {
  readonly name: string;
  readonly script: string;
  /** The body of a function in the page: makes one and puts it into `box`, and resolves when it is drawn. */
  readonly mount: string;
}

const seen = (selector: string) =>
  `while (!element.shadowRoot?.querySelector('${selector}')) await new Promise(requestAnimationFrame);`;
const code = (tag: string) => `const element = Object.assign(document.createElement('${tag}'), { value: '${TEXT}' });
  box.append(element);
  ${seen('canvas')}`;

const SUBJECTS: readonly Subject[] = [
  {
    name: '`<wa-qr-login>`',
    script: '/cdn/wa-qr-login.js',
    mount: `const element = document.createElement('wa-qr-login');
      Object.assign(element, { backendUrl: '/login', method: 'qr' });
      box.append(element);
      ${seen('.qr > canvas')}`,
  },
  {
    name: '`<sl-qr-code>`',
    script: `import '@shoelace-style/shoelace/dist/components/qr-code/qr-code.js';`,
    mount: code('sl-qr-code'),
  },
  {
    name: '`<wa-qr-code>`',
    script: `import '@awesome.me/webawesome/dist/components/qr-code/qr-code.js';`,
    mount: code('wa-qr-code'),
  },
  {
    name: 'a bare `fetch`, nothing mounted',
    script: '',
    mount: `const answer = await fetch('/login', { cache: 'no-store' });
      await answer.json();`,
  },
];

/** What is in use after a collection: JavaScript's heap and the browser's own beside it, bytes; what the document holds. */
interface Holding {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Some of what a request takes is let go a while later: measured until nothing goes any more. */
async function holding(cdp: CDPSession): Promise<Holding> {
  let last = await measured(cdp);
  for (let same = 0; same < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const now = await measured(cdp);
    same = now.heap < last.heap ? 0 : same + 1;
    if (same === 0) last = now;
  }
  return last;
}

async function measured(cdp: CDPSession): Promise<Holding> {
  await cdp.send('HeapProfiler.collectGarbage');
  const usage = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number; embedderHeapUsedSize?: number };
  const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters');
  return { heap: usage.usedSize + (usage.embedderHeapUsedSize ?? 0), nodes, listeners };
}

/** Mounts so many at a time, and takes them away again unless they are to stay. */
const mount = (page: Page, times: number, batch: number, stay = false) =>
  page.evaluate(`(async () => {
    for (let done = 0; done < ${times}; done += ${batch}) {
      await Promise.all(Array.from({ length: ${batch} }, () => mountOne()));
      if (${!stay}) box.replaceChildren();
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  })()`);

interface Weight {
  readonly each: Holding;
  readonly cycle: Holding;
}

/** `per` of what is held more than before. */
const more = (after: Holding, before: Holding, per: number): Holding => ({
  heap: (after.heap - before.heap) / per,
  nodes: (after.nodes - before.nodes) / per,
  listeners: (after.listeners - before.listeners) / per,
});

const weigh = (browser: Browser, url: string, instances: number, cycles: number): Promise<Weight> =>
  withPage(browser, 1, async (page, cdp) => {
    await page.goto(url);
    await page.waitForFunction('globalThis.box');
    await mount(page, 1.5 * cycles, 20); // what is made once, and all that is compiled
    const fresh = await holding(cdp);
    await mount(page, cycles, 20);
    const worn = await holding(cdp);
    await mount(page, instances, instances, true);
    return { cycle: more(worn, fresh, cycles), each: more(await holding(cdp), worn, instances) };
  });

export async function heap(browser: Browser, site: Site, samples: number): Promise<string> {
  const [instances, cycles] = samples > 2 ? [100, 1_000] : [20, 40];
  const weights: Weight[] = [];
  for (const [at, { script, mount: body }] of SUBJECTS.entries()) {
    const url = script.startsWith('/') ? script : `/heap/${at}.js`;
    await site.bundle(`/heap/${at}.js`, script.startsWith('/') ? '' : script);
    // All in one place, and so all on screen.
    site.page(
      `/heap/${at}`,
      `<style>#box > * { position: absolute; inset: 0 auto auto 0; width: 360px }</style><div id="place"></div>
      <script>const mountOne = async () => { ${body} };</script><script type="module" src="${url}"></script>
      <script type="module">place.id = 'box';</script>`,
    );
    weights.push(await weigh(browser, `${site.origin}/heap/${at}`, instances, cycles));
  }
  const [{ each }] = weights as [Weight];
  const kB = (bytes: number) => figure(bytes / 1024, ' kB');
  const rows = weights.map((weight, at) => [
    SUBJECTS[at]!.name,
    kB(weight.each.heap),
    figure(weight.each.heap / each.heap),
    figure(weight.each.nodes),
    kB(weight.cycle.heap),
    figure(weight.cycle.nodes),
    figure(weight.cycle.listeners),
  ]);
  const header = ['', 'one on the page', 'ratio', 'its nodes', 'one removed leaves', 'nodes', 'listeners'];
  return `${table(header, rows)}

Heap of JavaScript and of the browser's DOM after collections until nothing more goes: for one of ${instances} instances on the page at once, and left behind by one of ${cycles} that were mounted, drawn and
removed, 20 at a time and after as many and half again to warm up. Less than 0.3 kB is noise. Ours is a whole card and asks a server once for each; canvas pixels are in neither heap.`;
}
