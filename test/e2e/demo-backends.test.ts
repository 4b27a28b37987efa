import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { startDemo } from '../../demo/server.js';
import type { GatewayName } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { linkByQr, PHONE } from '../backends/login-visit.js';
import { environmentFor, startNode, startProgram } from '../backends/running-example.js';
import { scratch } from '../package/packed.js';
import { launchChromium } from '../tools/browser-page.js';

type Environment = Readonly<Record<string, string>>;

/** What the demo leaves to its reader: who is asking, and a port. */
const CUSTOMER = "import { customerOf } from './session.js';\n";
const SAY_PORT = '() => console.log(server.address())';
const LISTEN = `\nconst server = app.listen(0, ${SAY_PORT});\n`;
/** Next.js calls the functions of a route by the method of a request. */
const NEXT_SERVER = `import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import * as route from './app/whatsapp/login/route.js';
const listener = getRequestListener((request) => route[request.method as 'GET'](request));
const server = createServer(listener).listen(0, ${SAY_PORT});
`;

/** Begins each file of a text that holds several. */
const FILE = /^\/\/ (\S+\.ts)$/m;

let simulator: SimulatorServer;
let texts: Readonly<Record<string, string>>;

before(async () => {
  simulator = await startSimulator();
  texts = await readTabs();
});
after(() => simulator.close());

/** Each backend as the playground shows it. */
async function readTabs(): Promise<Readonly<Record<string, string>>> {
  const [demo, browser] = await Promise.all([startDemo({ port: 0 }), launchChromium()]);
  try {
    const page = await browser.newPage();
    await page.goto(`${demo.address}demo/`);
    await page.waitForFunction(() => document.querySelector('#backend-code code')?.textContent !== '');
    const tabs = await page.$$eval('#backend-code [role="tab"]', (all) =>
      all.map((tab) => {
        (tab as HTMLElement).click();
        return [tab.textContent, document.querySelector('#backend-code code')!.textContent] as const;
      }),
    );
    return Object.fromEntries(tabs);
  } finally {
    await Promise.all([browser.close(), demo.close()]);
  }
}

/** A folder of somebody who has installed the package as it was built, and copies the code there. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = scratch();
  mkdirSync(join(folder, 'node_modules/@hono'), { recursive: true });
  for (const name of ['express', '@hono/node-server'])
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name), 'dir');
  symlinkSync(resolve('.'), join(folder, 'node_modules/wa-qr-login'), 'dir');
  cpSync('demo/examples/session.ts', join(folder, 'session.ts'));
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The files that a text holds one after the other, each below its name. */
function splitFiles(text: string): Record<string, string> {
  const [, ...parts] = text.split(FILE);
  return Object.fromEntries(parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? '']] : [])));
}

/** How its reader makes a program of each text. */
const PROGRAMS: Readonly<
  Record<string, [GatewayName, (t: TestContext, text: string, env: Environment) => Promise<string>]>
> = {
  Express: [
    'green-api',
    (t, text, env) => startNode(t, join(project({ 'index.ts': CUSTOMER + text + LISTEN }), 'index.ts'), { ...env }),
  ],
  Next: [
    'green-api',
    (t, text, env) => {
      const { 'relay.ts': relay = '', ...files } = splitFiles(text);
      const folder = project({ ...files, 'relay.ts': CUSTOMER + relay, 'index.ts': NEXT_SERVER });
      return startNode(t, join(folder, 'index.ts'), { ...env });
    },
  ],
  PHP: [
    'green-api',
    (t, text, env) => {
      const file = join(project({ 'backend.php': text }), 'backend.php');
      return startProgram(t, ['php', '-S', '127.0.0.1:$PORT', file], { ...env });
    },
  ],
  Python: [
    'z-api',
    (t, text, env) => startProgram(t, ['python3', join(project({ 'backend.py': text }), 'backend.py')], { ...env }),
  ],
};

describe('the backend code of the playground', { concurrency: 4 }, () => {
  it('is that of these programs', () => {
    assert.deepEqual(Object.keys(texts), Object.keys(PROGRAMS));
  });

  for (const [name, [gateway, start]] of Object.entries(PROGRAMS))
    it(`links a number in ${name}, and refuses strangers`, async (t) => {
      const account = simulator.simulator.add({ gateway, phone: PHONE, linkDelay: 200 });
      const origin = await start(t, texts[name]!, environmentFor(simulator.origin, account));
      assert.equal((await fetch(`${origin}/whatsapp/login`)).status, 401);
      await linkByQr(`${origin}/whatsapp/login`, account);
    });

  for (const [name, file] of [
    ['PHP', 'backend.php'],
    ['Python', 'backend.py'],
  ] as const)
    it(`is in ${name} the file whose every answer is tested elsewhere`, () => {
      assert.equal(texts[name], readFileSync(`demo/examples/${file}`, 'utf8').trim());
    });
});
