import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import sinon from 'sinon';
import { WebSocket as Client, WebSocketServer, type WebSocket } from 'ws';
import { backend } from '../../../src/gateways/backend.js';
import type { LoginRequest } from '../../../src/login/login.js';
import type { Transport } from '../../../src/transport/run.js';
import { drive, type Driven } from './drive.js';

const QR = { type: 'qr', text: '2@silent', expiresIn: 300 };
const CODE_REQUEST: LoginRequest = { method: 'code', phone: '5511999999999' };

/** What the other end does once the socket is open. */
const SILENCES: Readonly<Record<string, (socket: WebSocket, connection: Duplex) => void>> = {
  'nothing at all': () => undefined,
  'half a frame': (_, connection) => connection.write(Buffer.from([0x81, 0x30, 0x7b, 0x22])),
  'a ping, now and then': (socket) => socket.ping(),
  'what is no JSON': (socket) => socket.send('<html>'),
};

/** Real sockets to a server that has lost its tongue; only the timers are ours. */
describe('a WebSocket that falls silent', () => {
  let clock: sinon.SinonFakeTimers;
  let server: Server;
  let login: Driven;
  let greet: (socket: WebSocket, connection: Duplex) => void;
  let sockets: number;
  let questions: string[];
  let answer: unknown;

  beforeEach(async () => {
    [sockets, questions, answer] = [0, [], { type: 'linked' }];
    const upgrades = new WebSocketServer({ noServer: true });
    server = createServer((request, response) => {
      questions.push(`${request.method} ${request.url}`);
      response.end(JSON.stringify(answer));
    });
    server.on('upgrade', (request, connection, head) =>
      upgrades.handleUpgrade(request, connection, head, (socket) => {
        sockets++;
        greet(socket, connection);
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  });
  afterEach(() => {
    login.stop();
    clock.restore();
    server.close();
    server.closeAllConnections();
  });

  const start = (transport: Transport, request?: LoginRequest) => {
    const { port } = server.address() as AddressInfo;
    const gateway = backend({ backendUrl: `ws://127.0.0.1:${port}/`, WebSocket: Client as never });
    login = drive(gateway, { transport, ...(request && { request }) });
  };
  /** Lets real input and output happen, while time stands still or goes on by `step` ms each turn. */
  const until = async (holds: () => boolean, step = 0) => {
    for (let turn = 0; turn < 4_000 && !holds(); turn++) {
      await setImmediate();
      if (step) await clock.tickAsync(step);
      if (step) login.tick();
    }
    assert.ok(holds(), login.statuses.join(' → '));
  };
  const has = (status: string) => () => login.memory.login.status === status;

  for (const [what, act] of Object.entries(SILENCES))
    it(`says ${what}: the login goes on by polling`, async () => {
      greet = act;
      start('auto');
      await until(() => sockets === 1);
      await until(has('linked'), 1_000);
      assert.equal(sockets, 1);
    });

  it('has shown a code before: it is covered in time, and the login goes on by polling', async () => {
    greet = (socket) => {
      if (sockets === 1) socket.send(JSON.stringify(QR));
    };
    start('auto');
    await until(has('qr'));
    await until(has('linked'), 1_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'waiting', 'linked']);
    assert.equal(sockets, 2);
  });

  it('is the only transport: it ends in an error that can be tried again', async () => {
    greet = () => undefined;
    start('websocket');
    await until(has('error'), 1_000);
    const { memory } = login;
    assert.ok(memory.login.status === 'error' && memory.login.code === 'unavailable' && memory.login.retryable);
    assert.deepEqual(questions, []);
  });

  it('never answers a request for a pairing code: that is told, and the phone is not rung again', async () => {
    const frames: string[] = [];
    greet = (socket) => socket.on('message', (data: Buffer) => frames.push(data.toString()));
    start('auto', CODE_REQUEST);
    await until(() => frames.length === 1);
    await until(has('error'), 1_000);
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'code-refused');
    assert.equal(frames.length, 1);
    assert.deepEqual(questions, []);
  });

  it('is closed at once when the login is over, also while a frame is being read', async () => {
    let open: WebSocket | undefined;
    greet = (socket) => {
      open = socket;
      socket.send(JSON.stringify(QR));
    };
    const { port } = server.address() as AddressInfo;
    const gateway = backend({ backendUrl: `ws://127.0.0.1:${port}/`, WebSocket: Client as never });
    const { socket } = gateway;
    assert.ok(socket);
    let isReading = false;
    const read = () => {
      isReading = true;
      return new Promise<never>(() => undefined);
    };
    login = drive({ ...gateway, socket: { ...socket, read } }, { transport: 'websocket' });
    await until(() => isReading);
    login.stop();
    await until(() => open?.readyState === Client.CLOSED);
  });

  it('is not opened for a login that was over before', async () => {
    greet = () => undefined;
    start('auto', CODE_REQUEST);
    login.stop();
    for (let turn = 0; turn < 200; turn++) await setImmediate();
    assert.deepEqual([sockets, questions], [0, []]);
  });
});
