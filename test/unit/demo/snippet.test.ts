import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { transformSync } from 'esbuild';
import { compile as compileSvelte } from 'svelte/compiler';
import ts from 'typescript';
import { compileScript, compileTemplate, parse } from 'vue/compiler-sfc';
import { FRAMEWORKS as frameworks, NOTES, SNIPPETS, type Written } from '../../../demo/snippet.js';

/** What some framework would take for its own. */
const NASTY = `"a" & 'b' &lt; <c> {d} {{e}} \`\${f}\` \\n`;
const EVIL = { title: '</script><!-- {{x}} ${y} `' };

const relayed: Written = { gateway: 'green-api', isDirect: false, attributes: [], properties: [] };
const direct: Written = { ...relayed, isDirect: true, gateway: 'z-api' };

const named = (value: string | boolean, written = relayed): Written => ({
  ...written,
  attributes: [['app-name', value]],
});
const withMessages: Written = { ...relayed, properties: [['messages', EVIL]] };

/** The React component, run: what the element is handed. */
function react(written: Written): any {
  const source = SNIPPETS.React(written)
    .replace(/^import .*$/m, '')
    .replace('export function', 'return function');
  const { code } = transformSync(`(h, WaQrLogin) => {${source}}`, { loader: 'jsx', jsxFactory: 'h' });
  const component = (0, eval)(code) as (h: (...node: unknown[]) => unknown, WaQrLogin: string) => () => any;
  return component((tag, props) => ({ tag, props }), 'the component')();
}

/** The Angular class, without its decorator: its template and its fields. */
function angular(written: Written): { template: string; fields: any } {
  const source = SNIPPETS.Angular(written);
  const { outputText, diagnostics } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, experimentalDecorators: true },
  });
  assert.deepEqual(diagnostics, []);
  let template = '';
  const core = { Component: (given: { template: string }) => ((template = given.template), () => undefined) };
  const exported: { LinkWhatsApp?: new () => unknown } = {};
  ((0, eval)(`(require, exports) => {${outputText}}`) as (...given: unknown[]) => void)(() => core, exported);
  return { template, fields: { ...(new exported.LinkWhatsApp!() as object) } };
}

/** The value of an attribute as HTML reads it. */
function attribute(markup: string, name: string): string | undefined {
  const raw = new RegExp(`\\n\\s+${name}="([^"]*)"`).exec(markup)?.[1];
  const entities: Record<string, string> = { '&amp;': '&', '&quot;': '"', '&lt;': '<', '&#123;': '{', '&#125;': '}' };
  return raw?.replace(/&[#\w]+;/g, (entity) => entities[entity] ?? assert.fail(entity));
}

describe('the code to copy', () => {
  it('names the address, the gateway and what is set, each on a line', () => {
    assert.match(
      SNIPPETS.HTML(named('Acme')),
      /<wa-qr-login\n {2}backend-url="\/whatsapp\/login"\n {2}app-name="Acme"\n><\//,
    );
    assert.match(
      SNIPPETS.Svelte(direct),
      /<wa-qr-login\n {2}backend-url="\/whatsapp"\n {2}gateway="z-api"\n {2}\{onlinked\}\n><\//,
    );
    for (const framework of frameworks) {
      const code = SNIPPETS[framework]({
        ...relayed,
        attributes: [
          ['manual', true],
          ['theme', ''],
          ['lang', 'he'],
        ],
      });
      assert.match(code, /\n\s+manual\n\s+lang="he"\n/, framework);
      assert.doesNotMatch(code, /theme|gateway=|false/, framework);
    }
  });

  it('takes the address that is given', () => {
    const code = SNIPPETS.HTML({ ...relayed, attributes: [['backend-url', '/my/login']] });
    assert.match(code, /<wa-qr-login\n {2}backend-url="\/my\/login"\n></);
  });

  it('the hosted page has credentials to fill in, and no proxy', () => {
    const code = SNIPPETS.HTML({ ...direct, gateway: 'green-api', attributes: [['qr-domain', 'qr.acme.com']] });
    assert.match(
      code,
      /<wa-qr-login\n {2}gateway="green-api"\n {2}instance="1101…"\n {2}token="…"\n {2}qr-domain="qr.acme.com"\n></,
    );
  });

  it('imports the entry of its framework, or the drop-in of this version', () => {
    const { version, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
    assert.ok(exports['.']);
    assert.match(
      SNIPPETS.HTML(relayed),
      new RegExp(`<script type="module" src="[^"]*/wa-qr-login@${version}/dist/cdn/wa-qr-login\\.js">`),
    );
    assert.match(SNIPPETS.Angular(relayed), /^import 'wa-qr-login';$/m);
    assert.match(SNIPPETS.React(relayed), /^import \{ WaQrLogin \} from 'wa-qr-login\/react';$/m);
    for (const framework of ['Vue', 'Svelte'] as const)
      assert.match(
        SNIPPETS[framework](relayed),
        new RegExp(`^ *import 'wa-qr-login/${framework.toLowerCase()}';$`, 'm'),
      );
  });

  it('hears `linked` as the framework does', () => {
    assert.match(SNIPPETS.HTML(relayed), /login\.addEventListener\('linked', \(\{ detail \}\) => \{/);
    assert.match(SNIPPETS.Vue(relayed), /@linked="onLinked"/);
    assert.equal(typeof react(relayed).props.onLinked, 'function');
    assert.match(SNIPPETS.Angular(relayed), /schemas: \[CUSTOM_ELEMENTS_SCHEMA\]/);
    assert.match(angular(relayed).template, /\(linked\)="onLinked\(\$event\)"/);
    assert.match(SNIPPETS.Svelte(relayed), /function onlinked\(\{ detail \}\)[^]*\{onlinked\}/);
  });

  it('a value stays what it was in HTML, Vue and Svelte', () => {
    for (const framework of ['HTML', 'Vue', 'Svelte'] as const)
      assert.equal(attribute(SNIPPETS[framework](named(NASTY)), 'app-name'), NASTY, framework);
    assert.doesNotMatch(/app-name="(.*)"/.exec(SNIPPETS.Svelte(named(NASTY)))?.[1] ?? '{', /[{}]/);
  });

  it('a value stays what it was in JSX', () => {
    assert.equal(react(named(NASTY)).props.appName, NASTY);
    assert.equal(react(named(true)).props.appName, true);
  });

  it('is the component in React, with numbers where its types want numbers', () => {
    const attributes = [
      ['max-codes', '4'],
      ['backend-url', '/my/login'],
      ['manual', true],
    ] as const;
    const { tag, props } = react({ ...relayed, attributes });
    const { onLinked, ...given } = props;
    assert.equal(typeof onLinked, 'function');
    assert.deepEqual([tag, given], ['the component', { backendUrl: '/my/login', maxCodes: 4, manual: true }]);
  });

  it('compiles in Vue and in Svelte without a complaint', () => {
    for (const written of [relayed, direct, named(NASTY), withMessages]) {
      const source = SNIPPETS.Vue(written);
      const { descriptor, errors } = parse(source);
      const script = compileScript(descriptor, { id: 'login' });
      const isCustomElement = (tag: string) => tag === 'wa-qr-login';
      const template = compileTemplate({
        source: descriptor.template?.content ?? '',
        filename: 'Login.vue',
        id: 'login',
        compilerOptions: { isCustomElement, ...(script.bindings && { bindingMetadata: script.bindings }) },
      });
      assert.deepEqual([...errors, ...template.errors, ...template.tips], []);
      assert.deepEqual(compileSvelte(SNIPPETS.Svelte(written), { filename: 'Login.svelte' }).warnings, []);
    }
  });

  it('comes with what its reader has to know where a server renders the page', () => {
    assert.deepEqual(Object.keys(NOTES), frameworks);
    assert.match(NOTES.React, /Next\.js[^]*'use client'/);
  });

  it('a value stays what it was in Angular, where two braces are an expression', () => {
    const plain = NASTY.replace('{{e}}', '');
    assert.equal(attribute(angular(named(plain)).template, 'app-name'), plain);
    const { template, fields } = angular(named(NASTY));
    assert.match(template, /\[appName\]="appName"/);
    assert.doesNotMatch(template, /\{\{/);
    assert.equal(fields.appName, NASTY);
  });

  it('a property is the same object each time, and ends no script', () => {
    for (const framework of frameworks)
      assert.doesNotMatch(SNIPPETS[framework](withMessages), /<\/script><!--/, framework);
    assert.deepEqual(react(withMessages).props.messages, EVIL);
    assert.deepEqual(angular(withMessages).fields.messages, EVIL);
    assert.match(angular(withMessages).template, /\[messages\]="messages"/);
    for (const [framework, bound, declared] of [
      ['HTML', /login\.messages = (\{[^]*?\n {2}\});/, undefined],
      ['Vue', /const messages = (\{[^]*?\n\});/, ':messages.prop="messages"'],
      ['Svelte', /const messages = (\{[^]*?\n {2}\});/, '{messages}'],
    ] as const) {
      const code = SNIPPETS[framework](withMessages);
      assert.deepEqual(JSON.parse(bound.exec(code)?.[1] ?? ''), EVIL, framework);
      if (declared) assert.ok(code.includes(declared), framework);
    }
  });
});
