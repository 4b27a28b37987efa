// The rules for imports within src, which `npm run lint` checks. test/unit/imports.test.ts proves that each of them works.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/**
 * The rooms, and what each may import besides its own files: anything from those under `code`, and only types from those under
 * `types`. A room is a folder of src or a file directly in it. Every other name is that of a package.
 */
const ROOMS = {
  login: {},
  platform: { code: ['login'] },
  qr: { code: ['login', 'platform', 'qrcode'] },
  messages: { code: ['platform'], types: ['login'] },
  gateways: { code: ['login', 'platform'] },
  transport: { code: ['login', 'platform'], types: ['gateways'] },
  relay: { code: ['login', 'platform', 'qr', 'gateways', 'transport'] },
  element: { code: ['login', 'platform', 'messages', 'qr', 'lit'], types: ['transport', 'gateways'] },
  card: {
    code: ['login', 'platform', 'qr', 'messages', 'gateways', 'transport', 'element', 'lit', 'libphonenumber-js'],
  },
  'wa-qr-login': {
    code: ['login', 'platform', 'element', 'card', 'lit'],
    types: ['transport', 'gateways', 'messages', 'qr'],
  },
  index: { code: ['wa-qr-login'], types: ['login', 'platform', 'gateways', 'transport', 'messages', 'element'] },
  frameworks: {
    code: ['index', 'react'],
    types: ['login', 'gateways', 'messages', 'element', 'wa-qr-login', 'lit', 'vue', 'svelte', 'solid-js', 'preact'],
  },
  // Tests compare the product with the simulator, so the two share no code.
  simulator: { code: ['qrcode'], types: ['login', 'gateways', 'transport'] },
};

/** Files that only Node runs. They may also import Node's modules and the package `ws`. */
const NODE_ONLY = '^src/(relay|simulator)/node(/|\\.ts$)';
const NODE_PACKAGES = '^(node:)?[\\w/]+$|node_modules/(@types/)?ws/';
/** The program `wa-qr-login`, which Node runs and nothing imports. */
const PROGRAM = '^src/cli/';

const pathOf = (room) => (room in ROOMS ? `^src/${room}(/|\\.ts$)` : `node_modules/(@types/)?${room}/`);
const anyOf = (rooms) => rooms.map(pathOf).join('|');

/** The files that a file fetches when they are needed, by `() => import('./x.js')`: each begins a chunk of the drop-in. */
function fetchedBy(file) {
  const imports = readFileSync(file, 'utf8').matchAll(/=> import\('(\.[^']+)\.js'\)/g);
  return Array.from(imports, ([, path]) => posix.join(posix.dirname(file), `${path}.ts`));
}

const sources = readdirSync('src', { recursive: true }).map((name) => `src/${name.replaceAll('\\', '/')}`);
const chunks = sources.filter((file) => file.endsWith('.ts')).flatMap(fetchedBy);
const exactly = (files) => `^(${files.join('|').replaceAll('.', '\\.')})$`;

const CHUNKS = `${exactly(chunks)}|node_modules/qrcode/`;
const ADAPTERS = exactly(fetchedBy('src/gateways/registry.ts'));

/** Imports that the compiler removes: `import type` and `typeof import()`. */
const ERASED = ['type-only', 'type-import'];

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

function rulesOf([room, { code = [], types = [] }]) {
  const from = { path: pathOf(room), pathNot: NODE_ONLY };
  const known = { pathNot: anyOf([room, ...code, ...types]) };
  const typesOnly = { path: anyOf(types), dependencyTypesNot: ERASED };
  return [
    rule(`${room}-imports`, `${room} imports from a room that it may not know.`, from, known),
    ...(types.length > 0 ? [rule(`${room}-types`, `${room} may import only types from there.`, from, typesOnly)] : []),
  ];
}

export default {
  forbidden: [
    ...Object.entries(ROOMS).flatMap(rulesOf),
    rule(
      'node-only',
      'A file for Node may import its modules and `ws`, but no other package.',
      { path: NODE_ONLY },
      { pathNot: `^src/(relay|simulator)/|${NODE_PACKAGES}` },
    ),
    rule(
      'program',
      'The program may import what asks backends, the simulator and modules of Node.',
      { path: PROGRAM },
      { pathNot: `^src/(cli|login|platform|gateways|simulator)/|${NODE_PACKAGES}` },
    ),
    rule(
      'portable',
      'A file that also runs elsewhere may not import one that only Node runs.',
      { path: '^src/', pathNot: `${NODE_ONLY}|${PROGRAM}` },
      { path: `${NODE_ONLY}|${PROGRAM}` },
    ),
    rule(
      'no-room',
      'Every source file must be in one of the rooms.',
      { path: '^src/', pathNot: `${anyOf(Object.keys(ROOMS))}|${PROGRAM}` },
      {},
    ),
    rule('no-circle', 'Files may not import each other, not even types.', {}, { circular: true }),
    rule(
      'chunk',
      'A file that begins a chunk may only be imported by `import()`, or it becomes part of another chunk.',
      { path: '^src/', pathNot: '^src/(simulator/|gateways/index\\.ts$)' },
      { path: CHUNKS, dependencyTypesNot: ['dynamic-import', ...ERASED] },
    ),
    rule(
      'adapter',
      'Adapters may not import each other. What two of them share is a file of its own.',
      { path: ADAPTERS },
      { path: `${ADAPTERS}|^src/gateways/(backend|registry|index)\\.ts$`, dependencyTypesNot: ERASED },
    ),
    rule(
      'dialect',
      'Only the list of dialects may import a dialect of the simulator.',
      { path: '^src/simulator/', pathNot: '^src/simulator/(dialects|index)\\.ts$|^src/simulator/([^/]+)/' },
      { path: '^src/simulator/[^/]+/' },
    ),
    rule(
      'dialects-apart',
      'Dialects may not import each other.',
      { path: '^src/simulator/([^/]+)/' },
      { path: '^src/simulator/[^/]+/', pathNot: '^src/simulator/$1/' },
    ),
    rule('unresolved', 'The imported file or package does not exist.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'browser', 'default'] },
  },
};
