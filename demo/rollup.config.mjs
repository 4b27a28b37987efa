// npm run build:demo writes the playground, the gallery and the documents as static files to demo/dist. Their simulator runs in the page.
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import minifyHtmlLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { documents, pageOfDocument } from './documents.mjs';
import { rollupTexts } from './texts.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The content security policy. A page may load only its own files, because even its network is simulated. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `frame-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `require-trusted-types-for 'script'`,
].join('; ');
const POLICY_TAG = `\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;

/** The pages, and the module of each. */
const PAGES = { index: 'main', gallery: 'gallery' };
const STYLES = ['demo.css', 'gallery.css', 'documents.css', 'icon.svg'];
/** Those of the README. */
const PICTURES = ['picture-light.png', 'picture-phone.png'];

/** Replaces the one module that differs from the page that `npm start` serves. */
const inPage = {
  name: 'in-page',
  resolveId: (source) => (source === './served.js' ? here('./in-page.ts') : null),
};

/** The module that registers the element. Only what is built from it stands in the package's list of files with side effects. */
const registering = {
  name: 'registering',
  transform: (code, id) => (id === here('../src/index.ts') ? { code, map: null, moduleSideEffects: true } : null),
};

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`A page of the demo holds no ${from}`);
  return text.replace(from, to);
}

/** A page, with the policy that the server of `npm start` sends as a header. */
function pageOf(name) {
  const meta = '<meta charset="utf-8" />';
  const page = replaced(readFileSync(here(`./${name}.html`), 'utf8'), meta, meta + POLICY_TAG);
  return replaced(page, `./${PAGES[name]}.ts`, `./${PAGES[name]}.js`).replace('"../README.html"', '"./README.html"');
}

/** The playground is at the top, where a visitor arrives; documents and pictures are in the folders that they link to each other by. */
const files = {
  name: 'files',
  buildStart: () => rmSync(here('./dist'), { recursive: true, force: true }),
  generateBundle() {
    const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source });
    for (const name of Object.keys(PAGES)) emit(`${name}.html`, pageOf(name));
    for (const name of STYLES) emit(name, readFileSync(here(name)));
    for (const path of documents())
      emit(path.replace(/\.md$/, '.html'), pageOfDocument(path, { head: POLICY_TAG, demo: '' }));
    for (const name of PICTURES) emit(`demo/${name}`, readFileSync(here(name)));
  },
};

/** Each page is built by itself: Rollup would otherwise put into the module of one page what the other needs as well. */
const buildOf = (name, isFirst) => ({
  input: here(`./${PAGES[name]}.ts`),
  output: { dir: here('./dist'), format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
  plugins: [
    inPage,
    rollupTexts,
    registering,
    isFirst && files,
    nodeResolve({ exportConditions: ['production', 'browser'], browser: true }),
    // A default import of a CommonJS module means `module.exports`, as in Node.
    commonjs({ defaultIsModuleExports: true }),
    minifyHtmlLiterals(),
    esbuild({ target: 'es2022', tsconfig: here('../tsconfig.json') }),
    terser({ ecma: 2020, module: true, format: { comments: false } }),
  ],
});

export default Object.keys(PAGES).map((name, at) => buildOf(name, at === 0));
