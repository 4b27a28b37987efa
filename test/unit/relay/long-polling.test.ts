import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { LoginUpdate } from '../../../src/login/login.js';
import { createRelay } from '../../../src/relay/index.js';
import { called, HOST, Pages, PagesWithSockets, RelayWorld } from './relay-world.js';
import { QR, ScriptedGateway, ScriptedSocket } from './scripted-gateway.js';

/** A code that is not renewed while a question is held. */
const LASTING: LoginUpdate = { type: 'qr', text: '2@a', expiresIn: 60 };
const PHONE = '5511999999999';

describe('a question that the relay may hold', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
  });
  afterEach(() => {
    world.close();
  });

  /** Asks, and notes when the answer came. */
  const hold = (pages: Pages, seen: string, { want = 'qr', wait = '20', signal }: HoldOptions = {}) => {
    const answer: { at: number; update: any } = { at: 0, update: undefined };
    const url = `${HOST}?want=${want}&wait=${wait}&seen=${seen}`;
    const done = pages.relay(new Request(url, { ...(signal && { signal }) })).then(async (response) => {
      answer.update = await response.json();
      answer.at = Date.now();
    });
    return Object.assign(answer, { done });
  };
  interface HoldOptions {
    readonly want?: string;
    readonly wait?: string;
    readonly signal?: AbortSignal;
  }

  it('is answered at once where the page has seen another version, or none', async () => {
    const pages = world.pages(scripted.gateway({}));
    for (const seen of ['', 'x', 'abcdefgh.qr.1']) {
      const asked = hold(pages, seen);
      await world.pass(50, 50);
      assert.equal(asked.update.type, 'qr');
    }
    const { update } = await pages.send({}, `${HOST}?wait=20`);
    assert.equal(update.type, 'qr');
  });

  it('is answered within the second in which the gateway has news', async () => {
    let update: LoginUpdate = LASTING;
    const pages = world.pages(scripted.gateway({ qr: () => update }));
    const { version } = await pages.ask();
    const asked = hold(pages, version);
    await world.pass(9_000);
    assert.equal(asked.at, 0);
    update = { type: 'linking' };
    await world.pass(1_100, 50);
    assert.equal(asked.update.type, 'linking');
    assert.notEqual(asked.update.version, version);
  });

  for (const [wait, seconds] of [
    ['20', 20],
    ['0.5', 0.5],
    ['1e9', 25],
    ['Infinity', 25],
    ['0', 0],
    ['-1', 0],
    ['NaN', 0],
    ['x', 0],
    ['', 0],
  ] as const)
    it(`is held for ${seconds} s where the page says ${JSON.stringify(wait)}`, async () => {
      const pages = world.pages(scripted.gateway({ qr: () => LASTING }));
      const { version } = await pages.ask();
      const asked = hold(pages, version, { wait });
      if (seconds > 0) {
        await world.pass(seconds * 1000 - 50, 50);
        assert.equal(asked.at, 0);
      }
      await world.pass(50, 50);
      assert.equal(asked.update.version, version);
      assert.equal(world.clock.countTimers(), 0);
    });

  it('asks the gateway at its pace for as long as it is held, and no longer', async () => {
    const pages = world.pages(scripted.gateway({ qr: () => LASTING }));
    const { version } = await pages.ask();
    const all = Array.from({ length: 50 }, () => hold(pages, version));
    await world.pass(20_050, 50);
    await Promise.all(all.map(({ done }) => done));
    const { length } = scripted.calls;
    assert.ok(length >= 20 && length <= 22, String(length));
    await world.pass(60_000, 1_000);
    assert.equal(scripted.calls.length, length);
  });

  it('is told of a code that is renewed before the end that was told', async () => {
    const pages = world.pages(scripted.gateway({})); // each answer renews its 20 s
    const { version } = await pages.ask();
    const asked = hold(pages, version);
    await world.pass(12_000);
    assert.ok(asked.update.expiresIn > 18, JSON.stringify(asked.update));
    assert.equal(asked.update.text, '2@a');
  });

  it('gets the next code as soon as there is one, and no word of the gap between two', async () => {
    const account = world.add({ gateway: 'z-api' });
    const pages = world.pagesOf(account);
    const first = await pages.ask();
    await world.pass(4_000);
    const asked = hold(pages, first.version);
    await world.pass(17_000);
    assert.equal(asked.update.type, 'qr');
    assert.notEqual(asked.update.text, first.text);
  });

  it('for the state is not answered because of a QR code', async () => {
    let text = 0;
    const pages = world.pages(
      scripted.gateway({ qr: () => ({ type: 'qr', text: `2@${text++}`, expiresIn: 20 }), state: () => undefined }),
    );
    const { version } = await pages.ask('state');
    const asked = hold(pages, version, { want: 'state' });
    const other = hold(pages, 'none');
    await world.pass(10_000);
    assert.equal(other.update.type, 'qr');
    assert.equal(asked.at, 0);
    await world.pass(10_500);
    assert.equal(asked.update.type, 'waiting');
  });

  it('does not begin a login that is over', async () => {
    const pages = world.pages(scripted.gateway({ qr: () => ({ type: 'expired' }), restart: () => QR }));
    const { version } = await pages.ask();
    const asked = hold(pages, version);
    await world.pass(50, 50);
    assert.equal(asked.update.type, 'expired');
    assert.equal(scripted.times('restart').length, 0);
  });

  it('does not wait for a slow gateway, when the news comes by another way', async () => {
    const pages = world.pages(scripted.gateway({ qr: () => LASTING }));
    const { version } = await pages.ask();
    scripted.latency = 60_000;
    const asked = hold(pages, version);
    await world.pass(3_000);
    await pages.relay.push('one', { type: 'linked', account: {} });
    await world.pass(50, 50);
    assert.equal(asked.update.type, 'linked');
  });

  it('opens no socket at the gateway, because it ends in seconds', async () => {
    ScriptedSocket.opened.length = 0;
    const pages = world.pages(scripted.gateway({}, { socket: ScriptedSocket.gatewaySocket }));
    const { version } = await pages.ask();
    hold(pages, version);
    await world.pass(3_000);
    assert.equal(ScriptedSocket.opened.length, 0);
    const end = new PagesWithSockets(pages).join();
    await world.pass(500);
    assert.equal(ScriptedSocket.opened.length, 1);
    ScriptedSocket.last.push({ type: 'linking' });
    await world.pass(500);
    assert.equal(end.last.type, 'linking');
    end.leave();
  });

  it('ends with the page that leaves', async () => {
    const left = new AbortController();
    const pages = world.pages(scripted.gateway({ qr: () => LASTING }));
    const { version } = await pages.ask();
    const asked = hold(pages, version, { signal: left.signal });
    await world.pass(3_000);
    left.abort();
    await asked.done;
    assert.equal(world.clock.countTimers(), 0);
    const gone = hold(pages, version, { signal: left.signal });
    await world.pass(50, 50);
    await gone.done;
    assert.equal(world.clock.countTimers(), 0);
  });

  it('is answered when the relay closes, which leaves no timer', async () => {
    const relay = createRelay({ gateway: scripted.gateway({ qr: () => LASTING }) });
    const pages = new PagesWithSockets(new Pages(relay));
    const { version } = await pages.ask();
    const asked = hold(pages, version);
    const end = pages.join();
    const slow = pages.send({ method: 'POST', body: '{"type":"restart"}' });
    await world.pass(3_000);
    let isAnswered = false;
    const url = `${HOST}?wait=20&seen=${version}`;
    void relay(new Request(url)).then(() => (isAnswered = true));
    await world.pass(50, 50);
    await relay.close();
    assert.ok(isAnswered);
    await Promise.all([asked.done, slow]);
    assert.equal(asked.update.text, '2@a');
    assert.equal(end.closed, 1001);
    assert.equal(world.clock.countTimers(), 0);
    const late = await pages.send();
    assert.deepEqual([late.status, late.update.code], [503, 'unavailable']);
  });

  it('is no longer held where a thousand are', async () => {
    const pages = world.pages(scripted.gateway({ qr: () => LASTING }));
    const { version } = await pages.ask();
    const all = Array.from({ length: 1_001 }, () => hold(pages, version));
    await world.pass(50, 50);
    assert.equal(all.filter(({ update }) => update).length, 1);
    await world.pass(20_000, 1_000);
    await Promise.all(all.map(({ done }) => done));
  });

  it('makes a login of Z-API three questions, and the account is heard within the gateway’s second', async () => {
    const account = world.add({ gateway: 'z-api', phone: PHONE, linkDelay: 2_500 });
    const pages = world.pagesOf(account);
    const { version } = await pages.ask();
    await world.pass(2_000);
    const asked = hold(pages, version);
    await world.pass(6_000);
    assert.equal(account.scan(account.qr!), 'linking');
    const scannedAt = Date.now();
    await world.pass(6_000, 50);
    assert.equal(asked.update.type, 'linked');
    assert.equal(asked.update.account.phone, PHONE);
    assert.ok(asked.at - scannedAt <= 2_500 + 1_200, `${asked.at - scannedAt} ms`);
    assert.equal(called(account, 'qr-code'), 1);
  });

  for (const [latency, heard] of [
    [300, 'linked'],
    [700, 'linking'],
  ] as const)
    it(`hears ${heard} first, where the gateway takes ${latency} ms to say who was linked`, async () => {
      const naming = () => new Promise<object>((resolve) => setTimeout(() => resolve({ phone: PHONE }), latency));
      const pages = world.pages(scripted.gateway({ qr: () => LASTING, account: naming }));
      const { version } = await pages.ask();
      const asked = hold(pages, version);
      void pages.relay.push('one', { type: 'linked' });
      await world.pass(600, 50);
      assert.equal(asked.update.type, heard);
      await world.pass(400, 50);
      assert.equal((await pages.ask()).account.phone, PHONE);
    });

  it('says when the next code takes the place of this one, except for the last', async () => {
    const pages = world.pagesOf(world.add({ gateway: 'z-api' }));
    const { renewsIn } = await pages.ask();
    assert.equal(renewsIn, 20);
    await world.pass(5_000);
    assert.equal((await pages.ask()).renewsIn, 15);
    for (let n = 0; n < 19; n++) {
      await world.pass(2_000);
      void pages.ask();
    }
    const last = await pages.ask();
    assert.equal(last.type, 'qr');
    assert.equal(last.renewsIn, undefined);
  });
});
