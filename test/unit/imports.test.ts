import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findGlobals, readSource, readSources, type Import, type Source } from '../tools/source-imports.js';

/** A group of files with the same rights. `types` may be imported as types besides what `imports` allows. */
interface Layer {
  readonly files: RegExp;
  readonly imports: readonly string[];
  readonly types?: readonly string[];
}

const everything = [
  ...['index', 'element', 'seen', 'session', 'transports', 'gateways', 'adapter', 'gateway'],
  ...['qr', 'messages', 'language', 'advance', 'memory', 'login', 'chunk', 'async'],
];

/** Who may import whom: one direction, from the page to the vocabulary. Packages stand under their own names. */
const layers: Readonly<Record<string, Layer>> = {
  index: { files: /^index\.ts$/, imports: ['element'], types: everything },
  // Types alone, and the registration that they are for.
  frameworks: {
    files: /^(frameworks|react|vue|svelte)\.ts$/,
    imports: ['index'],
    types: [...everything, 'frameworks', 'lit', 'react', 'vue', 'svelte'],
  },
  // The element before it is seen: all the rest is a chunk that it fetches.
  element: {
    files: /^(wa-qr-login(\.css)?|events|later|options|seen|phone-number)\.ts$/,
    imports: ['element', 'frame', 'seen', 'session', 'memory', 'login', 'chunk', 'lit'],
    types: ['gateways', 'messages', 'transports'],
  },
  frame: { files: /^view-frame\.ts$/, imports: ['lit'], types: ['messages'] },
  seen: {
    files: /^(when-seen(\.css)?|face|connect|gate|view(-(?!frame)\w+)?|drawing|rest|texts)\.ts$/,
    imports: ['seen', 'frame', 'transports', 'adapter', 'qr', 'messages', 'advance', 'login', 'chunk', 'async', 'lit'],
    types: ['element', 'session', 'gateway', 'memory'],
  },
  session: { files: /^session\.ts$/, imports: ['login'], types: ['advance', 'lit'] },
  transports: {
    files: /^(transports|socket|trouble)\.ts$/,
    imports: ['transports', 'advance', 'async', 'login'],
    types: ['gateway', 'memory'],
  },
  gateways: { files: /^gateways\/index\.ts$/, imports: ['adapter', 'gateway'] },
  gateway: { files: /^gateways\/gateway\.ts$/, imports: ['login', 'async'] },
  adapter: {
    files: /^gateways\/(backend|green-api|z-api|plugchat)\.ts$/,
    imports: ['gateway', 'engine', 'login', 'async'],
  },
  // Two vendors, one engine.
  engine: { files: /^gateways\/z-engine\.ts$/, imports: ['gateway', 'login'] },
  qr: { files: /^qr(-\w+)?\.ts$/, imports: ['qr', 'login', 'chunk', 'qrcode'] },
  messages: { files: /^messages\/index\.ts$/, imports: ['language', 'chunk'], types: ['login'] },
  language: { files: /^messages\/(?!index)[\w-]+\.ts$/, imports: [], types: ['language', 'login'] },
  advance: { files: /^advance\.ts$/, imports: ['login'] },
  memory: { files: /^memory\.ts$/, imports: ['login'] },
  login: { files: /^login\.ts$/, imports: [] },
  chunk: { files: /^chunk\.ts$/, imports: ['login'] },
  async: { files: /^async\.ts$/, imports: [] },
  relay: {
    files: /^relay(-\w+)?\.ts$/,
    imports: ['relay', 'gateways', 'adapter', 'gateway', 'transports', 'advance', 'memory', 'login', 'async'],
  },
  // It must not grade its own homework: nothing of the product's code, only its types.
  simulator: { files: /^simulator\/(?!node\.ts)[\w-]+\.ts$/, imports: ['simulator', 'qrcode'], types: everything },
  'simulator/node': { files: /^simulator\/node\.ts$/, imports: ['simulator', 'ws', 'node'], types: everything },
};

/** What only the vendor says: it stays in the adapter and in the simulator. */
const vendorWords: Readonly<Record<string, readonly string[]>> = {
  'green-api': [
    ...['accountData', 'alreadyLogged', 'notAuthorized', 'passkeyRequired', 'PassKeyRequire', 'pushname', 'qrCode'],
    ...['sleepMode', 'stateInstance', 'timeoutExpired', 'waInstance', 'wid', 'yellowCard'],
    ...['getAuthorizationCode', 'getStateInstance', 'getWaSettings', 'scanqrcode', 'QUOTE_EXCEEDED'],
  ],
  // PlugChat is the same engine.
  'z-api|plugchat|z-engine': ['smartphoneConnected', 'Client-Token', 'phone-code', 'extension-token'],
};

const layerOf = (file: string): string | undefined =>
  Object.keys(layers).find((name) => layers[name]!.files.test(file));

function ownerOf(target: string): string | undefined {
  if (target.endsWith('.ts')) return layerOf(target);
  return target.startsWith('node:') ? 'node' : target.split('/')[0];
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const layer = layers[layerOf(from) ?? ''];
  const owner = ownerOf(to);
  if (!layer || !owner) return false;
  return layer.imports.includes(owner) || (typeOnly && (layer.types?.includes(owner) ?? false));
}

const forbidden = (sources: readonly Source[]): string[] =>
  sources
    .flatMap(({ imports }) => imports)
    .filter((found) => !isAllowed(found))
    .map(({ from, to, typeOnly }) => `${from} → ${typeOnly ? '(type) ' : ''}${to}`);

/** The first circle of imports that are left at run time. */
function findCircle(sources: readonly Source[]): string[] | undefined {
  const next = new Map(sources.map(({ file, imports }) => [file, imports.filter((found) => !found.typeOnly)]));
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of next.get(file) ?? []) {
      const circle = walk(to, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const { file } of sources) {
    const circle = walk(file, []);
    if (circle) return circle;
  }
  return undefined;
}

function leakedWords(sources: readonly Source[]): string[] {
  return Object.entries(vendorWords).flatMap(([vendor, words]) => {
    const own = new RegExp(`^(gateways/(${vendor})\\.ts$|simulator/)`);
    const others = sources.filter(({ file }) => !own.test(file));
    return others.flatMap(({ file, words: used }) =>
      words.filter((word) => used.has(word)).map((word) => `${file}: ${word}`),
    );
  });
}

describe('The sources', () => {
  const sources = readSources('src');

  it('belong to a layer each', () => {
    assert.deepEqual(
      sources.map(({ file }) => file).filter((file) => !layerOf(file)),
      [],
    );
  });

  it('import only what their layer may', () => {
    assert.deepEqual(forbidden(sources), []);
  });

  it('import each other in no circle', () => {
    assert.equal(findCircle(sources), undefined);
  });

  it('keep the words of a vendor in its adapter and in the simulator', () => {
    assert.deepEqual(leakedWords(sources), []);
  });

  it('need no page left of the view', () => {
    const withPage = new Set(['index', 'element', 'seen', 'chunk', 'qr']);
    const named = findGlobals('src', ['document', 'window']);
    assert.deepEqual(
      named.filter((file) => !withPage.has(layerOf(file) ?? '')),
      [],
    );
    assert.ok(named.length > 0, 'the element names the page, so nothing was looked at');
  });
});

describe('The import rules', () => {
  const broken: readonly (readonly [file: string, text: string])[] = [
    ['login.ts', "import { sleep } from './async.js';"],
    ['session.ts', "import { LitElement } from 'lit';"],
    ['transports.ts', "import { greenApi } from './gateways/index.js';"],
    ['transports.ts', "import { json } from './gateways/gateway.js';"],
    ['transports.ts', "import { type Gateway } from './gateways/gateway.js';"],
    ['gateways/z-api.ts', "import type { Words } from './plugchat.js';"],
    ['gateways/green-api.ts', "export * from './backend.js';"],
    ['gateways/backend.ts', "import { html } from 'lit';"],
    ['messages/es.ts', "import { html } from 'lit';"],
    ['relay.ts', "import { LoginSession } from './session.js';"],
    ['simulator/index.ts', "import { greenApi } from '../gateways/green-api.js';"],
    ['simulator/index.ts', "import { createServer } from 'node:http';"],
    ['view.ts', "const encoder = import('qrcode');"],
    ['helper.ts', "import { advance } from './login.js';"],
  ];
  for (const [file, text] of broken) {
    it(`refuse ${text} in ${file}`, () => {
      assert.equal(forbidden([readSource(file, text)]).length, 1);
    });
  }

  it('let types pass where code must not', () => {
    const sources = [
      readSource('simulator/account.ts', "import type { LoginUpdate } from '../login.js';"),
      readSource('transports.ts', "export type { Gateway } from './gateways/gateway.js';"),
      readSource('session.ts', "type Host = import('lit').ReactiveControllerHost;"),
    ];
    assert.deepEqual(forbidden(sources), []);
  });

  it('find a circle', () => {
    const sources = [
      readSource('view.ts', "import { card } from './view-card.js';"),
      readSource('view-card.ts', "export { line } from './view-line.js';"),
      readSource('view-line.ts', "import './view.js';"),
    ];
    assert.deepEqual(findCircle(sources), ['view.ts', 'view-card.ts', 'view-line.ts', 'view.ts']);
  });

  it('find a leaked word, but not in a comment', () => {
    const text = "// like alreadyLogged\nexport const words = ['accountData'];";
    assert.deepEqual(leakedWords([readSource('session.ts', text)]), ['session.ts: accountData']);
    assert.deepEqual(leakedWords([readSource('gateways/green-api.ts', text)]), []);
  });
});
