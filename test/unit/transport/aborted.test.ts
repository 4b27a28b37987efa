import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { WebSocket as Client } from 'ws';
import { backend } from '../../../src/gateways/backend.js';
import { GATEWAYS } from '../../../src/gateways/registry.js';
import { first, sleep, within } from '../../../src/platform/async.js';
import { createGateway } from '../gateways/fixture.js';
import { drive } from './drive.js';

const never = () => new Promise<never>(() => undefined);

describe('a login that is over before it asks', () => {
  for (const name of ['backend', ...Object.keys(GATEWAYS)])
    it(`sends nothing, whatever was to be asked (${name})`, async () => {
      let asked = 0;
      const fetch = () => {
        asked++;
        return Promise.resolve(new Response('{}'));
      };
      const g = await createGateway(name, { fetch });
      const signal = AbortSignal.abort(new Error('over'));
      for (const ask of [
        () => g.qr(signal),
        () => g.state(signal),
        () => g.start?.(signal),
        () => g.resume?.(signal),
        () => g.restart?.(signal),
        () => g.code?.('5511999999999', signal),
        () => g.account?.(signal),
      ])
        await Promise.resolve(ask()).catch(() => undefined);
      assert.equal(asked, 0);
    });

  it('sends nothing where it ends in the task in which it began, neither a request nor a handshake', async () => {
    const asked: string[] = [];
    class Socket {
      constructor(url: string) {
        asked.push(url);
      }
    }
    const fetch = (url: unknown) => {
      asked.push(String(url));
      return Promise.resolve(new Response('{"type":"waiting"}'));
    };
    for (const backendUrl of ['https://gateway.test', 'wss://gateway.test'])
      for (const request of [{ method: 'qr' }, { method: 'code', phone: '5511999999999' }] as const) {
        const login = drive(backend({ backendUrl, fetch, WebSocket: Socket as never }), { request });
        login.stop();
        await login.done;
      }
    assert.deepEqual(asked, []);
  });
});

describe('a socket that fails after its login is over', () => {
  it('throws nothing, since Node ends a process for an error that nobody listens for', async () => {
    const server = createServer();
    server.on('upgrade', (_, connection) => void setTimeout(50).then(() => connection.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const sockets: Client[] = [];
    class Watched extends Client {
      constructor(url: string) {
        super(url);
        sockets.push(this);
      }
    }
    const login = drive(backend({ backendUrl: `ws://127.0.0.1:${port}/`, WebSocket: Watched as never }));
    while (sockets.length === 0) await setTimeout(1);
    login.stop();
    await login.done;
    const [socket] = sockets;
    assert.ok(socket);
    // `ws` says that it was closed before it was open.
    while (socket.readyState !== Client.CLOSED) await setTimeout(5);
    assert.equal(socket.listenerCount('error'), 1);
    server.close();
    server.closeAllConnections();
  });
});

describe('what waits', () => {
  it('takes its listener off the signal of a login that goes on, however it ends', async () => {
    const { signal } = new AbortController();
    await sleep(1, signal);
    await first(signal, () => Promise.resolve(1), never);
    await first(signal, () => Promise.reject(new Error('x')), never).catch(() => undefined);
    await within(1, signal, never, 'late');
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('takes the listeners off the signals of those that have lost', async () => {
    const signals: AbortSignal[] = [];
    await first(
      new AbortController().signal,
      () => Promise.resolve(),
      (s) => {
        signals.push(s);
        return sleep(10_000, s);
      },
    );
    await setTimeout(1);
    assert.deepEqual(
      signals.map((signal) => [signal.aborted, getEventListeners(signal, 'abort').length]),
      [[true, 0]],
    );
  });
});
