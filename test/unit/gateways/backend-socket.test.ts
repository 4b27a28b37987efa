import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { WebSocket as Client, WebSocketServer, type WebSocket } from 'ws';
import { backend } from '../../../src/gateways/backend.js';
import { drive, type DriveOptions, type Driven } from '../transport/drive.js';

const QR = { type: 'qr', text: '2@abc', expiresIn: 20 };
const CODE = { type: 'code', code: 'ABCD1234', expiresIn: 150 };
const code = { method: 'code', phone: '5511999999999' } as const;

/** The login protocol over real sockets, with a server that says and hears what the test wants. */
describe('the backend adapter on a WebSocket', () => {
  let server: Server;
  let address: string;
  let logins: Driven[];
  /** What happened, in order. */
  let log: string[];
  let refuse: boolean;
  let greet: (socket: WebSocket) => void;
  let hear: (socket: WebSocket, frame: string) => void;
  let poll: { status: number; body: unknown };

  beforeEach(async () => {
    [logins, log, refuse] = [[], [], false];
    greet = (socket) => say(socket, QR);
    hear = () => undefined;
    poll = { status: 200, body: { type: 'waiting' } };
    const sockets = new WebSocketServer({ noServer: true });
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      log.push(`${request.method} ${request.url} ${body}`.trim());
      response.writeHead(poll.status, { 'content-type': 'application/json' }).end(JSON.stringify(poll.body));
    });
    server.on('upgrade', (request, duplex, head) => {
      log.push(`socket ${request.url}`);
      if (refuse) duplex.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      if (refuse) return;
      sockets.handleUpgrade(request, duplex, head, (socket) => {
        socket.on('message', (data: Buffer) => {
          log.push(data.toString());
          hear(socket, data.toString());
        });
        greet(socket);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/login?tenant=7`;
  });
  afterEach(() => {
    for (const login of logins) login.stop();
    server.close();
    server.closeAllConnections();
  });

  const say = (socket: WebSocket, update: unknown) =>
    socket.send(typeof update === 'string' ? update : JSON.stringify(update));
  const start = (options?: DriveOptions, more?: Partial<Parameters<typeof backend>[0]>) => {
    const login = drive(
      backend({ backendUrl: address, WebSocket: Client as unknown as typeof globalThis.WebSocket, ...more }),
      options,
    );
    logins.push(login);
    return login;
  };
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const reaches = (login: Driven, status: string) => until(() => login.memory.login.status === status);

  it('takes one update from each frame, and passes over one that is no JSON', async () => {
    greet = (socket) =>
      ['<html>', '{"type":"qr","te', QR, { type: 'linking' }, { type: 'linked' }].forEach((frame) =>
        say(socket, frame),
      );
    const login = start();
    await reaches(login, 'linked');
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
    assert.deepEqual(log, ['socket /login?tenant=7']);
  });

  it('ends on a frame of an unknown type', async () => {
    greet = (socket) => say(socket, { type: 'dance' });
    const login = start();
    await reaches(login, 'error');
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'bad-response');
  });

  it('reads an error as the backend says it', async () => {
    greet = (socket) => say(socket, { type: 'error', code: 'quota', message: 'No more this month' });
    const login = start();
    await reaches(login, 'error');
    assert.deepEqual(login.memory.login, {
      status: 'error',
      code: 'quota',
      message: 'No more this month',
      retryable: false,
    });
  });

  it('gives a code without expiresIn 60 s, and a pairing code 150 s', async () => {
    greet = (socket) => say(socket, { type: 'qr', text: '2@abc' });
    const login = start();
    await reaches(login, 'qr');
    assert.equal((login.updates[0] as { expiresIn?: number }).expiresIn, 60);
    hear = (socket) => say(socket, { type: 'code', code: 'ABCD1234' });
    const other = start({ request: code });
    await reaches(other, 'code');
    const shown = other.updates.find(({ type }) => type === 'code') as { expiresIn?: number };
    assert.equal(shown.expiresIn, 150);
  });

  it('connects again when it drops, and keeps the code meanwhile', async () => {
    greet = (socket) => {
      say(socket, QR);
      if (log.length === 1) setTimeout(() => socket.terminate(), 20);
      else say(socket, { type: 'linked' });
    };
    const login = start();
    await reaches(login, 'linked');
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linked']);
    assert.equal(log.length, 2);
  });

  it('polls the same address when it cannot be opened, where a 401 tells that the session is over', async () => {
    refuse = true;
    poll = { status: 401, body: '' };
    const login = start();
    await reaches(login, 'error');
    assert.deepEqual(log, ['socket /login?tenant=7', 'GET /login?tenant=7&want=qr']);
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'unauthorized');
  });

  it('is polled from the start with headers, which no WebSocket of a browser carries', async () => {
    poll.body = { type: 'linked' };
    await reaches(start({}, { headers: { 'X-Session': '1' } }), 'linked');
    assert.deepEqual(log, ['GET /login?tenant=7&want=qr']);
  });

  it('is polled when the page asks for polling', async () => {
    poll.body = { type: 'linked' };
    await reaches(start({ transport: 'polling' }), 'linked');
    assert.deepEqual(log, ['GET /login?tenant=7&want=qr']);
  });

  it('asks for a pairing code by a frame, on a socket that wants no QR code, and shows no QR code', async () => {
    hear = (socket) => say(socket, CODE);
    const login = start({ request: code });
    await reaches(login, 'code');
    assert.deepEqual(login.statuses, ['waiting', 'code']);
    assert.deepEqual(log, ['socket /login?tenant=7&want=state', JSON.stringify({ type: 'code', phone: code.phone })]);
  });

  it('asks for a pairing code once, however often the socket drops afterwards', async () => {
    hear = (socket) => {
      say(socket, CODE);
      setTimeout(() => socket.terminate(), 20);
    };
    greet = (socket) => {
      if (log.length > 1) say(socket, { type: 'linked' });
    };
    await reaches(start({ request: code }), 'linked');
    assert.equal(log.filter((line) => line.startsWith('{')).length, 1);
  });

  it('fails as refused when the socket closes before the pairing code has come: the phone may have rung', async () => {
    hear = (socket) => socket.terminate();
    const login = start({ request: code });
    await reaches(login, 'error');
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'code-refused');
    assert.equal(log.length, 2);
  });

  it('posts the pairing code when the socket is refused, since nothing was done then', async () => {
    greet = (socket) => socket.close(1008);
    poll.body = CODE;
    await reaches(start({ request: code }), 'code');
    assert.ok(log.includes(`POST /login?tenant=7 {"type":"code","phone":"${code.phone}"}`), log.join());
  });

  it('posts the pairing code when no socket opens', async () => {
    refuse = true;
    poll.body = CODE;
    await reaches(start({ request: code }), 'code');
    assert.deepEqual(log[1], `POST /login?tenant=7 {"type":"code","phone":"${code.phone}"}`);
  });

  it('says restart by the first frame of a fresh socket, once', async () => {
    greet = (socket) => {
      if (log.length > 2) say(socket, { type: 'linked' });
    };
    hear = (socket) => socket.terminate();
    await reaches(start({ restart: true, transport: 'websocket' }), 'linked');
    assert.deepEqual(log, ['socket /login?tenant=7', '{"type":"restart"}', 'socket /login?tenant=7']);
  });

  it('posts restart when no socket opens', async () => {
    refuse = true;
    poll.body = { type: 'linked' };
    await reaches(start({ restart: true }), 'linked');
    assert.deepEqual(log, ['socket /login?tenant=7', 'POST /login?tenant=7 {"type":"restart"}']);
  });
});
