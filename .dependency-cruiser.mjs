// Who may import whom. `npx depcruise` holds src to it, test/unit/imports.test.ts shows that each rule catches what it is for.
import { readFileSync } from 'node:fs';

/**
 * What a room may import besides itself: of `code` everything, of `types` only what the compiler erases. A package stands under
 * its own name. A room is a folder of src, or a file at its top.
 */
const ROOMS = {
  login: {},
  platform: { code: ['login'] },
  qr: { code: ['login', 'platform', 'qrcode'] },
  messages: { code: ['platform'], types: ['login'] },
  gateways: { code: ['login', 'platform'] },
  transport: { code: ['login', 'platform'], types: ['gateways'] },
  relay: { code: ['login', 'platform', 'gateways', 'transport'] },
  element: { code: ['login', 'platform', 'lit'], types: ['transport', 'gateways', 'messages'] },
  card: { code: ['login', 'platform', 'qr', 'messages', 'gateways', 'transport', 'element', 'lit'] },
  'wa-qr-login': {
    code: ['login', 'platform', 'element', 'card', 'lit'],
    types: ['transport', 'gateways', 'messages', 'qr'],
  },
  index: { code: ['wa-qr-login'], types: ['login', 'platform', 'gateways', 'transport', 'messages', 'element'] },
  frameworks: {
    code: ['index'],
    types: ['login', 'gateways', 'messages', 'element', 'wa-qr-login', 'lit', 'react', 'vue', 'svelte'],
  },
  // It must not grade its own homework: it knows the product's types and none of its code.
  simulator: { code: ['qrcode'], types: ['login', 'gateways', 'transport'] },
};

/** Files for Node alone may also import its modules and a WebSocket server. */
const NODE_ONLY = '^src/(relay/node/.*|simulator/node)\\.ts$';
const NODE_PACKAGES = '^(node:)?[a-z0-9/_]+$|node_modules/(@types/)?ws/';

const pathOf = (room) => (room in ROOMS ? `^src/${room}(/|\\.ts$)` : `node_modules/(@types/)?${room}/`);
const anyOf = (rooms) => rooms.map(pathOf).join('|');

/** The adapters that the registry fetches, each a chunk. */
const registry = readFileSync(new URL('src/gateways/registry.ts', import.meta.url), 'utf8');
const adapters = [...registry.matchAll(/import\('\.\/([\w-]+)\.js'\)/g)].map(([, name]) => name).join('|');
const ADAPTERS = `^src/gateways/(${adapters})\\.ts$`;

const CHUNKS = `^src/card/index\\.ts$|^src/qr/picture\\.ts$|^src/messages/(?!index\\.ts)|node_modules/qrcode/|${ADAPTERS}`;

/** What the compiler erases: `import type` and `typeof import()`. */
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
      'Of packages a Node file may import only those of Node and a WebSocket server.',
      { path: NODE_ONLY },
      { pathNot: `^src/(relay|simulator)/|${NODE_PACKAGES}` },
    ),
    rule('no-room', 'A source file belongs to a room.', { path: '^src/', pathNot: anyOf(Object.keys(ROOMS)) }, {}),
    rule('no-circle', 'Files that import each other, if only for types, are one file.', {}, { circular: true }),
    rule(
      'chunk',
      'What is fetched only when it is needed is imported by `import()`.',
      { path: '^src/', pathNot: '^src/(simulator/|gateways/index\\.ts$)' },
      { path: CHUNKS, dependencyTypesNot: ['dynamic-import', ...ERASED] },
    ),
    rule(
      'adapter',
      'Gateways do not know each other; what two of them share is an engine of its own.',
      { path: ADAPTERS },
      { path: `^src/gateways/(${adapters}|backend|registry|index)\\.ts$`, dependencyTypesNot: ERASED },
    ),
    rule(
      'dialect',
      'A dialect of the simulator is known to the list of dialects only.',
      { path: '^src/simulator/', pathNot: '^src/simulator/(dialects|index)\\.ts$|^src/simulator/([^/]+)/' },
      { path: '^src/simulator/[^/]+/' },
    ),
    rule(
      'dialects-apart',
      'Dialects do not know each other.',
      { path: '^src/simulator/([^/]+)/' },
      { path: '^src/simulator/[^/]+/', pathNot: '^src/simulator/$1/' },
    ),
    rule('unresolved', 'There is no such file or package.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'browser', 'default'] },
  },
};
