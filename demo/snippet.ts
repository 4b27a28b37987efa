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

/** The drop-in is published under exact versions only. */
const DROP_IN = 'https://cdn.example/wa-qr-login@0.1.0/wa-qr-login.js';

/** How a template writes the value of an attribute. */
type Escape = (value: string) => string;

function html(written: Written): string {
  const assigned = written.properties.map(([name, value]) => `  login.${name} = ${literal(value, 2)};\n`).join('');
  return `<script type="module" src="${DROP_IN}"></script>

${tag(attributesOf(written), [], '></wa-qr-login>')}

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
${indent(tag(attributesOf(written), [...bound, '@linked="onLinked"'], '/>'), 2)}
</template>`;
}

function react(written: Written): string {
  const bound = written.properties.map(([name]) => `${name}={${name}}`);
  const listener = 'onlinked={({ detail }) => console.log(detail.account)}';
  return `import 'wa-qr-login/react';

${constants(written)}export function LinkWhatsApp() {
  return (
${indent(tag(attributesOf(written), [...bound, listener], '/>'), 4)}
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

${tag(attributesOf(written, braces), [...bound, '{onlinked}'], '></wa-qr-login>')}`;
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
    attributesOf({ ...written, attributes: plain }),
    [...bound, '(linked)="onLinked($event)"'],
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

function tag(attributes: readonly string[], bound: readonly string[], end: string): string {
  return `<wa-qr-login\n${indent([...attributes, ...bound].join('\n'), 2)}\n${end}`;
}

function attributesOf(written: Written, escape: Escape = inQuotes): string[] {
  const given = written.attributes.filter(([, value]) => value !== '' && value !== false);
  return [...new Map([...placeOf(written), ...given])].map(([name, value]) =>
    value === true ? name : `${name}="${escape(String(value))}"`,
  );
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
