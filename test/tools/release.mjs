// npm run release -- <patch|minor|major|x.y.z> [--dry-run]: from a clean tree with green tests to a published version.
//
// The workflow "Release" starts it, since npm signs where a package comes from (`--provenance`) only in CI. What fails before
// the version is published leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const KINDS = ['major', 'minor', 'patch'];

const [wanted, ...flags] = process.argv.slice(2);
const isDry = flags.includes('--dry-run');
const read = (file) => readFileSync(file, 'utf8');

function fail(reason) {
  throw new Error(`No release: ${reason}`);
}

function tell(command, args) {
  return `${command} ${args.map((arg) => (/^[\w@./:=-]+$/.test(arg) ? arg : JSON.stringify(arg))).join(' ')}`;
}

/** Runs a command that changes nothing, and returns what it says. */
function ask(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : fail(`${tell(command, args)}: ${stderr.trim()}`);
}

/** Runs a command, or says in a dry run that it would. */
function act(command, ...args) {
  console.log(`$ ${tell(command, args)}`);
  if (isDry) return;
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) fail(`${tell(command, args)} ended with ${status}`);
}

function nextVersion(current) {
  const numbers = current.split('.').map(Number);
  const kind = KINDS.indexOf(wanted);
  if (kind < 0) return /^\d+\.\d+\.\d+$/.test(wanted ?? '') ? wanted : fail(`say ${KINDS.join(', ')} or a version`);
  return numbers.map((number, at) => (at < kind ? number : at === kind ? number + 1 : 0)).join('.');
}

/** The first release is of the version that package.json has from the start. */
function isLower(version, current) {
  const [a, b] = [version, current].map((text) => text.split('.').map(Number));
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && a[at] < b[at];
}

/** What stands under "Unreleased" moves under the version, and what is next may be written above it. */
function released(changes, version) {
  const [, entries] =
    /^## Unreleased\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changes) ?? fail('no "Unreleased" in CHANGELOG.md');
  if (!/^- /m.test(entries)) fail('nothing stands under "Unreleased" in CHANGELOG.md');
  const today = new Date().toISOString().slice(0, 10);
  const text = changes.replace('## Unreleased\n', `## Unreleased\n\n## ${version} – ${today}\n`);
  return { text, entries: entries.trim() };
}

/** The files as they are to be, by name. The lock file says the version of its package twice, as the first of its kind. */
function changedFiles(current, version) {
  const stated = (text, times) => {
    let left = times;
    return text.replace(/"version": "[^"]+"/g, (found) => (left-- > 0 ? `"version": "${version}"` : found));
  };
  return {
    'package.json': stated(read('package.json'), 1),
    'package-lock.json': stated(read('package-lock.json'), 2),
    'README.md': read('README.md').replaceAll(`wa-qr-login@${current}`, `wa-qr-login@${version}`),
    'CHANGELOG.md': released(read('CHANGELOG.md'), version).text,
  };
}

function write(files) {
  for (const [file, text] of Object.entries(files)) {
    if (text === read(file)) continue;
    console.log(`${isDry ? 'would write' : 'writes'} ${file}`);
    if (!isDry) writeFileSync(file, text);
  }
}

function release() {
  const { version: current, repository } = JSON.parse(read('package.json'));
  const version = nextVersion(current);
  const tag = `v${version}`;
  if (ask('git', 'status', '--porcelain')) fail('commit or put away your changes first');
  if (isLower(version, current)) fail(`${version} is lower than ${current}`);
  if (ask('git', 'tag', '--list', tag)) fail(`${tag} is there already`);
  if (!repository) fail('package.json names no repository, which the provenance is checked against');
  const { entries } = released(read('CHANGELOG.md'), version);
  const files = changedFiles(current, version);

  act('npm', 'test');
  const before = ask('git', 'rev-parse', 'HEAD');
  try {
    write(files);
    act('git', 'commit', '--quiet', '--all', '--message', `Release ${version}`);
    act('git', 'tag', '--annotate', tag, '--message', `${version}\n\n${entries}`);
    act('npm', 'publish', '--provenance', '--access', 'public');
  } catch (error) {
    if (!isDry) {
      spawnSync('git', ['tag', '--delete', tag]);
      spawnSync('git', ['reset', '--quiet', '--hard', before]);
    }
    throw error;
  }
  act('git', 'push', '--follow-tags');
  console.log(isDry ? `${version} would be published.` : `${version} is published.`);
}

try {
  release();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
