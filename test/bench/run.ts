// npm run bench: measures ours beside its peers and keeps the tables in README.md.
//
//   npm run bench -- [part …] [--quick]
//
// Parts: cold-start, same-job, encoder, heap, linked, logins, relay; without any, all of them. `--quick` shows that they run, and keeps nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { format } from 'prettier';
import { launchChromium } from '../tools/browser-page.js';
import { installChromium, installPackages } from '../tools/install.mjs';
import { coldStart } from './cold-start.js';
import { encoder } from './encoder.js';
import { heap } from './heap.js';
import { linked } from './linked.js';
import { loginCosts } from './login-costs.js';
import { relayCost } from './relay-cost.js';
import { sameJob } from './same-job.js';
import { Site } from './site.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = fileURLToPath(new URL('README.md', import.meta.url));

interface Part {
  readonly title: string;
  /** Samples of a full run: more where one is cheap. */
  readonly samples: number;
  readonly measure: (samples: number) => Promise<string>;
}

interface Lab {
  readonly browser: Browser;
  readonly site: Site;
}
let lab: Promise<Lab> | undefined;
/** DevTools, listening to the network, keeps 288 B of each request. */
const open = async (): Promise<Lab> => ({
  browser: await launchChromium({ networkEnabled: false, acceptInsecureCerts: true }),
  site: await Site.open(),
});

/** A part that needs a browser. */
const inBrowser =
  (measure: (browser: Browser, site: Site, samples: number) => Promise<string>) =>
  async (samples: number): Promise<string> => {
    const { browser, site } = await (lab ??= open());
    return `${await measure(browser, site, samples)} ${await browser.version()}.`;
  };

const PARTS: Readonly<Record<string, Part>> = {
  'cold-start': { title: 'Cold start, to the code on screen', samples: 9, measure: inBrowser(coldStart) },
  'same-job': { title: 'The same job by hand', samples: 5, measure: inBrowser(sameJob) },
  encoder: { title: 'Encoder', samples: 7, measure: inBrowser(encoder) },
  heap: { title: 'Memory', samples: 3, measure: inBrowser(heap) },
  linked: { title: 'From the answer to `linked`', samples: 15, measure: inBrowser(linked) },
  logins: { title: 'What a login costs', samples: 3, measure: loginCosts },
  relay: { title: 'What the relay costs', samples: 5, measure: relayCost },
};

const INTRODUCTION = `# Benchmarks

Written by \`npm run bench\`, which measures all of a table in one run: only the ratios within it mean something on another machine. A ratio is to ours, the first row.
\`npm run bench -- encoder\` measures one part anew; the peers have a lock file of their own in this folder.`;

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.find((name) => !PARTS[name]);
if (unknown) throw new Error(`There is no part ${unknown}, only ${Object.keys(PARTS).join(', ')}`);

function prepare(): void {
  installPackages();
  installChromium();
  installPackages(fileURLToPath(new URL('.', import.meta.url)));
  if (quick && existsSync(`${root}/dist/cdn/wa-qr-login.js`)) return;
  const { status } = spawnSync('npm', ['run', 'build', '--silent'], { cwd: root, stdio: 'inherit', shell: true });
  if (status !== 0) throw new Error('The build failed');
}

const section = (title: string, text: string) => `## ${title}\n\n${text}`;

/** What was measured now, and the rest as it was. */
async function keep(measured: ReadonlyMap<string, string>): Promise<void> {
  const kept = existsSync(readme) ? readFileSync(readme, 'utf8').split(/^(?=## )/m) : [];
  const sections = Object.values(PARTS).map(
    ({ title }) => measured.get(title) ?? kept.find((text) => text.startsWith(`## ${title}\n`))?.trim() ?? '',
  );
  const text = [INTRODUCTION, ...sections.filter(Boolean)].join('\n\n');
  writeFileSync(readme, await format(text, { parser: 'markdown' }));
}

prepare();
const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}`;
const chosen = names.length > 0 ? names : Object.keys(PARTS);
const measured = new Map<string, string>();
try {
  // The fake clock comes first: a browser has timers of its own in this process.
  for (const name of chosen.sort((a, b) => Number(b === 'logins') - Number(a === 'logins'))) {
    const { title, samples, measure } = PARTS[name]!;
    const load = loadavg()[0]!.toFixed(1);
    const text = await measure(quick ? 1 : samples);
    const day = new Date().toISOString().slice(0, 10);
    measured.set(title, section(title, `${text}\n\n_${day}, ${machine}, load ${load} at the start._`));
    console.log(`\n${measured.get(title)}`);
  }
} finally {
  const opened = await lab;
  await opened?.browser.close();
  opened?.site.close();
}
if (!quick) await keep(measured);
