// npm run build:demo writes the playground as static files to demo/dist. Its simulator runs in the page.
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import minifyHtmlLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The content security policy. The page may load only its own files, because even its network is simulated. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `require-trusted-types-for 'script'`,
].join('; ');

/** Replaces the one module that differs from the page that `npm start` serves. */
const inPage = {
  name: 'in-page',
  resolveId: (source) => (source === './served.js' ? here('./in-page.ts') : null),
};

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`demo/index.html holds no ${from}`);
  return text.replace(from, to);
}

const files = {
  name: 'files',
  buildStart: () => rmSync(here('./dist'), { recursive: true, force: true }),
  generateBundle() {
    const meta = '<meta charset="utf-8" />';
    const policy = `${meta}\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`;
    const page = replaced(readFileSync(here('./index.html'), 'utf8'), meta, policy);
    const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source });
    emit('index.html', replaced(page, './main.ts', './main.js'));
    for (const name of ['demo.css', 'icon.svg']) emit(name, readFileSync(here(name)));
  },
};

export default {
  input: here('./main.ts'),
  output: { dir: here('./dist'), format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
  plugins: [
    inPage,
    files,
    nodeResolve({ exportConditions: ['production', 'browser'], browser: true }),
    // A default import of a CommonJS module means `module.exports`, as in Node.
    commonjs({ defaultIsModuleExports: true }),
    minifyHtmlLiterals(),
    esbuild({ target: 'es2022', tsconfig: here('../tsconfig.json') }),
    terser({ ecma: 2020, module: true, format: { comments: false } }),
  ],
};
