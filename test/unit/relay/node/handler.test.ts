import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server, type ServerHttp2Stream } from 'node:http2';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { WebSocket, WebSocketServer } from 'ws';
import type { Gateway } from '../../../../src/gateways/gateway.js';
import { createRelay, type Relay } from '../../../../src/relay/index.js';
import { toNodeHandler, toNodeUpgradeHandler } from '../../../../src/relay/node/index.js';

const PHONE = '5511999999999';

/** A gateway that always has a QR code and a pairing code at hand. */
const gateway: Gateway = {
  methods: ['qr', 'code'],
  pace: {
    ...{ every: 1_000, qr: 'answer', fastest: { qr: 1, state: 1 } },
    ...{ codes: Infinity, window: Infinity, patience: Infinity, grace: 0 },
  },
  qr: () => Promise.resolve({ type: 'qr', text: '2@node', expiresIn: 60 }),
  state: () => Promise.resolve(undefined),
  code: () => Promise.resolve({ type: 'code', code: 'ABCD1234', expiresIn: 150 }),
};

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** Sends bytes as they are, and resolves with all that came back before the connection closed. */
const sendRaw = (port: number, text: string, end: 'FIN' | 'RST' | 'wait'): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.on('data', (data) => (received += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
    socket.write(text, () => {
      if (end === 'FIN') socket.end();
      if (end === 'RST') socket.resetAndDestroy();
    });
  });

const head = (lines: string) => `${lines}\r\nConnection: close\r\n`;
const POST = 'POST /whatsapp/login HTTP/1.1\r\nHost: host.test\r\nContent-Type: application/json\r\n';

/** What a stranger may send before anybody has asked who it is. */
const PROBES: readonly (readonly [what: string, text: string, end: 'FIN' | 'RST' | 'wait', status?: number])[] = [
  ['a body that breaks off with FIN', `${POST}Content-Length: 50\r\n\r\n{"type"`, 'FIN'],
  ['a body that breaks off with RST', `${POST}Content-Length: 50\r\n\r\n{"type"`, 'RST'],
  ['a bad chunk size', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n`, 'wait', 400],
  ['half a chunk', `${POST}Transfer-Encoding: chunked\r\n\r\n5\r\nab`, 'RST'],
  ['`Host: [`', `${head('GET /whatsapp/login HTTP/1.1\r\nHost: [')}\r\n`, 'wait', 400],
  ['`Host: a b`', `${head('GET /whatsapp/login HTTP/1.1\r\nHost: a b')}\r\n`, 'wait', 400],
  ['`Host: u:p@h`', `${head('GET /whatsapp/login HTTP/1.1\r\nHost: u:p@h')}\r\n`, 'wait', 400],
  ['a Host with a path', `${head('GET /whatsapp/login HTTP/1.1\r\nHost: a/b?c#d')}\r\n`, 'wait', 400],
  ['TRACE', `${head('TRACE /whatsapp/login HTTP/1.1\r\nHost: host.test')}\r\n`, 'wait', 405],
  ['TRACK', `${head('TRACK /whatsapp/login HTTP/1.1\r\nHost: host.test')}\r\n`, 'wait', 400],
  ['PUT', `${head('PUT /whatsapp/login HTTP/1.1\r\nHost: host.test\r\nContent-Length: 2')}\r\n{}`, 'wait', 405],
  ['an absolute address', `${head('GET http://[/whatsapp/login HTTP/1.1\r\nHost: host.test')}\r\n`, 'wait', 400],
  ['no JSON', `${head(`${POST}Content-Length: 4`)}\r\n{{{{`, 'wait', 400],
  ['too long a body', `${head(`${POST}Content-Length: 9000`)}\r\n${'x'.repeat(9_000)}`, 'wait', 413],
  ['no HTTP at all', 'hello\r\n\r\n', 'wait', 400],
];

describe('a relay in Node', () => {
  let relay: Relay;
  const servers: { close(): unknown; closeAllConnections?(): void }[] = [];
  before(() => {
    relay = createRelay({ gateway });
  });
  after(() => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections?.();
    }
  });

  const hosts: Readonly<Record<string, () => Server>> = {
    'its HTTP server': () => createServer((req, res) => void toNodeHandler(relay)(req, res)),
    'Express, above its parser': () =>
      createServer(express().all('/whatsapp/login', toNodeHandler(relay)).use(express.json())),
    'Express, below its parser': () =>
      createServer(express().use(express.json()).all('/whatsapp/login', toNodeHandler(relay))),
    'an Express router': () =>
      createServer(express().use('/whatsapp', express.Router().all('/login', toNodeHandler(relay)))),
  };

  for (const [name, make] of Object.entries(hosts))
    describe(`behind ${name}`, () => {
      let port: number;
      before(async () => {
        const server = make();
        servers.push(server);
        port = await listen(server);
      });
      const ask = async (init?: RequestInit) => {
        const response = await fetch(`http://127.0.0.1:${port}/whatsapp/login?want=qr`, init);
        return { status: response.status, update: (await response.json()) as { type: string; code?: string } };
      };

      it('answers with the QR code and the pairing code', async () => {
        assert.deepEqual([(await ask()).status, (await ask()).update.type], [200, 'qr']);
        const body = JSON.stringify({ type: 'code', phone: PHONE });
        const headers = { 'Content-Type': 'application/json' };
        const { update } = await ask({ method: 'POST', headers, body });
        assert.ok(update.type === 'code' || update.code === 'rate-limited', JSON.stringify(update));
      });

      for (const [what, text, end, status] of PROBES)
        it(`survives ${what}`, async () => {
          const answer = await sendRaw(port, text, end);
          const got = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
          if (status !== undefined && name === 'its HTTP server' && what !== 'TRACK') assert.equal(got, status, answer);
          if (got) assert.ok(got >= 400 && got < 500, answer);
          assert.equal((await ask()).update.type, 'qr');
        });
    });

  it('tells a client whose request it cannot read so in the words of the login protocol', async () => {
    const server = createServer((req, res) => void toNodeHandler(relay)(req, res));
    servers.push(server);
    const text = `${head('GET /whatsapp/login HTTP/1.1\r\nHost: u:secret@h')}\r\n`;
    const answer = await sendRaw(await listen(server), text, 'wait');
    const { type, code } = JSON.parse(answer.slice(answer.indexOf('{'))) as { type: string; code: string };
    assert.deepEqual([type, code], ['error', 'config']);
    assert.match(answer, /cache-control: no-store/i);
    assert.doesNotMatch(answer, /secret/);
  });

  it('is asked through whatever a host has wrapped around it', async () => {
    const wrapped = Object.assign(async (request: Request) => {
      const { status } = await relay(request);
      return new Response(`${status}, counted`, { status: 202 });
    }, relay);
    const server = createServer((req, res) => void toNodeHandler(wrapped)(req, res));
    servers.push(server);
    const answer = await fetch(`http://127.0.0.1:${await listen(server)}/`);
    assert.deepEqual([answer.status, await answer.text()], [202, '200, counted']);
  });

  describe('shows the host a true Request, whose signal', () => {
    /** Servers whose host has the request, and answers when it is told to. */
    let seen: (request: Request) => void;
    let answer: () => void;
    const asked = () => new Promise<Request>((resolve) => (seen = resolve));
    const handler = toNodeHandler(
      createRelay({
        gateway: async (request) => {
          const answered = new Promise<void>((resolve) => (answer = resolve));
          seen(request);
          await answered;
          return gateway;
        },
      }),
    );

    /** Asks over each version of HTTP. The function that it resolves with has the client leave, and waits until the server knows. */
    const clients: Readonly<Record<string, () => Promise<() => Promise<void>>>> = {
      'HTTP/1': async () => {
        const server = createServer((req, res) => void handler(req, res));
        servers.push(server);
        const socket = connect(await listen(server), '127.0.0.1');
        socket.write('GET /whatsapp/login HTTP/1.1\r\nHost: host.test\r\n\r\n');
        const [connection] = (await once(server, 'connection')) as [Socket];
        return async () => {
          socket.destroy();
          await once(connection, 'close');
        };
      },
      'HTTP/2': async () => {
        const server = createHttp2Server((req, res) => void handler(req, res));
        servers.push(server);
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
        const stream = client.request({ ':path': '/whatsapp/login' });
        stream.on('error', () => undefined);
        const [served] = (await once(server, 'stream')) as [ServerHttp2Stream];
        return async () => {
          stream.close(8);
          await once(served, 'close');
          client.close();
        };
      },
    };

    for (const [name, ask] of Object.entries(clients)) {
      it(`aborts when the client leaves (${name})`, async () => {
        const request = asked();
        const leave = await ask();
        const { signal } = await request;
        assert.ok((await request) instanceof Request);
        assert.equal(signal.aborted, false);
        await leave();
        assert.equal(signal.aborted, true);
        answer();
      });

      it(`is aborted where the client has left before anybody looked at it (${name})`, async () => {
        const request = asked();
        const leave = await ask();
        await request;
        await leave();
        assert.equal((await request).signal.aborted, true);
        answer();
      });
    }

    it('does not abort when the client has its answer', async () => {
      const server = createServer((req, res) => void handler(req, res));
      servers.push(server);
      const request = asked();
      const response = fetch(`http://127.0.0.1:${await listen(server)}/`, { headers: { Connection: 'close' } });
      const { signal } = await request;
      answer();
      await (await response).text();
      server.close();
      await once(server, 'close');
      assert.equal(signal.aborted, false);
      assert.equal((await request).signal, signal);
    });
  });

  it('speaks HTTP/2, and forgets a client that resets its stream', async () => {
    const server = createHttp2Server((req, res) => void toNodeHandler(relay)(req, res));
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const ask = async (headers: Record<string, string>, body?: string) => {
      const stream = client.request(headers);
      stream.end(body);
      let text = '';
      stream.on('data', (data: Buffer) => (text += data.toString()));
      await once(stream, 'end');
      return text;
    };
    assert.match(await ask({ ':path': '/whatsapp/login?want=qr' }), /"type":"qr"/);
    const code = JSON.stringify({ type: 'code', phone: PHONE });
    assert.match(await ask({ ':path': '/whatsapp/login', ':method': 'POST' }, code), /"type":"(code|error)"/);
    const broken = client.request({ ':path': '/whatsapp/login', ':method': 'POST', 'content-length': '50' });
    broken.write('{"type"');
    broken.on('error', () => undefined);
    broken.close(8);
    await once(broken, 'close');
    assert.match(await ask({ ':path': '/whatsapp/login?want=qr' }), /"type":"qr"/);
    client.close();
  });

  it("tells an error of the host's own function, and goes on", async (t) => {
    const printed: unknown[] = [];
    t.mock.method(console, 'error', (error: unknown) => printed.push(error));
    let isBroken = true;
    const own = createRelay({
      gateway: () => {
        if (isBroken) throw new Error('no database');
        return gateway;
      },
    });
    const server = createServer((req, res) => void toNodeHandler(own)(req, res));
    servers.push(server);
    const url = `http://127.0.0.1:${await listen(server)}/`;
    assert.equal((await fetch(url)).status, 500);
    assert.match(String(printed[0]), /no database/);
    isBroken = false;
    assert.equal((await fetch(url)).status, 200);
  });

  it("hands an error of the host's own function to Express", async () => {
    const own = createRelay({ gateway: () => Promise.reject(new Error('no database')) });
    const app = express().all('/login', toNodeHandler(own));
    app.use((error: Error, _req: unknown, res: express.Response, next: unknown) => {
      assert.equal(typeof next, 'function');
      res.status(503).send(error.message);
    });
    const server = createServer(app);
    servers.push(server);
    const response = await fetch(`http://127.0.0.1:${await listen(server)}/login`);
    assert.deepEqual([response.status, await response.text()], [503, 'no database']);
  });

  it('accepts WebSockets, and answers a handshake that it cannot read', async () => {
    const server = createServer();
    servers.push(server);
    server.on('upgrade', toNodeUpgradeHandler(relay, new WebSocketServer({ noServer: true, maxPayload: 4_096 })));
    const port = await listen(server);
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ';
    for (const host of ['[', 'a b', 'u:p@h']) {
      const answer = await sendRaw(
        port,
        `GET / HTTP/1.1\r\nHost: ${host}\r\n${upgrade}${btoa('0'.repeat(16))}\r\n\r\n`,
        'wait',
      );
      assert.match(answer, /^HTTP\/1\.1 400/);
    }
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
    const [data] = (await once(socket, 'message')) as [Buffer];
    assert.match(data.toString(), /"type":"(waiting|qr|code)"/);
    socket.terminate();
  });
});
