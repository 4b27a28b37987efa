import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import express from 'express';
import { WebSocket, WebSocketServer } from 'ws';
import { createRelay } from '../../../../src/relay/index.js';
import { incomingOf, toNodeFirst, toNodeHandler, toNodeUpgradeHandler } from '../../../../src/relay/node/index.js';
import { ScriptedGateway } from '../scripted-gateway.js';

/** What a middleware adds. */
interface SignedIn {
  readonly user?: string;
}

describe('the request that a relay in Node was asked with', () => {
  const qr = () => ({ type: 'qr', text: '2@a', expiresIn: 60 }) as const;
  const gateway = new ScriptedGateway().gateway({ qr });
  const incomings: (object | undefined)[] = [];
  const relay = createRelay({
    gateway(request) {
      incomings.push(incomingOf(request));
      return gateway;
    },
  });
  const servers: Server[] = [];
  after(async () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    await relay.close();
  });

  async function listen(server: Server): Promise<string> {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/login?want=qr`;
  }

  it('is Node’s own', async () => {
    let own: IncomingMessage | undefined;
    const url = await listen(
      createServer((request, response) => {
        own = request;
        void toNodeHandler(relay)(request, response);
      }),
    );
    await fetch(url);
    assert.equal(incomings.at(-1), own);
  });

  it('is that of Express, with what a middleware has added to it, for a POST as well', async () => {
    const app = express();
    app.use(express.json(), (request, _, next) => {
      Object.assign(request, { user: 'ana' });
      next();
    });
    app.all('/login', toNodeHandler(relay));
    const url = await listen(createServer(app));
    await fetch(url);
    assert.equal((incomings.at(-1) as SignedIn).user, 'ana');
    incomings.length = 0;
    const headers = { 'Content-Type': 'application/json' };
    await fetch(url, { method: 'POST', headers, body: JSON.stringify({ type: 'restart' }) });
    assert.equal((incomings.at(-1) as SignedIn).user, 'ana');
  });

  it('is that of Fastify, and not Node’s own within it', async () => {
    let fastify: { readonly raw: IncomingMessage } | undefined;
    const url = await listen(
      createServer((raw, response) => {
        fastify = { raw };
        void toNodeHandler(relay)(fastify, { raw: response, hijack: () => undefined });
      }),
    );
    await fetch(url);
    assert.equal(incomings.at(-1), fastify);
  });

  it('is the one that asks for a page with the first code', async () => {
    let page: IncomingMessage | undefined;
    const first = toNodeFirst(relay);
    const url = await listen(
      createServer((request, response) => {
        page = request;
        void first(request).then(({ html }) => response.end(html));
      }),
    );
    await fetch(url);
    assert.equal(incomings.at(-1), page);
  });

  it('is the one that opens a WebSocket', async () => {
    const server = createServer();
    let upgrade: IncomingMessage | undefined;
    const sockets = new WebSocketServer({ noServer: true, maxPayload: 8192 });
    server.on('upgrade', (request) => (upgrade = request));
    server.on('upgrade', toNodeUpgradeHandler(relay, sockets));
    const url = await listen(server);
    const socket = new WebSocket(url.replace('http', 'ws'));
    await once(socket, 'message');
    assert.equal(incomings.at(-1), upgrade);
    socket.terminate();
  });

  it('is told to `onLinked`, too', async () => {
    const linked: (object | undefined)[] = [];
    const other = createRelay({
      gateway: new ScriptedGateway().gateway({ qr: () => ({ type: 'linked', account: { id: '1' } }) }),
      onLinked(_, { request }) {
        linked.push(request && incomingOf(request));
      },
    });
    let own: IncomingMessage | undefined;
    const url = await listen(
      createServer((request, response) => {
        own ??= request;
        void toNodeHandler(other)(request, response);
      }),
    );
    await fetch(url);
    assert.ok(own && linked.length === 1 && linked[0] === own);
    await other.close();
  });

  it('is none for a Request that was made elsewhere', () => {
    assert.equal(incomingOf(new Request('https://app.example/login')), undefined);
  });
});
