// npm run build:demo: the playground as a folder of static files, demo/dist, with the simulator in the page.
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import minifyHtmlLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Nothing is fetched but the page's own scripts: its network is simulated, too. */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `require-trusted-types-for 'script'`,
].join('; ');

/** The one difference to the page that `npm start` serves. */
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
    // As Node imports them.
    commonjs({ defaultIsModuleExports: true }),
    minifyHtmlLiterals(),
    esbuild({ target: 'es2022', tsconfig: here('../tsconfig.json') }),
    terser({ ecma: 2020, module: true, format: { comments: false } }),
  ],
};
