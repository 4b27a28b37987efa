import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { LoginUpdate } from '../../../src/login/login.js';
import { PagesWithSockets, RelayWorld } from './relay-world.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';

const PHONE = '5511999999999';
const CODE: LoginUpdate = { type: 'code', code: 'ABCD1234', expiresIn: 150 };

describe('the relay asks a gateway one question at a time', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
    scripted.latency = 300;
  });
  afterEach(() => {
    world.close();
  });

  it('when a page restarts while another asks', async () => {
    let linked = true;
    const gateway = scripted.gateway({
      qr: () => (linked ? { type: 'linked', account: {} } : QR),
      state: () => (linked ? { type: 'linked' } : undefined),
      restart: () => ({ type: 'waiting' }),
    });
    const pages = world.pages(gateway);
    const first = pages.ask();
    await world.pass(1_500, 100);
    assert.equal((await first).type, 'linked');
    linked = false;
    const asking = pages.ask();
    await world.pass(100, 100);
    const restarting = pages.post({ type: 'restart' });
    await world.pass(3_000, 100);
    await Promise.all([asking, restarting]);
    assert.equal(scripted.times('restart').length, 1);
    assert.equal(scripted.mostOpen, 1);
  });

  it('when a page restarts over a socket, and the gateway is asked for news again', async () => {
    const gateway = scripted.gateway({ qr: () => ({ type: 'expired' }), restart: () => ({ type: 'waiting' }) });
    const socket = new PagesWithSockets(world.pages(gateway)).join();
    await world.pass(1_000, 100);
    assert.equal(socket.last.type, 'expired');
    socket.receive('{"type":"restart"}');
    await world.pass(3_000, 100);
    socket.leave();
    assert.equal(scripted.times('restart').length, 1);
    assert.equal(scripted.mostOpen, 1);
  });

  it('when a page asks for a pairing code over a socket that polls', async () => {
    const socket = new PagesWithSockets(world.pages(scripted.gateway({ code: () => CODE }))).join();
    await world.pass(100, 100);
    socket.receive(JSON.stringify({ type: 'code', phone: PHONE }));
    await world.pass(3_000, 100);
    socket.leave();
    assert.equal(socket.last.type, 'code');
    assert.equal(scripted.mostOpen, 1);
  });

  it('when a pairing code is asked for behind a question that takes long', async () => {
    scripted.latency = 18_000;
    const pages = world.pages(scripted.gateway({ code: () => CODE }));
    const asking = pages.ask();
    await world.pass(500);
    const code = pages.post({ type: 'code', phone: PHONE });
    await world.pass(8_500);
    // The page of the QR code has its answer by now.
    assert.equal((await asking).type, 'waiting');
    assert.deepEqual(
      scripted.calls.map(({ method, signal }) => [method, signal.aborted]),
      [
        ['qr', true],
        ['code', false],
      ],
    );
    await world.pass(18_000);
    assert.equal((await code).update.type, 'code');
    assert.equal(scripted.mostOpen, 1);
  });

  for (const latency of [300, 2_000, 12_000])
    it(`in any mixture of requests (${latency} ms)`, async () => {
      scripted.latency = latency;
      let calls = 0;
      const answers: LoginUpdate[] = [QR, { type: 'waiting' }, { type: 'linked', account: {} }, { type: 'expired' }];
      const gateway = scripted.gateway({
        qr: () => answers[calls++ % answers.length]!,
        state: () => answers[calls++ % answers.length],
        code: () => (calls++ % 3 === 0 ? { type: 'waiting' } : CODE),
        restart: () => ({ type: 'waiting' }),
      });
      const pages = new PagesWithSockets(world.pages(gateway));
      const requests = [
        () => pages.ask(),
        () => pages.ask('state'),
        () => pages.post({ type: 'restart' }),
        () => pages.post({ type: 'code', phone: PHONE }),
        () => pages.join(),
        () => pages.sockets.at(-1)?.receive('{"type":"restart"}'),
        () => pages.sockets.shift()?.leave(),
      ];
      const answered: unknown[] = [];
      for (let n = 0; n < 120; n++) {
        // Each of the requests follows upon each of the others, sooner or later.
        answered.push(requests[(n * n + 3 * n) % requests.length]!(), requests[n % requests.length]!());
        await world.pass(170 * (n % 9), 170);
      }
      await world.pass(30_000);
      for (const socket of pages.sockets) socket.leave();
      await Promise.all(answered);
      const asked = new Set(scripted.calls.map(({ method }) => method));
      assert.deepEqual([...asked].sort(), ['code', 'qr', 'restart', 'state']);
      assert.equal(scripted.mostOpen, 1);
    });
});
