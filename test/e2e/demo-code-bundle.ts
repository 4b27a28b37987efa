import { fileURLToPath } from 'node:url';
import { build, type Loader, type Plugin } from 'esbuild';
import { compile as compileSvelte } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';
import type { Framework } from '../../demo/snippet.js';
import { about } from '../package/packed.js';

/** Those whose code is a component, which something has to mount. */
export type ComponentFramework = Exclude<Framework, 'HTML'>;

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where the packages of the framework are. */
const PACKAGES: Readonly<Record<ComponentFramework, string>> = {
  Vue: root,
  React: root,
  Svelte: root,
  Angular: fileURLToPath(new URL('demo-angular', import.meta.url)),
};

/** Mounts `Copied`, the component that somebody has copied, as the manual of its framework says. */
const MOUNTS: Readonly<Record<ComponentFramework, string>> = {
  Vue: `import { createApp } from 'vue';
    export const mount = (copied) => createApp(copied.default).mount('#app');`,
  React: `import { createElement } from 'react';
    import { createRoot } from 'react-dom/client';
    export const mount = (copied) =>
      createRoot(document.querySelector('#app')).render(createElement(copied.LinkWhatsApp));`,
  Svelte: `import { mount as mountComponent } from 'svelte';
    export const mount = (copied) => mountComponent(copied.default, { target: document.querySelector('#app') });`,
  Angular: `import '@angular/compiler';
    import { provideZonelessChangeDetection } from '@angular/core';
    import { bootstrapApplication } from '@angular/platform-browser';
    export function mount(copied) {
      document.querySelector('#app').append(document.createElement('app-link-whatsapp'));
      return bootstrapApplication(copied.LinkWhatsApp, { providers: [provideZonelessChangeDetection()] });
    }`,
};

/** What the framework's own tools make of a component: its text, and how esbuild is to read that. */
const COMPILERS: Readonly<Record<ComponentFramework, (source: string, id: string) => [text: string, loader: Loader]>> =
  {
    Vue: (source, id) => {
      const isCustomElement = (tag: string) => tag === 'wa-qr-login';
      const templateOptions = { compilerOptions: { isCustomElement } };
      const { descriptor } = parse(source);
      return [compileScript(descriptor, { id, inlineTemplate: true, templateOptions }).content, 'js'];
    },
    React: (source) => [source, 'jsx'],
    Svelte: (source, id) => [compileSvelte(source, { filename: `${id}.svelte`, generate: 'client' }).js.code, 'js'],
    Angular: (source) => [source, 'ts'],
  };

/** One script for all components of a framework. It mounts the one that its page names: `<div id="app" data-component="…">`. */
export async function bundleComponents(
  framework: ComponentFramework,
  components: ReadonlyMap<string, string>,
): Promise<string> {
  const ids = [...components.keys()];
  const contents = `
    import { mount } from 'mount';
    ${ids.map((id, n) => `import * as copied${n} from 'copied:${id}';`).join('\n')}
    const all = { ${ids.map((id, n) => `${JSON.stringify(id)}: copied${n}`).join(', ')} };
    mount(all[document.querySelector('#app').dataset.component]);`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: PACKAGES[framework] },
    plugins: [copiedComponents(framework, components), builtPackage],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    conditions: ['svelte', 'browser', 'production'],
    define: {
      'process.env.NODE_ENV': '"production"',
      ngDevMode: 'false',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
  });
  return outputFiles[0]!.text;
}

function copiedComponents(framework: ComponentFramework, components: ReadonlyMap<string, string>): Plugin {
  const resolveDir = PACKAGES[framework];
  return {
    name: 'copied-components',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(mount$|copied:)/ }, ({ path }) => ({ path, namespace: 'copied' }));
      onLoad({ filter: /^mount$/, namespace: 'copied' }, () => ({ contents: MOUNTS[framework], resolveDir }));
      onLoad({ filter: /^copied:/, namespace: 'copied' }, ({ path }) => {
        const id = path.replace('copied:', '');
        const [contents, loader] = COMPILERS[framework](components.get(id)!, id);
        return { contents, loader, resolveDir };
      });
    },
  };
}

/** The package as it was built, also for a folder that has it not installed. */
const builtPackage: Plugin = {
  name: 'built-package',
  setup({ onResolve }) {
    onResolve({ filter: /^wa-qr-login(\/|$)/ }, ({ path }) => {
      const target = about.exports[path.replace('wa-qr-login', '.')];
      return typeof target === 'object' ? { path: root + target.default } : undefined;
    });
  },
};
