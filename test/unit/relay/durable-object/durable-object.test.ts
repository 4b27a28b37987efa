import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { toDurableObjectHandler } from '../../../../src/relay/durable-object/index.js';
import { createRelay, type Relay } from '../../../../src/relay/index.js';
import { HOST, RelayWorld, ServerEnd } from '../relay-world.js';
import { QR, ScriptedGateway } from '../scripted-gateway.js';

/** The object's end of a socket: as in workerd, nothing is sent or heard before it was accepted. */
class ObjectEnd extends ServerEnd {
  isAccepted = false;
  accept(): void {
    this.isAccepted = true;
  }
  override send(text: string): void {
    assert.ok(this.isAccepted, 'sent before it was accepted');
    super.send(text);
  }
}

/** What workerd has and Node lacks: pairs of sockets, and an answer that hands one of them over. */
class SocketPair {
  static readonly made: SocketPair[] = [];
  readonly 0 = new EventTarget();
  readonly 1 = new ObjectEnd();
  constructor() {
    SocketPair.made.push(this);
  }
}

const NodeResponse = globalThis.Response;
class WorkerdResponse extends NodeResponse {
  readonly webSocket: unknown;
  constructor(body?: BodyInit | null, init: ResponseInit & { readonly webSocket?: unknown } = {}) {
    const { status = 200, webSocket } = init;
    super(body, webSocket ? { ...init, status: 200 } : init);
    this.webSocket = webSocket;
    if (webSocket) Object.defineProperty(this, 'status', { value: status });
  }
}

describe('a relay in a Durable Object', () => {
  let world: RelayWorld;
  let relay: Relay;
  let answer: (request: Request) => Promise<Response>;
  beforeEach(() => {
    Object.assign(globalThis, { WebSocketPair: SocketPair, Response: WorkerdResponse });
    SocketPair.made.length = 0;
    world = new RelayWorld();
    relay = createRelay({ gateway: new ScriptedGateway().gateway({ qr: () => QR }) });
    answer = toDurableObjectHandler(relay);
  });
  afterEach(async () => {
    await relay.close();
    world.close();
    Reflect.deleteProperty(globalThis, 'WebSocketPair');
    Object.assign(globalThis, { Response: NodeResponse });
  });

  it('answers a question, and makes no socket for it', async () => {
    const response = await answer(new Request(`${HOST}?want=qr`));
    const { type, text } = (await response.json()) as { readonly type: string; readonly text: string };
    assert.deepEqual([response.status, type, text], [200, 'qr', '2@a']);
    assert.equal((await answer(new Request(HOST, { headers: { upgrade: 'h2c' } }))).status, 200);
    assert.equal(SocketPair.made.length, 0);
  });

  it('hands a page its end of a socket, and tells it the codes by the other', async () => {
    for (const upgrade of ['websocket', 'WebSocket']) {
      const response = await answer(new Request(HOST, { headers: { upgrade } }));
      const { 0: page, 1: socket } = SocketPair.made.at(-1) ?? assert.fail('no socket was made');
      assert.deepEqual([response.status, Reflect.get(response, 'webSocket') === page], [101, true]);
      await world.pass(2_000);
      assert.equal(socket.last.text, '2@a', upgrade);
      socket.leave();
    }
    assert.equal(SocketPair.made.length, 2);
  });
});
