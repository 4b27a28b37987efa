import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Relay, RelaySocket } from '../../../src/relay/index.js';
import { called, HOST, RelayWorld, ServerEnd, withoutVersion } from './relay-world.js';

const PHONE = '5511999999999';
const CODE = JSON.stringify({ type: 'code', phone: PHONE });

describe('the relay on a socket, by the clock', () => {
  let world: RelayWorld;
  beforeEach(() => {
    world = new RelayWorld();
  });
  afterEach(() => {
    for (const end of ends) end.leave();
    ends = [];
    world.close();
  });

  let ends: ServerEnd[] = [];
  const join = (relay: Relay, { want = '', headers = {} }: { want?: string; headers?: HeadersInit } = {}) => {
    const end = new ServerEnd();
    ends.push(end);
    void relay.accept(end as unknown as RelaySocket, new Request(HOST + want, { headers }));
    return end;
  };

  for (const gateway of ['green-api', 'z-api', 'plugchat'] as const)
    it(`sends each change once (${gateway})`, async () => {
      const account = world.add({ gateway, phone: PHONE });
      const { relay } = world.pagesOf(account);
      const end = join(relay);
      await world.pass(2_000);
      assert.equal(end.last.type, 'qr');
      account.scan(account.qr!);
      await world.pass(8_000);
      assert.equal(end.types.at(-1), 'linked');
      assert.equal(end.last.account.phone, PHONE);
      assert.ok(end.received.length <= 5, JSON.stringify(end.types));
    });

  it('feeds all sockets of a key from one login upstream, and ends it with the last', async () => {
    const account = world.add();
    const { relay } = world.pagesOf(account);
    const all = Array.from({ length: 20 }, () => join(relay));
    await world.pass(3_000);
    assert.equal(account.sockets, 1);
    assert.equal(called(account, 'scanqrcode'), 1);
    const late = join(relay);
    await world.pass(250);
    assert.equal(late.last.text ?? late.last.image, all[0]!.last.image);
    assert.ok(late.last.expiresIn < 60);
    for (const end of all) end.leave();
    await world.pass(5_000);
    assert.equal(account.sockets, 1);
    late.leave();
    await world.pass(2_000);
    assert.equal(account.sockets, 0);
    const { length } = account.calls;
    await world.pass(30_000);
    assert.equal(account.calls.length, length);
  });

  it('keeps the code for a page that comes back', async () => {
    const account = world.add({ gateway: 'z-api' });
    const { relay } = world.pagesOf(account);
    const first = join(relay);
    await world.pass(5_000);
    first.leave();
    await world.pass(5_000);
    const second = join(relay);
    await world.pass(250);
    assert.equal(second.last.text, first.last.text);
    assert.equal(second.last.expiresIn, 10);
    assert.equal(called(account, 'qr-code'), 1);
  });

  it('answers HTTP from the same login', async () => {
    const account = world.add({ gateway: 'z-api' });
    const pages = world.pagesOf(account);
    const end = join(pages.relay);
    await world.pass(2_500);
    const { length } = account.calls;
    const answer = await pages.ask();
    assert.equal(answer.text, end.last.text);
    assert.equal(account.calls.length, length);
  });

  it('keeps logins without a key apart', async () => {
    const account = world.add({ gateway: 'z-api' });
    const { relay } = world.pages(() => {
      const { key: _, ...gateway } = world.gatewayOf(account);
      return gateway;
    });
    join(relay);
    join(relay);
    await world.pass(1_000);
    assert.equal(called(account, 'qr-code'), 2);
  });

  it('does not repeat a code that has not changed, but renews its time', async () => {
    const account = world.add({ qrLife: 60_000, window: 300_000 });
    account.fault('refuse-socket');
    const end = join(world.pagesOf(account).relay);
    await world.pass(1_000);
    const { length } = end.received;
    await world.pass(8_000);
    assert.equal(end.received.length, length);
    await world.pass(10_000);
    assert.ok(end.received.length > length && end.received.length <= length + 2, String(end.received.length));
    assert.equal(end.last.expiresIn, 20);
  });

  it('expires, and a fresh socket is the restart', async () => {
    const account = world.add({ gateway: 'z-api' });
    const { relay } = world.pagesOf(account);
    const end = join(relay);
    await world.pass(70_000);
    assert.deepEqual(withoutVersion(end.last), { type: 'expired', reason: 'codes', methods: ['qr', 'code'] });
    assert.equal(called(account, 'qr-code'), 3);
    await world.pass(10_000);
    assert.equal(called(account, 'qr-code'), 3);
    const fresh = join(relay);
    await world.pass(1_000);
    assert.equal(fresh.last.type, 'qr');
  });

  it('restarts by a frame', async () => {
    const account = world.add({ gateway: 'z-api' });
    const end = join(world.pagesOf(account).relay);
    await world.pass(70_000);
    end.receive('{"type":"restart"}');
    await world.pass(1_000);
    assert.equal(end.last.type, 'qr');
    await world.pass(21_000);
    assert.equal(called(account, 'qr-code'), 5);
  });

  it('gives a pairing code by a frame, to everybody who looks', async () => {
    const account = world.add();
    const { relay } = world.pagesOf(account);
    const [asking, other] = [join(relay), join(relay)];
    await world.pass(1_000);
    asking.receive(CODE);
    await world.pass(1_000);
    assert.equal(asking.last.type, 'code');
    assert.equal(other.last.code, asking.last.code);
    account.enterCode(asking.last.code);
    await world.pass(10_000);
    assert.equal(asking.last.type, 'linked');
    assert.equal(other.last.type, 'linked');
    assert.equal(called(account, 'getAuthorizationCode'), 1);
  });

  for (const gateway of ['green-api', 'z-api'] as const)
    it(`asks for no QR code on a socket that wants the state only (${gateway})`, async () => {
      const account = world.add({ gateway });
      const end = join(world.pagesOf(account).relay, { want: '?want=state' });
      end.receive(CODE);
      await world.pass(1_000);
      assert.equal(end.last.type, 'code');
      account.enterCode(end.last.code);
      await world.pass(10_000);
      assert.equal(end.last.type, 'linked');
      assert.equal(called(account, 'qr', 'scanqrcode', 'qr-code', 'qr-code/image'), 0);
      assert.ok(!end.types.includes('qr'));
    });

  it('begins with the QR codes when somebody comes who shows them', async () => {
    const account = world.add({ gateway: 'z-api' });
    const { relay } = world.pagesOf(account);
    const looking = join(relay, { want: '?want=state' });
    await world.pass(5_000);
    assert.equal(called(account, 'qr-code'), 0);
    const showing = join(relay);
    await world.pass(1_000);
    assert.equal(showing.last.type, 'qr');
    assert.equal(looking.last.type, 'waiting');
    showing.leave();
    await world.pass(30_000);
    assert.equal(called(account, 'qr-code'), 1);
  });

  it('answers a bad frame to its sender only, and goes on', async () => {
    const account = world.add();
    const { relay } = world.pagesOf(account);
    const [end, other] = [join(relay), join(relay)];
    await world.pass(1_000);
    const before = other.received.length;
    for (const frame of ['', '{', '{"type":"dance"}', '{"type":"code"}', 'x'.repeat(5_000), new Uint8Array(3)]) {
      end.receive(frame);
      await world.pass(50, 50);
      assert.equal(end.last.type, 'error');
    }
    assert.equal(other.received.length, before);
    end.receive(CODE);
    await world.pass(500);
    assert.equal(end.last.type, 'code');
  });

  it('sends the refusal of a second pairing code only to the page that asked', async () => {
    const { relay } = world.pagesOf(world.add());
    const [one, two] = [join(relay), join(relay)];
    await world.pass(500);
    one.receive(CODE);
    await world.pass(500);
    two.receive(JSON.stringify({ type: 'code', phone: '5511888888888' }));
    await world.pass(500);
    assert.equal(two.last.code, 'rate-limited');
    assert.equal(one.last.type, 'code');
  });

  it('reads the frames that came while the host still looked who it is', async () => {
    const account = world.add();
    const { relay } = world.pages(
      () => new Promise((resolve) => setTimeout(() => resolve(world.gatewayOf(account)), 1_000)),
    );
    const end = join(relay, { want: '?want=state' });
    end.receive(CODE);
    await world.pass(2_000);
    assert.equal(end.last.type, 'code');
  });

  it('waits for a socket that is not open yet', async () => {
    const { relay } = world.pagesOf(world.add());
    const end = new ServerEnd();
    end.readyState = 0;
    void relay.accept(end as unknown as RelaySocket, new Request(HOST));
    await world.pass(1_000);
    end.readyState = 1;
    end.dispatchEvent(new Event('open'));
    await world.pass(1_000);
    assert.equal(end.last.type, 'qr');
    end.leave();
  });

  it('ends when the page left while the host still looked', async () => {
    const account = world.add();
    const { relay } = world.pages(
      () => new Promise((resolve) => setTimeout(() => resolve(world.gatewayOf(account)), 1_000)),
    );
    join(relay).leave();
    await world.pass(5_000);
    assert.equal(account.sockets, 0);
  });

  it('sends upstream errors as over HTTP, in its own words', async () => {
    const account = world.add();
    account.fault('unauthorized');
    const end = join(world.pagesOf(account).relay);
    await world.pass(2_000);
    assert.equal(end.last.code, 'config');
    assert.ok(!JSON.stringify(end.received).includes(account.token));
  });

  describe('refuses', () => {
    it('another origin', async () => {
      const account = world.add();
      const end = join(world.pagesOf(account).relay, { headers: { Origin: 'https://evil.test' } });
      await world.pass(1_000);
      assert.equal(end.closed, 1008);
      assert.equal(account.calls.length, 0);
      assert.deepEqual(end.types, []); // so that a page whose name a proxy hides goes on by polling
    });

    it('but not its own, nor a named one', async () => {
      const account = world.add();
      const { relay } = world.pages(() => world.gatewayOf(account), ['https://app.test']);
      for (const Origin of ['https://host.test', 'https://app.test']) {
        const end = join(relay, { headers: { Origin } });
        await world.pass(1_000);
        assert.equal(end.last.type, 'qr');
      }
    });

    it('whom the host refuses', async () => {
      const end = join(world.pages(() => new Response(null, { status: 401 })).relay);
      await world.pass(50, 50);
      assert.equal(end.last.code, 'unauthorized');
      assert.equal(end.closed, 1008);
    });

    it('everybody while the host fails, without rejecting', async () => {
      const end = join(world.pages(() => Promise.reject(new Error('secret'))).relay);
      await world.pass(50, 50);
      assert.equal(end.closed, 1011);
      assert.deepEqual(end.received, []);
    });
  });
});
