import type { Browser } from 'puppeteer-core';
import { figure, median, quantile, table } from './numbers.js';
import { type Site, withPage } from './site.js';

const TRANSPORTS = ['websocket', 'polling'] as const;
type Transport = (typeof TRANSPORTS)[number];
const WHO = ['ours', 'bare'] as const;

/**
 * Runs in the page, and resolves with the ms from an answer to `linked`. The answer's time is the browser's: of a frame when
 * its event began, of a response when its last byte came.
 */
const SCRIPT = `
  const framed = new Map();
  const Native = WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(url) {
      super(url);
      this.addEventListener('message', ({ data }) => data.includes('linked') && framed.set(new URL(url).searchParams.get('id'), performance.now()));
    }
  };
  const frame = () => new Promise(requestAnimationFrame);
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  const bare = {
    websocket: (id, linked) => {
      const socket = new WebSocket(location.origin.replace('http', 'ws') + '/login?id=' + id);
      socket.onmessage = ({ data }) => JSON.parse(data).type === 'linked' && (linked(), socket.close());
    },
    polling: async (id, linked) => {
      for (;;) {
        const answer = await fetch('/login?id=' + id, { cache: 'no-store' });
        if (JSON.parse(await answer.text()).type === 'linked') return linked();
        await pause(500);
      }
    },
  };
  const ours = (transport) => async (id, linked) => {
    const login = document.createElement('wa-qr-login');
    login.backendUrl = (transport === 'websocket' ? location.origin.replace('http', 'ws') : '') + '/login?id=' + id;
    Object.assign(login, { method: 'qr', transport, pollInterval: 0.5 });
    login.addEventListener('linked', () => { linked(); setTimeout(() => login.remove()); });
    document.body.append(login);
    while (!login.shadowRoot.querySelector('.qr > canvas')) await frame();
  };
  const start = { ours: { websocket: ours('websocket'), polling: ours('polling') }, bare };

  globalThis.login = async (who, transport, id) => {
    performance.clearResourceTimings();
    const heard = new Promise((resolve) => {
      globalThis.ready = start[who][transport](id, () => resolve(performance.now()));
    });
    if (who === 'ours') await ready;
    await pause(200);
    await fetch('/link?id=' + id);
    const at = await heard;
    await pause(0);
    const answered = () => performance.getEntriesByType('resource').findLast(({ name }) => name.includes('/login?') && name.includes('id=' + id));
    while (transport === 'polling' && !answered()) await pause(1);
    return at - (transport === 'polling' ? answered().responseEnd : framed.get(id));
  };
`;

async function measure(browser: Browser, site: Site, rate: number, samples: number): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  await withPage(browser, rate, async (page) => {
    await page.goto(`${site.origin}/linked`);
    await page.waitForFunction('globalThis.login && customElements.get("wa-qr-login")');
    const take = (who: string, transport: Transport, id: string) =>
      page.evaluate(`login('${who}', '${transport}', '${id}')`) as Promise<number>;
    for (let sample = -1; sample < samples; sample++)
      for (const transport of TRANSPORTS)
        for (const who of WHO) {
          const taken = await take(who, transport, `${rate}-${sample}-${who}-${transport}`);
          if (sample >= 0) times.set(who + transport, [...(times.get(who + transport) ?? []), taken]);
        }
  });
  return times;
}

export async function linked(browser: Browser, site: Site, samples: number): Promise<string> {
  site.page('/linked', `<script>${SCRIPT}</script><script type="module" src="/cdn/wa-qr-login.js"></script><body>`);
  const rows: string[][] = [];
  for (const rate of [1, 6]) {
    const times = await measure(browser, site, rate, samples);
    for (const transport of TRANSPORTS) {
      const [ours = [], bare = []] = WHO.map((who) => times.get(who + transport));
      rows.push([
        `${transport}, ${rate}×`,
        ...[ours, bare].flatMap((taken) => [figure(median(taken), ' ms'), figure(quantile(taken, 0.95), ' ms')]),
        figure(median(ours) / median(bare)),
        figure(median(ours) / median(times.get('ourswebsocket') ?? [])),
      ]);
    }
  }
  const header = ['', 'ours: median', 'p95', 'bare: median', 'p95', 'ours to bare', 'to our websocket'];
  return `${table(header, rows)}

From the frame that says so (when its event begins), or the last byte of such an answer, to the event \`linked\`; of ${samples} logins each, in turns, after one to warm up. Bare: an \`onmessage\` or a \`fetch\`
loop that reads JSON and calls a function. How long a question is in coming, which is most of a person's wait when polled, is in the last table and not here.`;
}
