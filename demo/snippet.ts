import type { Asked } from './attributes.js';
import type { Json } from './json.js';

/** What a page writes for the element. */
export interface Written extends Asked {
  /** Empty or false: not written. */
  readonly attributes: readonly (readonly [name: string, value: string | boolean])[];
  readonly properties: readonly (readonly [name: string, value: Json])[];
}

/** The code to copy, by the framework it is for. */
export const SNIPPETS = { HTML: html, Vue: vue, React: react, Angular: angular, Svelte: svelte } as const;
export type Framework = keyof typeof SNIPPETS;
export const FRAMEWORKS = Object.keys(SNIPPETS) as readonly Framework[];

/** What the reader of a snippet has to know besides. */
export const NOTES: Readonly<Record<Framework, string>> = {
  HTML: 'The address is a route of your own backend. Serve the files of the drop-in yourself, or pin their exact version.',
  Vue: 'In Nuxt, too: listeners and objects are set when the page is taken over in the browser.',
  React:
    "In Next.js and React Router, too. A server renders the component as a quiet card; its listeners and objects are set, and its login begins, once React has taken the page over. A file that passes functions begins with 'use client'. The bare tag loses listeners and objects there.",
  Angular: 'With server-side rendering, too: the server writes the tag, and the login begins in the browser.',
  Svelte: 'In SvelteKit, too: listeners and objects are set when the page is taken over in the browser.',
};

/** The drop-in is published under exact versions only. */
const DROP_IN = 'https://cdn.example/wa-qr-login@0.1.0/dist/cdn/wa-qr-login.js';

/** How a template writes the value of an attribute. */
type Escape = (value: string) => string;

function html(written: Written): string {
  const assigned = written.properties.map(([name, value]) => `  login.${name} = ${literal(value, 2)};\n`).join('');
  return `<script type="module" src="${DROP_IN}"></script>

${tag(attributesOf(written), '></wa-qr-login>')}

<script type="module">
  const login = document.querySelector('wa-qr-login');
${assigned}  login.addEventListener('linked', ({ detail }) => {
    console.log(detail.account);
  });
</script>`;
}

function vue(written: Written): string {
  const bound = written.properties.map(([name]) => `:${name}.prop="${name}"`);
  return `<script setup>
// In vite.config: vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'wa-qr-login' } } })
import 'wa-qr-login/vue';

${constants(written)}function onLinked({ detail }) {
  console.log(detail.account);
}
</script>

<template>
${indent(tag([...attributesOf(written), ...bound, '@linked="onLinked"'], '/>'), 2)}
</template>`;
}

/** The component takes the element's properties, in camelCase and by their types. */
function react(written: Written): string {
  const given = attributesOf(written, inQuotes, toProp);
  const bound = written.properties.map(([name]) => `${name}={${name}}`);
  const listener = 'onLinked={({ detail }) => console.log(detail.account)}';
  return `import { WaQrLogin } from 'wa-qr-login/react';

${constants(written)}export function LinkWhatsApp() {
  return (
${indent(tag([...given, ...bound, listener], '/>', 'WaQrLogin'), 4)}
  );
}`;
}

function svelte(written: Written): string {
  const bound = written.properties.map(([name]) => `{${name}}`);
  const braces: Escape = (value) => inQuotes(value).replaceAll('{', '&#123;').replaceAll('}', '&#125;');
  return `<script>
  import 'wa-qr-login/svelte';

${indent(constants(written), 2)}  function onlinked({ detail }) {
    console.log(detail.account);
  }
</script>

${tag([...attributesOf(written, braces), ...bound, '{onlinked}'], '></wa-qr-login>')}`;
}

/** Two braces would be an expression, so such a value is bound; the template itself is a string of TypeScript. */
function angular(written: Written): string {
  const isBound = (value: unknown) => typeof value === 'string' && value.includes('{{');
  const plain = written.attributes.filter(([, value]) => !isBound(value));
  const fields = [
    ...written.attributes.filter(([, value]) => isBound(value)).map(([name, value]) => [camel(name), value] as const),
    ...written.properties,
  ];
  const bound = fields.map(([name]) => `[${name}]="${name}"`);
  const template = tag(
    [...attributesOf({ ...written, attributes: plain }), ...bound, '(linked)="onLinked($event)"'],
    '></wa-qr-login>',
  );
  return `import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import 'wa-qr-login';
import type { WaQrLoginEventMap } from 'wa-qr-login';

@Component({
  selector: 'app-link-whatsapp',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
${indent(inBackticks(template), 4)}
  \`,
})
export class LinkWhatsApp {
${fields.map(([name, value]) => `  readonly ${name} = ${literal(value, 2)};\n\n`).join('')}  onLinked({ detail }: WaQrLoginEventMap['linked']): void {
    console.log(detail.account);
  }
}`;
}

function tag(attributes: readonly string[], end: string, name = 'wa-qr-login'): string {
  return `<${name}\n${indent(attributes.join('\n'), 2)}\n${end}`;
}

/** How a template writes one attribute. */
type Write = (name: string, value: string | true, escape: Escape) => string;

function attributesOf(written: Written, escape: Escape = inQuotes, write: Write = toAttribute): string[] {
  const given = written.attributes.filter(([, value]) => value !== '' && value !== false);
  return [...new Map([...placeOf(written), ...given])].map(([name, value]) =>
    write(name, value === true ? value : String(value), escape),
  );
}

function toAttribute(name: string, value: string | true, escape: Escape): string {
  return value === true ? name : `${name}="${escape(value)}"`;
}

/** The properties that hold numbers, which the types of the component tell from texts. */
const NUMBERS: ReadonlySet<string> = new Set(['max-codes', 'poll-interval', 'heading-level']);

function toProp(name: string, value: string | true, escape: Escape): string {
  if (NUMBERS.has(name)) return `${camel(name)}={${Number(value)}}`;
  return toAttribute(camel(name), value, escape);
}

/** The address stands for a backend of yours, or for a proxy that adds the credentials. The hosted page knows no other way than to be told them. */
function placeOf({ gateway, isDirect, attributes }: Written): [name: string, value: string | boolean][] {
  if (!isDirect) return [['backend-url', '/whatsapp/login']];
  const isHosted = attributes.some(([name, value]) => name === 'qr-domain' && value !== '');
  if (!isHosted)
    return [
      ['backend-url', '/whatsapp'],
      ['gateway', gateway],
    ];
  return [
    ['gateway', gateway],
    ['instance', '1101…'],
    ['token', '…'],
  ];
}

/** Above the component, so that it is the same object each time. */
function constants({ properties }: Written): string {
  return properties.map(([name, value]) => `const ${name} = ${literal(value)};\n\n`).join('');
}

/** A value of JavaScript that may stand within a `<script>`. */
function literal(value: unknown, spaces = 0): string {
  const text = JSON.stringify(value, null, 2).replaceAll('<', '\\u003c');
  return text.replaceAll('\n', `\n${' '.repeat(spaces)}`);
}

/** In double quotes; HTML, Vue, JSX, Svelte and Angular all read these three alike. */
function inQuotes(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function inBackticks(text: string): string {
  return text.replace(/[\\`]|\$\{/g, '\\$&');
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function indent(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}
