import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { LoginUpdate } from '../../../src/login/login.js';
import { createRelay, type RelaySocket } from '../../../src/relay/index.js';
import { HOST, RelayWorld, ServerEnd } from './relay-world.js';
import { ScriptedGateway } from './scripted-gateway.js';

const PICTURE = `data:image/png;base64,iVBORw0KGgo${'A'.repeat(20_000)}`;

/** The server's end of a socket of the package `ws`, which can be pinged and torn down. */
class PingedEnd extends ServerEnd {
  isReading = true;
  isThere = true;
  isTorn = false;
  bufferedAmount = 0;
  #onPong = (): void => undefined;

  override send(text: string): void {
    super.send(text);
    if (!this.isReading) this.bufferedAmount += text.length;
  }
  on(_: 'pong', listener: () => void): void {
    this.#onPong = listener;
  }
  ping(): void {
    if (this.isThere) this.#onPong();
  }
  terminate(): void {
    this.isTorn = true;
    this.leave();
  }
}

describe('a client whose socket does not tell whether it has answered a ping', () => {
  it('stays, as one of Bun’s', async () => {
    const world = new RelayWorld();
    const end = Object.assign(new ServerEnd(), { ping: () => undefined, terminate: () => assert.fail('torn down') });
    const relay = createRelay({ gateway: new ScriptedGateway().gateway({ qr: () => ({ type: 'waiting' }) }) });
    void relay.accept(end as unknown as RelaySocket, new Request(HOST));
    await world.pass(60_000, 1_000);
    assert.equal(end.readyState, 1);
    end.leave();
    world.close();
  });
});

describe('a client that has just heard news', () => {
  it('is not told again at the next heartbeat, but at the one after that', async () => {
    const world = new RelayWorld();
    let now: LoginUpdate = { type: 'waiting' };
    const end = new ServerEnd();
    const relay = createRelay({ gateway: new ScriptedGateway().gateway({ qr: () => now, state: () => now }) });
    void relay.accept(end as unknown as RelaySocket, new Request(HOST));
    await world.pass(10_000, 500);
    now = { type: 'linking' };
    await world.pass(2_000, 500);
    assert.equal(end.last.type, 'linking');
    const { length } = end.received;
    await world.pass(7_000, 500);
    assert.equal(end.received.length, length);
    await world.pass(13_000, 500);
    assert.equal(end.received.length, length + 1);
    end.leave();
    world.close();
  });
});

describe('two hundred clients', () => {
  let world: RelayWorld;
  let ends: PingedEnd[];
  let now: LoginUpdate;
  beforeEach(() => {
    world = new RelayWorld();
    now = { type: 'qr', image: PICTURE, expiresIn: 20 };
    const relay = createRelay({ gateway: new ScriptedGateway().gateway({ qr: () => now }) });
    ends = Array.from({ length: 200 }, () => new PingedEnd());
    for (const end of ends) void relay.accept(end as unknown as RelaySocket, new Request(HOST));
  });
  afterEach(() => {
    for (const end of ends) end.leave();
    world.close();
  });

  const open = () => ends.filter(({ readyState }) => readyState === 1).length;

  it('that read nothing are torn down before they fill the memory', async () => {
    for (const end of ends) end.isReading = false;
    for (let n = 0; n < 60; n++) {
      now = { type: 'qr', image: PICTURE + 'A'.repeat(4 * n), expiresIn: 20 };
      await world.pass(1_000);
    }
    assert.equal(open(), 0);
    assert.ok(
      ends.every(({ isTorn, closed, bufferedAmount }) => isTorn && closed === 1013 && bufferedAmount < 100_000),
    );
  });

  it('that have vanished are torn down within two heartbeats', async () => {
    await world.pass(1_000);
    for (const end of ends) end.isThere = false;
    await world.pass(29_500, 500);
    assert.equal(open(), 0);
    await world.pass(31_000, 1_000);
    assert.equal(world.clock.countTimers(), 0);
  });

  it('that are there stay, and are closed when all is told', async () => {
    await world.pass(60_000, 1_000);
    assert.equal(open(), 200);
    now = { type: 'linked', account: {} };
    await world.pass(2_000);
    assert.equal(open(), 200);
    await world.pass(15_000, 1_000);
    assert.ok(ends.every(({ closed, last }) => closed === 1000 && last.type === 'linked'));
    assert.equal(world.clock.countTimers(), 0);
  });
});
