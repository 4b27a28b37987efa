import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The rooms whose mistakes nobody sees on screen. What only loads a chunk or holds types has no mutants worth a test. */
const SOURCES = ['src/login', 'src/platform', 'src/transport', 'src/gateways', 'src/relay'];
const ALSO = ['src/card/page-gate.ts'];
const WITHOUT = ['src/gateways/index.ts', 'src/gateways/registry.ts', 'src/platform/chunk.ts'];
const TESTS = [...SOURCES.map((room) => room.replace('src', 'test/unit')), 'test/unit/card'];

/** These take many seconds. They are asked only about the adapter that they bear the name of. */
const HEAVY: ReadonlySet<string> = new Set(
  ['every-gateway', 'real-clients', 'gowa', 'evolution', 'evolution-go', 'waha', 'wuzapi', 'uazapi', 'wppconnect'].map(
    (name) => `${name}.test.ts`,
  ),
);

function filesIn(folders: readonly string[], end: string): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(end))
      .map((name) => join(folder, name))
      .sort(),
  );
}

/** The files of the rooms, or those below a path. */
export function mutatedFiles(below = ''): readonly string[] {
  const all = [...filesIn(SOURCES, '.ts'), ...ALSO].filter(
    (name) => !name.endsWith('.d.ts') && !WITHOUT.includes(name),
  );
  return all.filter((name) => name.startsWith(below));
}

export function unitTests(): readonly string[] {
  return filesIn(TESTS, '.test.ts');
}

/** Whose tests are put to the mutants of a room: its own, and those that see most of it where others use it. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  login: ['login', 'transport'],
  platform: ['platform', 'login', 'transport'],
  transport: ['transport', 'platform'],
};

/** Tests of another room that are about one file. */
const ALSO_ASKED: Readonly<Record<string, string>> = { 'src/gateways/pushed.ts': 'test/unit/relay/push.test.ts' };

/** Whether a mutant of the file may be put to this test. */
export function isAsked(test: string, file: string): boolean {
  if (ALSO_ASKED[file] === test) return true;
  const [, room = ''] = file.split('/');
  const [, , testRoom = ''] = test.split('/');
  const isOwn = basename(test, '.test.ts') === basename(file, '.ts');
  return (ASKED[room] ?? [room]).includes(testRoom) && (isOwn || !HEAVY.has(basename(test)));
}
