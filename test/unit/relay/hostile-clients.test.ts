import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { LoginError } from '../../../src/login/login-error.js';
import { createRelay, type RelaySocket } from '../../../src/relay/index.js';
import { HOST, Pages, RelayWorld, ServerEnd } from './relay-world.js';
import { ScriptedGateway } from './scripted-gateway.js';

const PHONE = '5511999999999';

/** What a stranger, a broken network or a changed configuration does to a relay. */
describe('a relay', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
  });
  afterEach(() => world.close());

  const accept = (end: ServerEnd, gateway: () => unknown = () => scripted.gateway({})) => {
    const relay = createRelay({ gateway: gateway as never });
    void relay.accept(end as unknown as RelaySocket, new Request(HOST));
  };
  const asksNobody = async () => {
    await world.pass(2_000);
    const { length } = scripted.calls;
    await world.pass(65_000);
    assert.equal(scripted.calls.length, length);
    assert.ok(length <= 1, `${length} calls`);
  };

  describe('asks the gateway nothing for a socket that', () => {
    it('had closed before', async () => {
      const end = new ServerEnd();
      end.readyState = 3;
      accept(end);
      await asksNobody();
    });

    it('closes while the host looks whose login it is', async () => {
      const end = new ServerEnd();
      accept(end, async () => {
        end.leave();
        await Promise.resolve();
        return scripted.gateway({});
      });
      await asksNobody();
    });

    it('closes before it was open', async () => {
      const end = new ServerEnd();
      end.readyState = 0;
      accept(end);
      await world.pass(250);
      end.leave();
      await asksNobody();
      assert.deepEqual(end.received, []);
    });

    it('never opens', async () => {
      const end = new ServerEnd();
      end.readyState = 0;
      accept(end);
      await asksNobody();
      end.leave();
    });
  });

  it('says something on a quiet socket often enough for a page that waits 30 s', async () => {
    const end = new ServerEnd();
    accept(end, () => scripted.gateway({ qr: () => ({ type: 'waiting' }) }));
    await world.pass(250);
    const { length } = end.received;
    await world.pass(61_000);
    assert.equal(end.received.length, length + 4);
    end.leave();
    await world.pass(61_000);
    assert.equal(end.received.length, length + 4);
  });

  it('lets a client go that reads nothing', async () => {
    const end = Object.assign(new ServerEnd(), { bufferedAmount: 2_000_000 });
    accept(end);
    await world.pass(250);
    assert.equal(end.closed, 1013);
    assert.deepEqual(end.received, []);
  });

  it('answers a body that breaks off', async () => {
    const pages = new Pages(createRelay({ gateway: scripted.gateway({}) }));
    const body = new ReadableStream({
      pull: (controller) => controller.error(new Error('ECONNRESET with a token in it')),
    });
    const { status, text } = await pages.send({ method: 'POST', body, duplex: 'half' } as RequestInit);
    assert.equal(status, 400);
    assert.match(text, /broke off/);
    assert.ok(!text.includes('token'));
  });

  describe('knows the origin of', () => {
    for (const [named, origin] of [
      ['capacitor://localhost', 'capacitor://localhost'],
      ['capacitor://localhost/', 'capacitor://localhost'],
      ['ionic://localhost', 'ionic://localhost'],
      ['tauri://localhost', 'tauri://localhost'],
      ['app://-', 'app://-'],
      ['chrome-extension://abcdefghijklmnop', 'chrome-extension://abcdefghijklmnop'],
      ['https://App.Example.com/', 'https://app.example.com'],
      ['http://localhost:8100', 'http://localhost:8100'],
    ] as const)
      it(named, async () => {
        const pages = new Pages(createRelay({ gateway: scripted.gateway({}), origins: [named] }));
        const post = (from: string) => pages.post({ type: 'restart' }, { origin: from });
        const { status, headers } = await post(origin);
        assert.equal(status, 200);
        assert.equal(headers.get('access-control-allow-origin'), origin);
        for (const other of ['null', 'capacitor://evil', 'https://evil.example']) {
          const refused = await post(other);
          assert.equal(refused.status, 403);
          assert.equal(refused.headers.get('access-control-allow-origin'), null);
        }
      });

    for (const wrong of [
      'null',
      '*',
      'file:///',
      'file://',
      'app.example.com',
      '',
      'https://a.example/path',
      'https://u:p@a.example',
    ])
      it(`nothing by ${JSON.stringify(wrong)}, and says so at once`, () => {
        assert.throws(() => createRelay({ gateway: scripted.gateway({}), origins: [wrong] }), TypeError);
      });
  });

  it('does not let a restart go around what the gateway asked for', async () => {
    const busy = () => Promise.reject(new LoginError('rate-limited', '', { transient: true, retryAfter: 3_600 }));
    const pages = new Pages(createRelay({ gateway: () => scripted.gateway({ qr: busy, restart: busy }) }));
    assert.equal((await pages.ask()).code, 'rate-limited');
    for (let n = 0; n < 50; n++) {
      assert.equal((await pages.post({ type: 'restart' })).update.code, 'rate-limited');
      await world.pass(100, 100);
    }
    assert.equal(scripted.calls.length, 1);
    await world.pass(3_600_000, 60_000);
    await pages.post({ type: 'restart' });
    assert.ok(scripted.calls.length >= 2);
  });

  it('gives a QR code to whoever wants one in place of a pairing code', async () => {
    const code = () => ({ type: 'code', code: 'ABCD1234', expiresIn: 150 }) as const;
    const pages = new Pages(createRelay({ gateway: () => scripted.gateway({ code }) }));
    assert.equal((await pages.post({ type: 'code', phone: PHONE })).update.type, 'code');
    assert.equal((await pages.ask()).type, 'code');
    await world.pass(1_000);
    assert.equal((await pages.post({ type: 'restart' })).update.type, 'qr');
    await world.pass(2_000);
    assert.equal((await pages.ask()).type, 'qr');
  });

  it('takes a new token from the next question on', async () => {
    let token = 'old';
    const used: string[] = [];
    const gateway = () => {
      const mine = token;
      return scripted.gateway({
        qr: () => {
          used.push(mine);
          return { type: 'qr', text: `2@${mine}`, expiresIn: 20 };
        },
      });
    };
    const pages = new Pages(createRelay({ gateway }));
    assert.equal((await pages.ask()).text, '2@old');
    token = 'new';
    await world.pass(2_000);
    assert.equal((await pages.ask()).text, '2@new');
    assert.deepEqual(used, ['old', 'new']);
  });
});
