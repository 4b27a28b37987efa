import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import minifyHtmlLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import license from 'rollup-plugin-license';

const entries = [
  'src/index.ts',
  'src/wa-qr-login.ts',
  'src/gateways/index.ts',
  'src/simulator/index.ts',
  'src/simulator/node.ts',
  'src/relay/index.ts',
];

/** What an embedder's bundler resolves for itself. */
const external = [/^lit(\/|$)/, /^@lit\//, 'ws', /^node:/];

const ENCODER = 'qrcode/lib/core/qrcode.js';
const PHONE_METADATA = './phone-metadata.js';

const clean = { name: 'clean', buildStart: () => rmSync('dist', { recursive: true, force: true }) };

/**
 * src/qr/draw.ts hands the encoder byte segments only: the search for shorter ones (and with it the Kanji, numeric and
 * alphanumeric modes) is a quarter of its size and never runs.
 */
const onlyByteSegments = {
  name: 'only-byte-segments',
  load(id) {
    if (/qrcode\/lib\/core\/regex\.js$/.test(id)) return '';
    if (!/qrcode\/lib\/core\/segments\.js$/.test(id)) return null;
    return `
      const ByteData = require('./byte-data');
      exports.fromArray = (segments) => segments.map(({ data, mode }) => {
        if (mode !== 'byte') throw new Error('This build encodes byte segments only');
        return new ByteData(data);
      });`;
  },
};

/**
 * What holds code of packages other than Lit, by the place of its bundle: of the 30 packages that come with `qrcode` a page needs
 * one file, and of `libphonenumber-js` a few functions; as ES modules, which no bundler complains of.
 */
const bundled = new Map([
  [ENCODER, 'src/qr/encoder.js'],
  [PHONE_METADATA, 'src/card/phone-metadata.js'],
]);

const ownBundles = {
  name: 'own-bundles',
  resolveId(source) {
    const place = bundled.get(source);
    return place ? { id: fileURLToPath(new URL(place, import.meta.url)), external: 'relative' } : null;
  },
};

/** The classic file holds everything but the countries' numbering plans, which are as large as all the rest: its form does without. */
const withoutPhoneMetadata = {
  name: 'without-phone-metadata',
  load: (id) =>
    /phone-metadata\.ts$/.test(id)
      ? 'export const readNumber = () => undefined, callingCode = readNumber, formatNumber = readNumber;'
      : null,
};

/** A classic script registers the tag and leaves no global behind. */
const withoutExports = {
  name: 'without-exports',
  resolveId(source, importer) {
    if (source === 'classic') return { id: '\0classic', moduleSideEffects: true };
    if (importer === '\0classic') return { id: source, moduleSideEffects: true };
    return null;
  },
  load(id) {
    if (id !== '\0classic') return null;
    return `import ${JSON.stringify(fileURLToPath(new URL('./src/index.ts', import.meta.url)))};`;
  },
};

const transpile = () => [minifyHtmlLiterals(), esbuild({ target: 'es2022', tsconfig: './tsconfig.json' })];

const bundle = (format = {}) => [
  onlyByteSegments,
  nodeResolve({ exportConditions: ['production', 'browser'], browser: true }),
  commonjs(),
  ...transpile(),
  terser({ ecma: 2020, module: true, format: { comments: false, ...format }, compress: { passes: 2 } }),
];

/** What others ask to be told with their code: the drop-in as a module holds all of it. */
const licenses = license({ thirdParty: { output: fileURLToPath(new URL('dist/LICENSES.txt', import.meta.url)) } });

/**
 * A chunk that failed is asked for under another address (src/platform/chunk.ts, `load`): `(_fragment) => import('./he.js')`
 * becomes `(_fragment) => import('./he.js' + _fragment)`.
 */
const importWithFragment = {
  name: 'import-with-fragment',
  renderDynamicImport: () => ({ left: 'import(', right: ' + _fragment)' }),
};

/** A room's chunk bears the name of its folder, every other chunk that of its file. */
function chunkName({ moduleIds, name }) {
  const index = name === 'index' && moduleIds.findLast((id) => basename(id) === 'index.ts');
  return `${index ? basename(dirname(index)) : name}-[hash].js`;
}

const hash = (file) => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

/**
 * Writes and prints what a page needs to refuse a file that has been tampered with. `integrity` of a module covers that file
 * only, so the chunks have an import map, whose `./` stands for the address of the folder.
 */
function integrity(folder) {
  return {
    name: 'integrity',
    writeBundle() {
      const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
      const files = Object.fromEntries(names.map((name) => [name, hash(join(folder, name))]));
      const modules = Object.entries(files).filter(([name]) => !name.endsWith('.classic.js'));
      const importmap = { integrity: Object.fromEntries(modules.map(([name, value]) => [`./${name}`, value])) };
      writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify({ files, importmap }, null, 2)}\n`);
      for (const name of ['wa-qr-login.js', 'wa-qr-login.classic.js']) console.log(`${name}: ${files[name]}`);
      console.log(`import map: ${JSON.stringify(importmap)}`);
    },
  };
}

export default [
  {
    input: entries,
    external,
    output: { dir: 'dist', format: 'es', preserveModules: true, preserveModulesRoot: 'src', sourcemap: true },
    plugins: [clean, ownBundles, nodeResolve(), ...transpile()],
  },
  {
    input: { encoder: ENCODER },
    output: { dir: 'dist/qr', format: 'es', sourcemap: true },
    plugins: [onlyByteSegments, nodeResolve(), commonjs()],
  },
  {
    input: { 'phone-metadata': 'src/card/phone-metadata.ts' },
    output: { dir: 'dist/card', format: 'es', sourcemap: true },
    plugins: [nodeResolve(), ...transpile()],
  },
  {
    input: { 'wa-qr-login': 'src/index.ts' },
    // The chunks take what they share with the entry from it.
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: 'dist/cdn',
      format: 'es',
      sourcemap: true,
      entryFileNames: '[name].js',
      chunkFileNames: chunkName,
    },
    plugins: [importWithFragment, ...bundle(), licenses],
  },
  {
    input: 'classic',
    output: { file: 'dist/cdn/wa-qr-login.classic.js', format: 'iife', inlineDynamicImports: true, sourcemap: true },
    // A classic script is read in the charset of its page, which may not be UTF-8.
    plugins: [withoutExports, withoutPhoneMetadata, ...bundle({ ascii_only: true }), integrity('dist/cdn')],
  },
];
