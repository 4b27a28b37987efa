import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { GATEWAYS } from '../../src/gateways/registry.js';
import { LoginError } from '../../src/login/login-error.js';
import { connectGateway } from '../../src/card/connect.js';
import type { LoginSettings } from '../../src/element/settings.js';
import { readElement, type Named } from '../tools/manifest-element.js';
import { fill } from '../tools/manifest-fill.js';
import { filesOf } from '../tools/manifest.js';

const element = await readElement();
const files = await filesOf();
const names = (list: readonly Named[]): string[] => list.map(({ name }) => name);
const member = (name: string): Named => element.members.find((one) => one.name === name)!;
const literals = (type: string | undefined): string[] =>
  [...(type ?? '').matchAll(/'([^']+)'/g)].map(([, one]) => one!);

describe('What is generated', () => {
  for (const [file, text] of Object.entries(files))
    it(`stands in ${file} as the sources say it (npm run manifest)`, () => {
      assert.equal(readFileSync(file, 'utf8'), text);
    });

  it('holds every table', () => {
    const tables = ['attributes', 'properties', 'methods', 'events', 'error-codes', 'statuses', 'custom-properties'];
    for (const name of [...tables, 'parts', 'slots'])
      assert.ok(
        Object.values(files).some((text) => text.includes(`<!-- manifest: ${name} -->`)),
        name,
      );
  });
});

describe('The manifest', () => {
  it('describes everything it names', () => {
    const { members, attributes, events, slots, cssParts, cssProperties, cssStates } = element;
    const all = [members, attributes, events, slots, cssParts, cssProperties, cssStates];
    for (const list of all) assert.ok(list.length > 0);
    assert.deepEqual(names(all.flat().filter(({ description }) => !description)), []);
  });

  it('holds what a page may set, hear and call, and neither private members nor those of Lit', () => {
    assert.deepEqual(
      names(element.members).filter(
        (name) => !/^(status|define|start|stop|restart|requestCode|headers|messages|passkeyExtension)$/.test(name),
      ),
      element.attributes.flatMap(({ fieldName, name }) => (fieldName && name !== 'lang' ? [fieldName] : [])),
    );
    assert.doesNotMatch(files['dist/custom-elements.json']!, /"#|willUpdate|firstUpdated|connectedCallback|"src\//);
    assert.deepEqual(names(element.events), ['linked', 'expired', 'error', 'statechange']);
  });

  it('tells the values of attributes that have few', () => {
    const { attributes } = element;
    const valuesOf = (name: string) => literals(attributes.find((one) => one.name === name)?.type?.text).sort();
    assert.deepEqual(valuesOf('transport'), ['auto', 'polling', 'websocket']);
    assert.deepEqual(valuesOf('method'), ['auto', 'code', 'qr']);
    assert.deepEqual(valuesOf('theme'), ['auto', 'dark', 'light']);
  });

  it('names the gateways that there are', async () => {
    const gateways = literals(member('gateway').type?.text);
    assert.deepEqual(gateways.sort(), ['backend', ...Object.keys(GATEWAYS)].sort());
    for (const gateway of gateways)
      assert.ok(await connectGateway({ ...bare, gateway, querySelector: () => null }), gateway);
    await assert.rejects(connectGateway({ ...bare, gateway: 'pigeon', querySelector: () => null }), LoginError);
  });

  it('names a custom state for each status', () => {
    assert.deepEqual(names(element.cssStates).sort(), literals(member('status').type?.text).sort());
  });

  it('names the parts and the slots that the templates have', () => {
    // Where one of two names is chosen, both are written out.
    const templates = sources(/^(card|element)\/[\w-]+\.ts$/).replace(
      /part=\$\{\w+ \? '([\w ]+)' : '([\w ]+)'\}/g,
      'part="$1" part="$2"',
    );
    assert.deepEqual(found(templates, /\bpart="([\w ]+)"/g), names(element.cssParts).sort());
    assert.deepEqual(found(templates, /<slot name="(\w+)"/g), names(element.slots).sort());
  });

  it('names the custom properties that the style sheet reads, with their defaults', () => {
    const read = [...sources(/\.css\.ts$/).matchAll(/var\((--wa-[\w-]+), ((?:[^()]|\([^()]*\))+)\)/g)];
    // One that differs from card to card is documented with the last of its defaults, which holds for the widest.
    const defaults = new Map(read.map(([, name, usual]) => [name, usual]));
    assert.deepEqual(
      [...defaults].map(([name, usual]) => `${name}: ${usual}`).sort(),
      element.cssProperties.map((one) => `${one.name}: ${one.default}`).sort(),
    );
  });
});

describe('The editors', () => {
  it('offer the tag, its attributes and their values', () => {
    const { tags } = JSON.parse(files['dist/vscode.html-custom-data.json']!) as { tags: { attributes: Offered[] }[] };
    const attributes = tags[0]?.attributes ?? [];
    assert.deepEqual(names(attributes), names(element.attributes));
    const transport = attributes.find(({ name }) => name === 'transport');
    assert.deepEqual(names(transport?.values ?? []), ['auto', 'polling', 'websocket']);
  });

  it('offer the parts and the custom properties in style sheets', () => {
    const css = JSON.parse(files['dist/vscode.css-custom-data.json']!) as Record<string, Named[]>;
    assert.deepEqual(names(css['properties']!), names(element.cssProperties));
    assert.equal(css['pseudoElements']?.length, element.cssParts.length);
  });

  it('offer the events and the properties in the IDEs of JetBrains', () => {
    const types = JSON.parse(files['dist/web-types.json']!) as WebTypes;
    const [tag] = types.contributions.html.elements;
    assert.deepEqual(names(tag!.js.events), names(element.events));
    assert.ok(names(tag!.js.properties).includes('messages'));
  });
});

describe('A text with markers', () => {
  const read = (path: string): string => sourcesByPath[path] ?? assert.fail(`read ${path}`);
  const filled = (text: string): string => fill(text, { tables: { parts: '| part |' }, read });

  it('is given its tables, in place of former ones', () => {
    const expected = 'a\n<!-- manifest: parts -->\n\n| part |\n\n<!-- /manifest -->\nb';
    assert.equal(filled('a\n<!-- manifest: parts -->\nold\n<!-- /manifest -->\nb'), expected);
    assert.equal(filled(expected), expected);
  });

  it('may not ask for a table that there is none of', () => {
    assert.throws(() => filled('<!-- manifest: pigeons -->\n<!-- /manifest -->'), /no table pigeons/);
  });

  it('is given the code of a whole file', () => {
    const expected = '<!-- from whole.js -->\n```js\nconst a = 1;\n```\nb';
    assert.equal(filled('<!-- from whole.js -->\n```ts\nold\n```\nb'), expected);
    assert.equal(filled(expected), expected);
    assert.equal(filled('<!-- from whole.js -->\n'), '<!-- from whole.js -->\n```js\nconst a = 1;\n```\n');
  });

  it('is given a region, moved to the left, without the marks of others', () => {
    const expected = '<!-- from App.vue#usage -->\n\n```vue\n<b>\n  <i />\n\n</b>\n```\n';
    assert.equal(filled('<!-- from App.vue#usage -->\n\n```html\nold\n\nolder\n```\n'), expected);
    assert.equal(filled(expected), expected);
  });

  it('is given each of several blocks its own', () => {
    const twice = filled('<!-- from whole.js -->\n```\n```\nand\n<!-- from App.vue#inner -->\n```\nx\n```');
    assert.match(twice, /js\nconst a = 1;\n```\nand\n<!-- from App.vue#inner -->\n```vue\n<i \/>\n```$/);
  });

  it('may not ask for a region that there is none of', () => {
    assert.throws(() => filled('<!-- from App.vue#pigeon -->\n```\n```'), /no region pigeon in App\.vue/);
  });
});

interface Offered extends Named {
  readonly values: readonly Named[];
}

interface WebTypes {
  readonly contributions: {
    readonly html: {
      readonly elements: readonly { readonly js: { readonly events: Named[]; readonly properties: Named[] } }[];
    };
  };
}

const sourcesByPath: Readonly<Record<string, string>> = {
  'whole.js': 'const a = 1;\n',
  'App.vue': `<template>
  <!-- #region usage -->
  <b>
    <!-- #region inner -->
    <i />
    <!-- #endregion -->

  </b>
  <!-- #endregion -->
  <u />
</template>
`,
};

const bare = {
  ...{
    transport: 'auto',
    method: 'auto',
    backendUrl: 'https://gateway.example/login',
    baseURI: 'https://app.example/',
  },
  ...{ instance: undefined, token: undefined, clientToken: undefined, authScheme: undefined },
  ...{ qrFormat: 'text', qrDomain: undefined, maxCodes: undefined, pollInterval: undefined },
} satisfies Omit<LoginSettings, 'gateway'>;

function sources(files: RegExp): string {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => files.test(file))
    .map((file) => readFileSync(`src/${file}`, 'utf8'))
    .join('\n');
}

function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].flatMap(([, name]) => name!.split(' ')))].sort();
}
