// npm run release -- <patch|minor|major|x.y.z> [--dry-run]
//
// Runs the tests, raises the version, moves the changes under it, commits, tags, publishes and pushes. The workflow "Release"
// starts this script, because npm can only state where a package was built (`--provenance`) when it is published from CI. If
// a step before the publication fails, the repository is left as it was.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const KINDS = ['major', 'minor', 'patch'];

const [wanted, ...flags] = process.argv.slice(2);
const isDry = flags.includes('--dry-run');
const read = (file) => readFileSync(file, 'utf8');

function fail(reason) {
  throw new Error(`No release: ${reason}`);
}

/** The command line for people, with quotes where a shell would need them. */
function toLine(command, args) {
  return [command, ...args.map((arg) => (/^[\w@./:=-]+$/.test(arg) ? arg : JSON.stringify(arg)))].join(' ');
}

/** Runs a command that changes nothing, and returns its output. */
function ask(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : fail(`${toLine(command, args)}: ${stderr.trim()}`);
}

/** Runs a command; a dry run only prints it. */
function act(command, ...args) {
  console.log(`$ ${toLine(command, args)}`);
  if (isDry) return;
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) fail(`${toLine(command, args)} ended with ${status}`);
}

function nextVersion(current) {
  const kind = KINDS.indexOf(wanted);
  if (kind < 0) return /^\d+\.\d+\.\d+$/.test(wanted ?? '') ? wanted : fail(`say ${KINDS.join(', ')} or a version`);
  const numbers = current.split('.').map(Number);
  return numbers.map((number, at) => (at < kind ? number : at === kind ? number + 1 : 0)).join('.');
}

function isLower(version, current) {
  const [a, b] = [version, current].map((text) => text.split('.').map(Number));
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && a[at] < b[at];
}

/** The entries under "Unreleased", which are the message of the tag. */
function unreleased(changes) {
  const section = /^## Unreleased\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changes);
  if (!section) fail('no "Unreleased" in CHANGELOG.md');
  return /^- /m.test(section[1]) ? section[1].trim() : fail('nothing stands under "Unreleased" in CHANGELOG.md');
}

/** Raises the version where it is first stated, so many times. */
function withVersion(text, version, times) {
  let left = times;
  return text.replace(/"version": "[^"]+"/g, (found) => (left-- > 0 ? `"version": "${version}"` : found));
}

/** The web address of a repository that git knows as `git@host:owner/name.git`, `ssh://…` or `https://…`. */
function toWebAddress(remote) {
  const found = /^(?:(?:https|ssh):\/\/)?(?:[^@/]+@)?([\w.-]+\.[a-z]+)(?::\d+)?[:/](.+?)(?:\.git)?\/?$/.exec(remote);
  return found ? `https://${found[1]}/${found[2]}` : undefined;
}

/** Where the sources are, which nobody knows before they are published from there: npm shows it and checks the provenance against it. */
function withRepository(text) {
  if (JSON.parse(text).repository) return text;
  const address = toWebAddress(ask('git', 'remote', 'get-url', 'origin'));
  if (!address) fail('package.json names no repository, and the remote "origin" is not at an address of the web');
  const fields = {
    repository: { type: 'git', url: `git+${address}.git` },
    homepage: `${address}#readme`,
    bugs: `${address}/issues`,
  };
  return `${JSON.stringify({ ...JSON.parse(text), ...fields }, null, 2)}\n`;
}

/** The new text of each file that states the version. */
function filesOf(current, version) {
  const today = new Date().toISOString().slice(0, 10);
  const withAddress = (file) => read(file).replaceAll(`wa-qr-login@${current}`, `wa-qr-login@${version}`);
  return {
    'package.json': withRepository(withVersion(read('package.json'), version, 1)),
    // A lock file begins with its own package, whose version it states twice.
    'package-lock.json': withVersion(read('package-lock.json'), version, 2),
    'README.md': withAddress('README.md'),
    'demo/llms.txt': withAddress('demo/llms.txt'),
    'CHANGELOG.md': read('CHANGELOG.md').replace('## Unreleased\n', `$&\n## ${version} – ${today}\n`),
  };
}

function write(files) {
  for (const [file, text] of Object.entries(files)) {
    console.log(`${isDry ? 'would write' : 'writes'} ${file}`);
    if (!isDry) writeFileSync(file, text);
  }
}

/** Finds out the version, and fails if the repository is not ready for it. The first release may keep the current one. */
function check({ version: current }) {
  const version = nextVersion(current);
  if (ask('git', 'status', '--porcelain')) fail('commit or put away your changes first');
  if (isLower(version, current)) fail(`${version} is lower than ${current}`);
  if (ask('git', 'tag', '--list', `v${version}`)) fail(`v${version} is there already`);
  return { version, entries: unreleased(read('CHANGELOG.md')), files: filesOf(current, version) };
}

function publish({ version, entries, files }) {
  write(files);
  act('git', 'commit', '--quiet', '--all', '--message', `Release ${version}`);
  act('git', 'tag', '--annotate', `v${version}`, '--message', `${version}\n\n${entries}`);
  act('npm', 'publish', '--provenance', '--access', 'public');
}

function undo({ version }, commit) {
  spawnSync('git', ['tag', '--delete', `v${version}`]);
  spawnSync('git', ['reset', '--quiet', '--hard', commit]);
}

function release() {
  const plan = check(JSON.parse(read('package.json')));
  const commit = ask('git', 'rev-parse', 'HEAD');
  act('npm', 'test');
  try {
    publish(plan);
  } catch (error) {
    if (!isDry) undo(plan, commit);
    throw error;
  }
  console.log(isDry ? `${plan.version} would be published.` : `${plan.version} is published.`);
  act('git', 'push', '--follow-tags');
}

try {
  release();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
