// Pages in a process of their own, which ask their host's processes as the element does, and hold their answers to be examined.
import { Agent, get } from 'node:http';

const ports: readonly number[] = JSON.parse(process.env['PORTS']!);
const instances: readonly string[] = JSON.parse(process.env['INSTANCES']!);
const bare = Number(process.env['BARE']);
const count = Number(process.env['PAGES']);

/** The element's own: between two questions, after an answer that never came, and the number of pages that open in a second. */
const EVERY = 2_000;
const AFTER_FAILURE = 1_000;
const OPENED = 1_000;
const PROBE_EVERY = 10;

const agent = new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: Infinity });
const counted = { answers: 0, held: 0, crossed: 0, failed: 0, open: 0, mostOpen: 0 };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function ask(port: number, path: string): Promise<any> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => resolve(answer.statusCode === 200 ? JSON.parse(text) : undefined));
      answer.on('error', () => resolve(undefined));
    }).on('error', () => resolve(undefined));
  });
}

/** One page of an account, which stays with one process, while others of the same account ask the others. */
class LoadPage {
  /** The type of the last answer, and the number of the last code. */
  type = 'none';
  code = 0;
  readonly #instance: string;
  readonly #port: number;
  #version: string | undefined;

  constructor(instance: string, port: number) {
    this.#instance = instance;
    this.#port = port;
  }

  async live(): Promise<never> {
    for (;;) {
      const askedAt = performance.now();
      const path = `/login/z-api/${this.#instance}?want=qr${this.#version ? `&wait=20&seen=${this.#version}` : ''}`;
      counted.mostOpen = Math.max(counted.mostOpen, ++counted.open);
      const update = await ask(this.#port, path);
      counted.open--;
      const took = performance.now() - askedAt;
      this.#version = update?.version;
      if (update) this.#take(update, took);
      else counted.failed++;
      await pause(update ? Math.max(0, EVERY - took) : AFTER_FAILURE);
    }
  }

  #take({ type, text }: any, took: number): void {
    counted.answers++;
    if (took > EVERY) counted.held++;
    this.type = type;
    if (type !== 'qr') return;
    const [, instance, code] = /^2@(\w+),(\d+),/.exec(text) ?? [];
    if (instance !== this.#instance) counted.crossed++;
    this.code = Number(code);
  }
}

interface Probes {
  readonly relay: number[];
  readonly inside: number[];
  readonly bare: number[];
}
let probes: Probes = { relay: [], inside: [], bare: [] };

async function time(port: number, path: string): Promise<number> {
  const askedAt = performance.now();
  await ask(port, path);
  return performance.now() - askedAt;
}

/** Beside the pages: a question that is answered at once, a constant answer of the same process, and one of another process. */
async function probe(): Promise<never> {
  for (let n = 0; ; n++) {
    const port = ports[n % ports.length]!;
    // The first instance is the one that may hang.
    const instance = instances[1 + (n % (instances.length - 1))]!;
    probes.relay.push(await time(port, `/login/z-api/${instance}?want=qr`));
    probes.inside.push(await time(port, '/bare'));
    probes.bare.push(await time(bare, '/bare'));
    await pause(PROBE_EVERY);
  }
}

function quantiles(times: number[]): { p50: number; p99: number; count: number } {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), count: times.length };
}

const pages: LoadPage[] = [];

function report(): object {
  const types: Record<string, number> = {};
  for (const { type } of pages) types[type] = (types[type] ?? 0) + 1;
  const { relay, inside, bare: outside } = probes;
  probes = { relay: [], inside: [], bare: [] };
  return {
    ...counted,
    types,
    oldest: Math.min(...pages.map(({ code }) => code)),
    relay: quantiles(relay),
    inside: quantiles(inside),
    bare: quantiles(outside),
  };
}

process.on('message', () => process.send?.(report()));
process.on('disconnect', () => process.exit());

for (let n = 0; n < count; n++) {
  const page = new LoadPage(instances[n % instances.length]!, ports[Math.floor(n / instances.length) % ports.length]!);
  pages.push(page);
  void page.live();
  if (n % (OPENED / 20) === 0) await pause(50);
}
void probe();
