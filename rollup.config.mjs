import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import minifyHtmlLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import license from 'rollup-plugin-license';

const { bin, exports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** The source of each entry of the package and of its program: `./dist/relay/index.js` is built from `src/relay/index.ts`. */
const entries = [
  ...new Set(
    [...Object.values(exports).map(({ default: file }) => file), ...Object.values(bin)].flatMap(
      (file) => file?.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts') ?? [],
    ),
  ),
];

/** What an embedder's bundler resolves for itself. */
const external = [/^lit(\/|$)/, /^@lit\//, 'ws', 'redis', /^node:/];

const ENCODER = 'qrcode/lib/core/qrcode.js';
const PHONE_METADATA = './phone-metadata.js';

const clean = { name: 'clean', buildStart: () => rmSync('dist', { recursive: true, force: true }) };

/**
 * Replacements for parts of `qrcode`. Our codes are single byte segments, so the search for shorter segments and the other three
 * modes never run. Its mode.js also assigns `exports.toString`, which throws on pages that have frozen `Object.prototype`.
 */
const byteSegments = {
  regex: '',
  segments: `
    const ByteData = require('./byte-data');
    exports.fromArray = (segments) => segments.map(({ data, mode }) => {
      if (mode !== 'byte') throw new Error('This build encodes byte segments only');
      return new ByteData(data);
    });`,
  mode: `
    exports.BYTE = { bit: 4 };
    exports.getCharCountIndicator = (mode, version) => version < 10 ? 8 : 16;`,
};

/** Pages draw codes with one level of error correction and one mask only (src/qr/draw.ts), so the tables hold no other. */
const oneMask = {
  ...byteSegments,
  'error-correction-level': `
    const L = { bit: 1 };
    exports.from = (level) => {
      if (level !== 'L' && level !== L) throw new Error('This build has error correction level L only');
      return L;
    };`,
  'error-correction-code': (code) => {
    // Each table has four numbers per version; the first of them is for level L.
    const [blocks, codewords] = [...code.matchAll(/_TABLE = \[([^\]]+)\]/g)].map(([, table]) =>
      table
        .replace(/\/\/.*/g, '')
        .match(/\d+/g)
        .filter((_, i) => i % 4 === 0),
    );
    return `
      const BLOCKS = [${blocks}];
      const CODEWORDS = [${codewords}];
      exports.getBlocksCount = (version) => BLOCKS[version - 1];
      exports.getTotalCodewordsCount = (version) => CODEWORDS[version - 1];`;
  },
  'mask-pattern': `
    exports.from = (mask) => {
      if (mask !== 2) throw new Error('This build has mask 2 only');
      return mask;
    };
    exports.applyMask = (mask, modules) => {
      for (let row = 0; row < modules.size; row++)
        for (let column = 0; column < modules.size; column++)
          if (!modules.isReserved(row, column)) modules.xor(row, column, column % 3 === 0);
    };`,
};

/** Replaces files of `qrcode/lib/core`, named by the keys, by a text or by what a function makes of the original. */
const replaceParts = (parts) => ({
  name: 'replace-parts',
  transform(code, id) {
    const part = parts[/qrcode\/lib\/core\/([\w-]+)\.js$/.exec(id)?.[1]];
    if (part === undefined) return null;
    return { code: typeof part === 'string' ? part : part(code), map: { mappings: '' } };
  },
});

/** Of the 30 packages that come with `qrcode` a page needs one file: bundled as an ES module, which no bundler complains of. */
const ownEncoder = {
  name: 'own-encoder',
  resolveId(source, importer) {
    if (source !== ENCODER) return null;
    const room = /\bsrc\W+simulator\b/.test(importer) ? 'simulator' : 'qr';
    return { id: fileURLToPath(new URL(`src/${room}/encoder.js`, import.meta.url)), external: 'relative' };
  },
};

/** Of `libphonenumber-js` a page needs a few functions: they are bundled with the module that uses them. */
const ownPhoneMetadata = {
  name: 'own-phone-metadata',
  resolveId: (source) =>
    source === PHONE_METADATA
      ? { id: fileURLToPath(new URL('src/card/phone-metadata.js', import.meta.url)), external: 'relative' }
      : null,
};

/** The program `wa-qr-login` can simulate wherever it is started, although `ws` is no dependency: it is bundled with the simulator. */
const ownSimulation = {
  name: 'own-simulation',
  resolveId: (source, importer) =>
    source === './simulate.js' && /\bsrc\W+cli\b/.test(importer)
      ? { id: fileURLToPath(new URL('src/cli/simulate.js', import.meta.url)), external: 'relative' }
      : null,
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
  replaceParts(oneMask),
  nodeResolve({ exportConditions: ['production', 'browser'], browser: true }),
  commonjs(),
  ...transpile(),
  terser({ ecma: 2020, module: true, format: { comments: false, ...format }, compress: { passes: 2 } }),
];

/** What others ask to be told with their code. The drop-in as a module holds all of it but the program's. */
const licensesAt = (path) => license({ thirdParty: { output: fileURLToPath(new URL(path, import.meta.url)) } });

/**
 * A chunk that failed is asked for under another address (src/platform/chunk.ts, `load`): `(_fragment) => import('./he.js')`
 * becomes `(_fragment) => import('./he.js' + _fragment)`.
 */
const importWithFragment = {
  name: 'import-with-fragment',
  renderDynamicImport: () => ({ left: 'import(', right: ' + _fragment)' }),
};

/** `http.in-z-api.ts` is the copy of `http.ts` in the chunk `z-api`. */
const COPY = /\.in-[\w-]+(?=\.ts$)/;
const copy = (source, importer, mark) => resolve(dirname(importer), source.replace(/\.js$/, `${mark}.ts`));
const original = (id) => id.replace(COPY, '');

/**
 * Makes the chunk of an adapter, of a language or of the picture reader complete: it gets a copy of each file that it needs from
 * its own folder and from `platform/`. Without copies these files would be in the card's chunk, and the adapter would import
 * that chunk under its plain address. If the card's chunk has failed once, Firefox before 155 never requests this address
 * again, so that the second attempt of `load` would be in vain. A page uses one gateway, so it hardly loads anything twice.
 * `login/` is not copied: there must be one class LoginError, and it is in the entry.
 */
const ownCopies = {
  name: 'own-copies',
  resolveDynamicImport: (source, importer) =>
    /^\.\/[\w-]+\.js$/.test(source) ? copy(source, importer, `.in-${basename(source, '.js')}`) : null,
  resolveId(source, importer = '') {
    const mark = COPY.exec(importer);
    return mark && /^(\.|\.\.\/platform)\/[\w-]+\.js$/.test(source) ? copy(source, importer, mark[0]) : null;
  },
  load: (id) => (COPY.test(id) ? readFileSync(original(id), 'utf8') : null),
};

/** A room's chunk bears the name of its folder, every other chunk that of its file. */
function chunkName({ moduleIds, name }) {
  const index = name === 'index' && moduleIds.findLast((id) => basename(id) === 'index.ts');
  return `${index ? basename(dirname(index)) : original(`${name}.ts`).slice(0, -3)}-[hash].js`;
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
    plugins: [clean, ownEncoder, ownPhoneMetadata, ownSimulation, nodeResolve(), ...transpile()],
  },
  ...Object.entries({ qr: oneMask, simulator: byteSegments }).map(([room, parts]) => ({
    input: { encoder: ENCODER },
    output: { dir: `dist/${room}`, format: 'es', sourcemap: true },
    plugins: [replaceParts(parts), nodeResolve(), commonjs()],
  })),
  {
    input: { 'phone-metadata': 'src/card/phone-metadata.ts' },
    output: { dir: 'dist/card', format: 'es', sourcemap: true },
    plugins: [nodeResolve(), ...transpile()],
  },
  {
    input: { simulate: 'src/cli/simulate.ts' },
    external: /^node:/,
    output: { dir: 'dist/cli', format: 'es', sourcemap: true },
    plugins: [
      replaceParts(byteSegments),
      nodeResolve({ exportConditions: ['node'], preferBuiltins: true }),
      commonjs(),
      ...transpile(),
      licensesAt('dist/cli/LICENSES.txt'),
    ],
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
      sourcemapPathTransform: original,
    },
    plugins: [importWithFragment, ownCopies, ...bundle(), licensesAt('dist/LICENSES.txt')],
  },
  {
    input: 'classic',
    output: { file: 'dist/cdn/wa-qr-login.classic.js', format: 'iife', inlineDynamicImports: true, sourcemap: true },
    // A classic script is read in the charset of its page, which may not be UTF-8.
    plugins: [withoutExports, withoutPhoneMetadata, ...bundle({ ascii_only: true }), integrity('dist/cdn')],
  },
];
