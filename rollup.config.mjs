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

const { bin, exports, version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** The source of each entry of the package and of its program: `./dist/relay/index.js` is built from `src/relay/index.ts`. */
const entries = [
  ...new Set(
    [...Object.values(exports).map(({ default: file }) => file), ...Object.values(bin)].flatMap(
      (file) => file?.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts') ?? [],
    ),
  ),
];

/** What an embedder's bundler resolves for itself. */
const external = [/^lit(\/|$)/, /^@lit\//, 'react', 'ws', 'redis', /^node:/];

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
  utils: `
    exports.getSymbolSize = (version) => version * 4 + 17;
    // All modules but those of the patterns; in place of a table (ISO/IEC 18004, 7.1).
    exports.getSymbolTotalCodewords = (version) => {
      const rows = version > 1 ? Math.floor(version / 7) + 2 : 0;
      const alignment = rows && (25 * rows - 10) * rows - 55;
      return ((16 * version + 128) * version + 64 - alignment - (version > 6 ? 36 : 0)) >> 3;
    };
    exports.getBCHDigit = (data) => 32 - Math.clz32(data);`,
  version: `
    const Utils = require('./utils');
    const ECCode = require('./error-correction-code');
    const Mode = require('./mode');
    exports.find = (data, level) => {
      for (let version = 1; version <= 40; version++) {
        const codewords = Utils.getSymbolTotalCodewords(version) - ECCode.getTotalCodewordsCount(version, level);
        if (4 + Mode.getCharCountIndicator(data.mode, version) + data.getBitsLength() <= 8 * codewords) return version;
      }
      throw new Error('The amount of data is too big to be stored in a QR Code');
    };
    exports.getEncodedBits = (version) => {
      let rest = version << 12;
      for (let shift; (shift = Utils.getBCHDigit(rest) - 13) >= 0; ) rest ^= 0x1f25 << shift;
      return (version << 12) | rest;
    };`,
  // What comes before is as it was: the patterns, the data and their order.
  qrcode: (code) => `${code.slice(0, code.indexOf('function createSymbol'))}
    exports.create = (data, options) => {
      const level = ECLevel.from(options.errorCorrectionLevel);
      const mask = MaskPattern.from(options.maskPattern);
      const segments = Segments.fromArray(data);
      const version = Version.find(segments[0], level);
      const modules = new BitMatrix(Utils.getSymbolSize(version));
      setupFinderPattern(modules, version);
      setupTimingPattern(modules);
      setupAlignmentPattern(modules, version);
      setupFormatInfo(modules, level, mask);
      if (version >= 7) setupVersionInfo(modules, version);
      setupData(modules, createData(version, level, segments));
      MaskPattern.applyMask(mask, modules);
      return { modules };
    };`,
};

/**
 * Lit's style sheets without its way around browsers that cannot construct any: those do not know `light-dark()` either, in which
 * all our colours are.
 */
const constructedStyles = {
  'css-tag': `
    export const supportsAdoptingStyleSheets = true;
    export class CSSResult {
      constructor(cssText) {
        this.cssText = cssText;
      }
      get styleSheet() {
        if (!this.sheet) (this.sheet = new CSSStyleSheet()).replaceSync(this.cssText);
        return this.sheet;
      }
    }
    export const css = ([text]) => new CSSResult(text);
    export const adoptStyles = (root, styles) => {
      root.adoptedStyleSheets = styles.map(({ styleSheet }) => styleSheet);
    };
    export const unsafeCSS = (text) => new CSSResult(text);
    export const getCompatibleStyle = (style) => style;`,
};

/** How Lit counts its copies on a page: its development build warns of every further one. */
const COUNT_OF_COPIES = /\(\w+\.\w+Versions\?\?=\[\]\)\.push\("[\d.]+"\)/;
/** The globals by which polyfills, and Lit's own package for hydration, change every copy of Lit that is loaded after them. */
const HOOKS = /\w+\.(lit\w+|reactiveElement)(Polyfill|Hydrate)Support/g;

/** The drop-in's copy of Lit is its own affair: it is not counted among those of the page, nor changed by what is meant for those. */
function ownLit(code) {
  const own = code.replace(COUNT_OF_COPIES, '0').replace(HOOKS, 'undefined');
  if (/Versions|Support\?\.\(/.test(own)) throw new Error('This release of Lit counts its copies in another way');
  return own;
}

/** That `css` reads the first piece of text and no other, so a sheet with an expression in it would be cut off there. */
const wholeStyles = {
  name: 'whole-styles',
  transform(code, id) {
    if (/\.css\.ts$/.test(id) && code.includes('${'))
      this.error('Adopt two style sheets in place of one within the other');
    return null;
  },
};

/** Replaces files of `qrcode` and of Lit, named by the keys, by a text or by what a function makes of the original. */
const replaceParts = (parts) => ({
  name: 'replace-parts',
  transform(code, id) {
    const part =
      parts[/(?:qrcode\/lib\/core|@lit\/reactive-element|lit-html|lit-element)\/([\w-]+)\.js$/.exec(id)?.[1]];
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

/** Rollup drops the directive by which React's servers know a module that belongs to the page. */
const clientDirective = {
  name: 'client-directive',
  transform: (code, id) =>
    /frameworks\/react\.ts$/.test(id) ? { code: code.replace("'use client';", ''), map: { mappings: '' } } : null,
  renderChunk: (code, { fileName }) =>
    fileName === 'frameworks/react.js' ? { code: `'use client';${code}`, map: null } : null,
};

const transpile = () => [minifyHtmlLiterals(), esbuild({ target: 'es2022', tsconfig: './tsconfig.json' })];

const bundle = (format = {}) => [
  replaceParts({
    ...oneMask,
    ...constructedStyles,
    'lit-html': ownLit,
    'lit-element': ownLit,
    'reactive-element': ownLit,
  }),
  wholeStyles,
  nodeResolve({ exportConditions: ['production', 'browser'], browser: true }),
  commonjs(),
  ...transpile(),
  terser({
    ecma: 2020,
    module: true,
    format: { comments: false, ...format },
    compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true },
  }),
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
const COPY = /\.in-[\w-]+(?=\.[jt]s$)/;
const original = (id) => id.replace(COPY, '');
const copy = (id, mark) => id.replace(/(?=\.[jt]s$)/, mark);

/** All that a module imports, directly or indirectly, but for what is only fetched when it is needed. */
async function graphOf(context, id, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  const { importedIds } = await context.load({ id, resolveDependencies: true });
  for (const imported of importedIds) await graphOf(context, imported, found);
  return found;
}

/**
 * Makes the chunks complete: each gets a copy of everything that it needs and the entry does not have. Otherwise an adapter, for
 * example, would import what it shares with the card from the card's chunk, under the plain address. If the card's chunk has
 * failed once, Firefox before 155 never requests this address again, so that the second attempt of `load` would be in vain.
 * What is copied must keep no state; what does, such as the class LoginError, is in the entry.
 */
function ownCopies() {
  let entry;
  return {
    name: 'own-copies',
    buildStart() {
      entry = graphOf(this, fileURLToPath(new URL('src/index.ts', import.meta.url)));
    },
    resolveDynamicImport: (source, importer) =>
      /^\.\.?\/(?!card\/index)[\w/-]+\.js$/.test(source)
        ? copy(resolve(dirname(importer), source.replace(/\.js$/, '.ts')), `.in-${basename(source, '.js')}`)
        : null,
    async resolveId(source, importer = '', options) {
      const mark = COPY.exec(importer)?.[0];
      if (!mark) return null;
      const found = await this.resolve(source, original(importer), { ...options, skipSelf: true });
      const isCopied = found && !found.external && !found.id.startsWith('\0') && !(await entry).has(found.id);
      return isCopied ? { ...found, id: copy(found.id, mark) } : found;
    },
    load: (id) => (COPY.test(id) ? readFileSync(original(id), 'utf8') : null),
  };
}

/** Adapters share these functions. A page that names a gateway has loaded both lenders by the time that it asks it. */
const LENDERS = {
  // It has these for one's own backend.
  'card/connect': {
    'gateways/http': ['failure(a)', 'httpRequest(a, b, c, d, e)', 'toAbsoluteUrl(a)'],
    'gateways/passkey': ['toChallenge(a)'],
    'gateways/read': ['isObject(a)', 'parseFrame(a)', 'toAccount(a, b, c)', 'toImage(a)', 'toPhone(a)'],
    'platform/async': ['first(a, ...b)', 'sleep(a, b)', 'within(a, b, c, d)'],
  },
  'card/named-gateway': {
    'gateways/http-client': [
      'fetchImage(a, b, c)',
      'httpClient(a, b, c)',
      'noPairingCode()',
      'toBaseUrl(a)',
      'toMessage(a)',
    ],
  },
};

const SOURCES = fileURLToPath(new URL('src/', import.meta.url));
/** The module of the entry that holds what is lent. */
const HOLDER = 'platform/chunk';

/** The path of a module below `src`, without its ending, whichever chunk it is copied into. */
const moduleName = (id) => original(id.replace(SOURCES, '')).replace(/\.ts$/, '').replaceAll('\\', '/');

/** Every function that is lent: where it stands, its name and parameters, and the letter under which it is held. */
const LOANS = Object.entries(LENDERS)
  .flatMap(([lender, modules]) => Object.entries(modules).map(([module, functions]) => ({ lender, module, functions })))
  .flatMap(({ functions, ...rest }) => functions.map((signature) => ({ ...rest, ...readSignature(signature) })))
  .map((loan, at) => ({ ...loan, letter: String.fromCharCode(97 + at) }));

function readSignature(signature) {
  const [, name, parameters] = /^(\w+)(\(.*\))$/.exec(signature);
  return { name, parameters };
}

/**
 * Lets the chunk of an adapter borrow code in place of a copy. A chunk imports from the entry only (`ownCopies`), and is fetched
 * together with its lender. So the lenders put functions into an object of the entry, and the borrower takes them out when it
 * calls them.
 */
function lending() {
  /** `connect` is in the card's chunk, which is no copy. */
  const isIn = (lender, id) => COPY.exec(id)?.[0] === `.in-${basename(lender)}`;
  const borrow = ({ name, parameters, letter }) =>
    `export const ${name} = ${parameters} => lent.${letter}${parameters};`;
  const lend = ({ module, name, letter }) =>
    `import { ${name} as ${name}Lent } from '../${module}.js'; lent.${letter} = ${name}Lent;`;
  const importHolder = `import { lent } from ${JSON.stringify(`${SOURCES}${HOLDER}.ts`)};`;
  return {
    name: 'lending',
    load(id) {
      const loans = COPY.test(id)
        ? LOANS.filter(({ lender, module }) => module === moduleName(id) && !isIn(lender, id))
        : [];
      return loans.length > 0 ? { code: [importHolder, ...loans.map(borrow)].join('\n'), map: { mappings: '' } } : null;
    },
    transform(code, id) {
      const module = moduleName(id);
      if (module === HOLDER) return { code: `${code}\nexport const lent = {};`, map: null };
      const loans = LOANS.filter(({ lender }) => lender === module);
      return loans.length > 0 ? { code: [code, importHolder, ...loans.map(lend)].join('\n'), map: null } : null;
    },
  };
}

const MESSAGES = fileURLToPath(new URL('src/messages/', import.meta.url));

/** One for all languages, so that the table of their files in the entry compresses to little more than their names. */
function languagesHash() {
  const hash = createHash('sha256').update(version);
  const names = readdirSync(MESSAGES, { recursive: true }).filter((name) => name.endsWith('.ts'));
  for (const name of names.sort()) hash.update(readFileSync(join(MESSAGES, name)));
  return hash.digest('base64url').slice(0, 8);
}

/** A table of languages, as rollup renders it: 30 lines that differ in a name. */
const LANGUAGE_TABLE =
  /new Map\(\[(?:\s*\["[\w-]+", (?:[\w$]+|\(_fragment\) => import\('\.\/[\w-]+\.js' \+ _fragment\))\],?)+\s*\]\)/g;

/** Writes the names of the languages once and lets the page make the addresses of their files. */
const shortLanguageTables = {
  name: 'short-language-tables',
  renderChunk: (code) => ({
    code: code.replace(LANGUAGE_TABLE, (table) => {
      const names = Array.from(table.matchAll(/\["([\w-]+)"/g), ([, name]) => name);
      const [, ending] = /import\('\.\/[a-z]+(?:-[a-z]+)??((?:-later)?-[\w-]{8}\.js)'/.exec(table);
      return `new Map("${names.join(' ')}".split(" ").map((name) => [name, (_fragment) => import("./" + name + "${ending}" + _fragment)]))`;
    }),
    map: null,
  }),
};

/** A room's chunk bears the name of its folder, a language with its later texts an `-later`, every other chunk that of its file. */
function chunkName({ moduleIds, name, facadeModuleId }) {
  const language = facadeModuleId?.startsWith(MESSAGES) && original(facadeModuleId).slice(MESSAGES.length, -3);
  if (language) return `${language.replace(/^later\W(.*)/, '$1-later')}-${languagesHash()}.js`;
  const index = name === 'index' && moduleIds.findLast((id) => basename(id) === 'index.ts');
  return `${index ? basename(dirname(index)) : original(`${name}.ts`).slice(0, -3)}-[hash].js`;
}

const hash = (file) => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

/** All that a page loads for its first code from its own backend, with the card in English. */
const FIRST_FILES = /^(wa-qr-login|card-.*|en-(?!later).*|qrcode-.*)\.js$/;

const preloadLine = ([name, value]) =>
  `<link rel="modulepreload" href="./${name}" integrity="${value}" crossorigin />\n`;

/**
 * Writes and prints what a page needs to load its files all at once, and to refuse a file that has been tampered with.
 * `integrity` of a module covers that file only, so the chunks have an import map, whose `./` stands for the address of the folder.
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
      const preload = modules.filter(([name]) => FIRST_FILES.test(name)).map(preloadLine);
      writeFileSync(join(folder, 'preload.html'), preload.join(''));
      console.log(preload.join(''));
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
    plugins: [clean, clientDirective, ownEncoder, ownPhoneMetadata, ownSimulation, nodeResolve(), ...transpile()],
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
    plugins: [
      importWithFragment,
      lending(),
      ownCopies(),
      shortLanguageTables,
      ...bundle(),
      licensesAt('dist/LICENSES.txt'),
    ],
  },
  {
    input: 'classic',
    output: { file: 'dist/cdn/wa-qr-login.classic.js', format: 'iife', inlineDynamicImports: true, sourcemap: true },
    // A classic script is read in the charset of its page, which may not be UTF-8.
    plugins: [withoutExports, withoutPhoneMetadata, ...bundle({ ascii_only: true }), integrity('dist/cdn')],
  },
];
