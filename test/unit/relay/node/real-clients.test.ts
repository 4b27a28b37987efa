import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { WebSocketServer } from 'ws';
import { pushed } from '../../../../src/gateways/pushed.js';
import { createRelay } from '../../../../src/relay/index.js';
import { toNodeUpgradeHandler } from '../../../../src/relay/node/index.js';

const HANDSHAKE = [
  'GET / HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n');
const CLIENTS = 200;
const PICTURE = 'A'.repeat(400_000);

/** Over real connections, by a clock that only the test moves: raw clients that do a handshake, and nothing that is polite. */
describe('two hundred connections', () => {
  const relay = createRelay({ gateway: () => pushed({ key: 'one' }) });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4_096 });
  let server: Server;
  let clock: sinon.SinonFakeTimers;
  let clients: Socket[];
  before(async () => {
    server = createServer().on('upgrade', toNodeUpgradeHandler(relay, sockets));
    await new Promise<void>((resolve) => server.listen(0, resolve));
  });
  after(() => {
    server.close();
  });
  beforeEach(async () => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    clients = await Promise.all(Array.from({ length: CLIENTS }, open));
  });
  afterEach(() => {
    clock.restore();
    for (const client of clients) client.destroy();
  });

  /** Resolves when the first update has come. */
  const open = async (): Promise<Socket> => {
    const client = connect((server.address() as AddressInfo).port);
    client.on('error', () => undefined);
    client.write(HANDSHAKE);
    let said = '';
    while (!said.includes('waiting')) said += String((await once(client, 'data'))[0]);
    return client;
  };

  it('whose clients have vanished are torn down within two heartbeats', async () => {
    const gone = Promise.all(clients.map((client) => once(client, 'close')));
    for (const client of clients) client.resume(); // the network is there, but nobody answers a ping
    await clock.tickAsync(15_000);
    assert.equal(sockets.clients.size, CLIENTS);
    await clock.tickAsync(15_000);
    await gone;
    assert.equal(sockets.clients.size, 0);
  });

  it('whose clients read nothing are torn down before they fill the memory', async () => {
    for (const client of clients) client.pause();
    let most = 0;
    for (let n = 0; sockets.clients.size > 0; n++) {
      assert.ok(n < 100, `${sockets.clients.size} clients are left`);
      await relay.push('one', {
        type: 'qr',
        image: `data:image/png;base64,iVBORw0KGgoA${String(n).padStart(4, '0')}${PICTURE}`,
      });
      for (const { bufferedAmount } of sockets.clients) most = Math.max(most, bufferedAmount);
      await setImmediate();
    }
    assert.ok(most < 64_000 + 2 * PICTURE.length, `${most} bytes wait for one client`);
  });
});
