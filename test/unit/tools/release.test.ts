import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { describe, it, type TestContext } from 'node:test';

const script = resolve('test/tools/release.mjs');

const CHANGES = `# Changes

## Unreleased

- The QR code is larger.

## 0.1.0 – 2026-01-01

- The first version.
`;

/** A project with a remote repository. Its `npm` only writes its arguments into a file, then does what `npm` says. */
class Project {
  readonly #folder = mkdtempSync(join(tmpdir(), 'wa-release-'));
  readonly #home = join(this.#folder, 'project');
  readonly #calls = join(this.#folder, 'npm.log');

  constructor(t: TestContext, npm = '') {
    t.after(() => rmSync(this.#folder, { recursive: true, force: true }));
    const programs = join(this.#folder, 'bin');
    for (const folder of [programs, this.#home]) mkdirSync(folder);
    writeFileSync(join(programs, 'npm'), `#!/bin/sh\necho "$@" >> '${this.#calls}'\n${npm}\n`);
    chmodSync(join(programs, 'npm'), 0o755);
    writeFileSync(this.#calls, '');
    this.write('package.json', { name: 'wa-qr-login', version: '0.1.0', repository: 'example/wa-qr-login' });
    const packages = { '': { version: '0.1.0' }, 'node_modules/a': { version: '0.1.0' } };
    this.write('package-lock.json', { version: '0.1.0', packages });
    this.write('README.md', 'https://cdn.example/wa-qr-login@0.1.0/dist/cdn/wa-qr-login.js');
    this.write('demo/llms.txt', 'https://cdn.example/wa-qr-login@0.1.0/dist/cdn/wa-qr-login.js');
    this.write('CHANGELOG.md', CHANGES);
    this.git('init', '--quiet', '--bare', '--initial-branch=main', '../remote');
    this.git('init', '--quiet', '--initial-branch=main');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'Begin');
    this.git('remote', 'add', 'origin', '../remote');
    this.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  }

  get #env(): NodeJS.ProcessEnv {
    const who = {
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@b.test',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@b.test',
    };
    const path = `${join(this.#folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
    return { ...process.env, ...who, PATH: path, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  }

  write(file: string, content: string | object): void {
    mkdirSync(dirname(join(this.#home, file)), { recursive: true });
    writeFileSync(join(this.#home, file), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }

  read(file: string): string {
    return readFileSync(join(this.#home, file), 'utf8');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.#home, env: this.#env, encoding: 'utf8' }).trim();
  }

  release(...args: string[]) {
    const options = { cwd: this.#home, env: this.#env, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options);
    return { status, said: stdout + stderr };
  }

  /** The arguments of each call of npm. */
  get calls(): readonly string[] {
    return readFileSync(this.#calls, 'utf8').split('\n').filter(Boolean);
  }

  /** There is no new file, commit or tag, neither here nor in the remote repository. */
  assertUntouched(): void {
    assert.equal(this.git('log', '--format=%s'), 'Begin');
    assert.equal(this.git('status', '--porcelain'), '');
    assert.equal(this.git('tag'), '');
    assert.equal(this.git('ls-remote', '--tags'), '');
  }
}

describe('npm run release', () => {
  it('raises the version wherever it stands, moves the changes under it, and publishes what it has tagged', (t) => {
    const project = new Project(t);
    const { status, said } = project.release('minor');
    assert.equal(status, 0, said);
    assert.match(project.read('package.json'), /"version": "0\.2\.0"/);
    const lock = JSON.parse(project.read('package-lock.json')) as { version: string; packages: Record<string, object> };
    assert.equal(lock.version, '0.2.0');
    assert.deepEqual(lock.packages, { '': { version: '0.2.0' }, 'node_modules/a': { version: '0.1.0' } });
    for (const file of ['README.md', 'demo/llms.txt'])
      assert.equal(project.read(file), 'https://cdn.example/wa-qr-login@0.2.0/dist/cdn/wa-qr-login.js');
    const dated = /^(## Unreleased\n\n## 0\.2\.0) – \d{4}-\d\d-\d\d$/m;
    const changes = project.read('CHANGELOG.md');
    assert.match(changes, dated);
    assert.equal(changes.replace(dated, '$1'), CHANGES.replace('## Unreleased\n', '## Unreleased\n\n## 0.2.0\n'));
    assert.deepEqual(project.calls, ['test', 'publish --provenance --access public']);
    assert.equal(project.git('log', '-1', '--format=%s'), 'Release 0.2.0');
    assert.equal(project.git('tag', '--list', '--format=%(contents)', 'v0.2.0'), '0.2.0\n\n- The QR code is larger.');
    assert.match(project.git('ls-remote'), /refs\/tags\/v0\.2\.0/);
    assert.equal(project.git('rev-parse', 'origin/main'), project.git('rev-parse', 'v0.2.0^{}'));
  });

  it('says in a dry run what it would do, and does nothing', (t) => {
    const project = new Project(t);
    const { status, said } = project.release('patch', '--dry-run');
    assert.equal(status, 0, said);
    for (const expected of [
      '$ npm test',
      ...['package.json', 'package-lock.json', 'README.md', 'demo/llms.txt', 'CHANGELOG.md'].map(
        (file) => `would write ${file}`,
      ),
      '$ git commit --quiet --all --message "Release 0.1.1"',
      '$ npm publish --provenance --access public',
      '$ git push --follow-tags',
      '0.1.1 would be published.',
    ])
      assert.ok(said.includes(`${expected}\n`), said);
    assert.deepEqual(project.calls, []);
    project.assertUntouched();
  });

  it('publishes the version that package.json has from the start, once', (t) => {
    const project = new Project(t);
    assert.equal(project.release('0.1.0').status, 0);
    assert.match(project.git('ls-remote'), /refs\/tags\/v0\.1\.0/);
    const { status, said } = project.release('0.1.0');
    assert.equal(status, 1);
    assert.match(said, /v0\.1\.0 is there already/);
  });

  for (const remote of [
    'git@forge.example:acme/wa-qr-login.git',
    'ssh://git@forge.example:2222/acme/wa-qr-login.git',
    'https://key@forge.example/acme/wa-qr-login',
  ])
    it(`fills in where the sources are from the remote ${remote}`, (t) => {
      const project = new Project(t);
      project.write('package.json', { name: 'wa-qr-login', version: '0.1.0' });
      project.git('commit', '--quiet', '--all', '--message', 'Name no repository');
      project.git('remote', 'set-url', 'origin', remote);
      project.git('remote', 'set-url', '--push', 'origin', '../remote');
      const { status, said } = project.release('patch');
      assert.equal(status, 0, said);
      const { version, repository, homepage, bugs } = JSON.parse(project.read('package.json')) as Record<
        string,
        object
      >;
      assert.deepEqual(
        { version, repository, homepage, bugs },
        {
          version: '0.1.1',
          repository: { type: 'git', url: 'git+https://forge.example/acme/wa-qr-login.git' },
          homepage: 'https://forge.example/acme/wa-qr-login#readme',
          bugs: 'https://forge.example/acme/wa-qr-login/issues',
        },
      );
    });

  const refusals: readonly (readonly [
    name: string,
    args: readonly string[],
    reason: RegExp,
    spoil?: (project: Project) => void,
  ])[] = [
    ['no version', [], /say major, minor, patch or a version/],
    ['a lower version', ['0.0.9'], /0\.0\.9 is lower than 0\.1\.0/],
    ['uncommitted changes', ['patch'], /commit or put away/, (project) => project.write('README.md', 'new')],
  ];
  for (const [name, args, reason, spoil] of refusals)
    it(`refuses ${name}`, (t) => {
      const project = new Project(t);
      spoil?.(project);
      const { status, said } = project.release(...args);
      assert.equal(status, 1);
      assert.match(said, reason);
      assert.deepEqual(project.calls, []);
      assert.equal(project.git('tag'), '');
    });

  for (const [name, file, text, reason] of [
    [
      'nothing to tell',
      'CHANGELOG.md',
      '# Changes\n\n## Unreleased\n\n## 0.1.0\n\n- Old.\n',
      /nothing stands under "Unreleased"/,
    ],
    ['no place for the changes', 'CHANGELOG.md', '# Changes\n', /no "Unreleased"/],
    ['no repository', 'package.json', '{ "version": "0.1.0" }', /names no repository, and the remote/],
  ] as const)
    it(`refuses where there is ${name}`, (t) => {
      const project = new Project(t);
      project.write(file, text);
      project.git('commit', '--quiet', '--all', '--message', 'Spoil');
      const { status, said } = project.release('patch');
      assert.equal(status, 1);
      assert.match(said, reason);
      assert.deepEqual(project.calls, []);
    });

  for (const step of ['test', 'publish'])
    it(`leaves nothing behind when npm ${step} fails`, (t) => {
      const project = new Project(t, `[ "$1" != ${step} ]`);
      const { status, said } = project.release('major');
      assert.equal(status, 1);
      assert.match(said, new RegExp(`npm ${step}.* ended with 1`));
      project.assertUntouched();
    });
});
