import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { zApi } from '../../../src/gateways/z-api.js';
import { createRelay } from '../../../src/relay/index.js';
import { toNodeHandler } from '../../../src/relay/node/index.js';

interface Program {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  said: string;
  readonly ended: Promise<number | null>;
}

function run(t: TestContext, ...words: readonly string[]): Program {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', ...words]);
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'close').then(([status]) => status as number | null);
  const program = { child, said: '', ended };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (program.said += data.toString()));
  return program;
}

async function untilSaid(
  { child, ...program }: Program,
  words: RegExp,
  said = () => program.said,
): Promise<RegExpExecArray> {
  for (;;) {
    const found = words.exec(said());
    if (found) return found;
    await once(child.stdout, 'data');
  }
}

describe('the program wa-qr-login', { concurrency: 2 }, () => {
  it('simulates a gateway whose phone obeys the keyboard, and checks the relay in front of it', async (t) => {
    const simulator = run(t, 'simulate', '--gateway', 'z-api');
    const said = () => simulator.said;
    const found = await untilSaid(
      simulator,
      /z-api: backend-url (\S+) {2}instance (\S+) {2}token (\S+)\n.*Enter/,
      said,
    );
    const [, backendUrl, instance, token] = found;
    const relay = createRelay({ gateway: zApi({ backendUrl, instance, token }) });
    const host = createServer(toNodeHandler(relay)).listen(0, '127.0.0.1');
    t.after(() => host.close());
    await once(host, 'listening');
    const checked = run(t, 'check', `http://127.0.0.1:${(host.address() as AddressInfo).port}/login`);
    assert.equal(await checked.ended, 0, checked.said);
    assert.match(checked.said, /✓ GET \?want=qr is answered with an update: `qr`, for \d+ s\n/);
    assert.match(checked.said, /\n\d+ right, 0 wrong\n$/);
    simulator.child.stdin.write('\n');
    await untilSaid(simulator, /Scanned: linking/, said);
    simulator.child.stdin.write('AAAA1111\n');
    await untilSaid(simulator, /Typed: refused/, said);
    simulator.child.kill('SIGINT');
    assert.equal(await simulator.ended, 0);
  });

  it('ends with 1 where something is wrong', async (t) => {
    const checked = run(t, 'check', 'http://127.0.0.1:1/login');
    assert.equal(await checked.ended, 1);
    assert.match(checked.said, /✗ No answer/);
  });

  for (const [words, reason] of [
    [[], 'The first word must be'],
    [['check'], 'needs the address'],
    [['check', 'nowhere'], 'must begin with http'],
    [['check', 'http://a.test', '--telephone'], "Unknown option '--telephone'"],
    [['simulate', '--gateway', 'nobody'], 'gateway must be'],
    [['simulate', '--port', 'first'], '`--port` must be a number'],
  ] as const)
    it(`ends with 2, and says how it is used, when it is called as "${words.join(' ')}"`, async (t) => {
      const program = run(t, ...words);
      assert.equal(await program.ended, 2);
      assert.ok(program.said.includes(reason), program.said);
      assert.match(program.said, /\nUsage:\n/);
    });

  it('says how it is used', async (t) => {
    const program = run(t, '--help');
    assert.equal(await program.ended, 0);
    assert.match(program.said, /^Usage:\n/);
  });
});
