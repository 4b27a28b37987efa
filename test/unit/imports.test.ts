import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { ESLint } from 'eslint';
import { configs } from 'typescript-eslint';

interface Rule {
  readonly name: string;
}

interface Summary {
  readonly violations: readonly { readonly from: string; readonly rule: Rule }[];
  readonly ruleSetUsed: { readonly forbidden: readonly Rule[] };
}

/** A copy of the sources, into which a test may write what they must not hold. */
const copy = mkdtempSync(join(tmpdir(), 'wa-imports-'));
after(() => rmSync(copy, { recursive: true, force: true }));
for (const name of ['src', '.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'])
  cpSync(name, join(copy, name), { recursive: true });
symlinkSync(resolve('node_modules'), join(copy, 'node_modules'), 'dir');

/** Adds a line to a file, which need not be there yet. */
function write(file: string, text: string): void {
  mkdirSync(join(copy, dirname(file)), { recursive: true });
  appendFileSync(join(copy, file), `${text}\n`);
}

/** What the command line finds. */
function cruise(): Summary {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [program, 'src', '--output-type', 'json'], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  assert.ok(stdout, stderr);
  return (JSON.parse(stdout) as { summary: Summary }).summary;
}

/** A file of its own where there is none of that name; each breaks the rule that it is listed with. */
const broken: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['login-imports', 'src/login/a.ts', "import { sleep } from '../platform/async.js';"],
  ['login-imports', 'src/login/b.ts', "import type { Gateway } from '../gateways/gateway.js';"],
  ['platform-imports', 'src/platform/a.ts', "import { httpClient } from '../gateways/http.js';"],
  ['qr-imports', 'src/qr/a.ts', "import { html } from 'lit';"],
  ['messages-imports', 'src/messages/b.ts', "import { html } from 'lit';"],
  ['messages-types', 'src/messages/a.ts', "import { advance } from '../login/advance.js';"],
  ['gateways-imports', 'src/gateways/a.ts', "import { updates } from '../transport/updates.js';"],
  ['transport-imports', 'src/transport/d.ts', "import type { LoginSession } from '../element/session.js';"],
  ['transport-types', 'src/transport/a.ts', "import { httpClient } from '../gateways/http.js';"],
  ['transport-types', 'src/transport/b.ts', "export * from '../gateways/gateway.js';"],
  ['relay-imports', 'src/relay/a.ts', "import { LoginSession } from '../element/session.js';"],
  ['relay-imports', 'src/relay/b.ts', "import { createServer } from 'node:http';"],
  ['element-imports', 'src/element/a.ts', "import type { Card } from '../card/card.js';"],
  ['element-types', 'src/element/b.ts', "import { updates } from '../transport/updates.js';"],
  ['card-imports', 'src/card/a.ts', "import { createRelay } from '../relay/index.js';"],
  ['wa-qr-login-imports', 'src/wa-qr-login/a.ts', "import type { Relay } from '../relay/index.js';"],
  ['wa-qr-login-types', 'src/wa-qr-login/d.ts', "import { loadMessages } from '../messages/index.js';"],
  ['index-imports', 'src/index/b.ts', "import type { Card } from '../card/card.js';"],
  ['index-types', 'src/index/a.ts', "import { advance } from '../login/advance.js';"],
  ['frameworks-imports', 'src/frameworks/b.ts', "import type { Relay } from '../relay/index.js';"],
  ['frameworks-types', 'src/frameworks/a.ts', "import { createElement } from 'react';"],
  ['simulator-types', 'src/simulator/a.ts', "import { greenApi } from '../gateways/green-api.js';"],
  ['simulator-imports', 'src/simulator/b.ts', "import { createServer } from 'node:http';"],
  ['node-only', 'src/simulator/node.ts', "import { json } from '../gateways/http.js';"],
  ['program', 'src/cli/a.ts', "import { createRelay } from '../relay/index.js';"],
  ['portable', 'src/simulator/e.ts', "import type { SimulatorServer } from './node.js';"],
  ['chunk', 'src/wa-qr-login/b.ts', "import { Card } from '../card/index.js';"],
  ['chunk', 'src/card/b.ts', "import { texts } from '../messages/de.js';"],
  ['chunk', 'src/qr/b.ts', "import { create } from 'qrcode/lib/core/qrcode.js';"],
  ['chunk', 'src/card/c.ts', "import './more.js';"],
  ['adapter', 'src/gateways/z-api.ts', "import { plugChat } from './plugchat.js';"],
  ['dialect', 'src/simulator/c.ts', "import { greenApi } from './green-api/dialect.js';"],
  ['dialects-apart', 'src/simulator/green-api/a.ts', "import { zApi } from '../z-engine/z-api.js';"],
  ['no-room', 'src/helper.ts', "import { advance } from './login/advance.js';"],
  ['no-room', 'src/utils/helper.ts', "import { advance } from '../login/advance.js';"],
  ['no-circle', 'src/login/circle.ts', "export type { B } from './circle/b.js';"],
  ['unresolved', 'src/login/c.ts', "import './nowhere.js';"],
];

const allowed: readonly (readonly [file: string, text: string])[] = [
  ['src/simulator/d.ts', "import type { LoginUpdate } from '../login/login.js';"],
  ['src/transport/c.ts', "export type { Gateway } from '../gateways/gateway.js';"],
  ['src/element/c.ts', "export type Load = typeof import('../messages/index.js');"],
  ['src/relay/node/a.ts', "import { pipeline } from 'node:stream/promises';"],
  ['src/wa-qr-login/c.ts', "export const load = () => import('../card/index.js');"],
];

describe('The import rules', () => {
  const before = cruise();
  for (const [, file, text] of broken) write(file, text);
  for (const [file, text] of allowed) write(file, text);
  write('src/login/circle/b.ts', "export type B = import('../circle.js').B;"); // the other half of the circle
  const found = cruise();
  const brokenBy = (file: string) => found.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  it('are obeyed by the sources', () => {
    assert.deepEqual(before.violations, []);
  });

  it('are each shown to catch something', () => {
    const shown = new Set(broken.map(([rule]) => rule));
    assert.deepEqual(
      found.ruleSetUsed.forbidden.map(({ name }) => name).filter((name) => !shown.has(name)),
      [],
    );
  });

  for (const [rule, file, text] of broken)
    it(`refuse ${text} in ${file} (${rule})`, () => {
      assert.ok(brokenBy(file).includes(rule), brokenBy(file).join());
    });

  it('let types pass where code must not, and code where it is fetched', () => {
    for (const [file] of allowed) assert.deepEqual(brokenBy(file), [], file);
  });
});

describe('The lint rules', () => {
  const eslint = new ESLint({ overrideConfig: configs.disableTypeChecked as object });
  const rules = ['no-restricted-globals', 'no-restricted-properties', 'vendors/words'];
  const complaints = async (filePath: string, text: string) => {
    const [result] = await eslint.lintText(`${text}\n`, { filePath });
    return result!.messages.flatMap(({ ruleId }) => (ruleId && rules.includes(ruleId) ? [ruleId] : []));
  };

  for (const room of ['login', 'transport', 'gateways', 'relay', 'simulator', 'messages'])
    it(`leave no page in ${room}`, async () => {
      const file = `src/${room}/a.ts`;
      assert.deepEqual(await complaints(file, 'export const page = document;'), ['no-restricted-globals']);
      assert.deepEqual(await complaints(file, 'globalThis.window?.focus();'), ['no-restricted-properties']);
      assert.deepEqual(await complaints(file, 'const { document } = globalThis;'), ['no-restricted-properties']);
    });

  it('let the element and the card have a page, and a room without one properties of its names', async () => {
    assert.deepEqual(await complaints('src/card/a.ts', 'document.title;'), []);
    assert.deepEqual(await complaints('src/relay/a.ts', 'export const a = { window: 1 }.window;'), []);
  });

  const leaks: readonly (readonly [owner: string, text: string])[] = [
    ['src/gateways/green-api.ts', "export const words = ['accountData'];"],
    ['src/gateways/green-api.ts', 'export const { stateInstance } = { stateInstance: 1 };'],
    ['src/gateways/green-api.ts', 'export const path = (id: string) => `/waInstance${id}/qr`;'],
    ['src/gateways/z-engine.ts', "export const header = { 'Client-Token': 't' };"],
    ['src/simulator/z-engine/plugchat.ts', "export const isPlugChat = 'plugchat';"],
    ['src/simulator/green-api/dialect.ts', 'export class GreenApiSocket {}'],
  ];
  for (const [owner, text] of leaks)
    it(`leave ${text} to ${owner}`, async () => {
      for (const elsewhere of ['src/element/session.ts', 'src/gateways/http.ts', 'src/simulator/simulator.ts'])
        assert.ok((await complaints(elsewhere, text)).includes('vendors/words'), elsewhere);
      assert.deepEqual(await complaints(owner, text), []);
    });

  it('let the registries name every gateway, and comments what they like', async () => {
    for (const registry of ['src/gateways/registry.ts', 'src/simulator/dialects.ts'])
      assert.deepEqual(await complaints(registry, "export { greenApi } from './green-api.js';"), []);
    assert.deepEqual(await complaints('src/transport/ask.ts', '// Green API says alreadyLogged.\nexport {};'), []);
  });
});
