import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createRelay, type FirstCode } from '../../../../src/relay/index.js';
import { toNodeFirst } from '../../../../src/relay/node/index.js';
import { ScriptedGateway } from '../scripted-gateway.js';

describe('the first code for a page of a Node server', () => {
  const asked: Request[] = [];
  const gateway = new ScriptedGateway().gateway({ qr: () => ({ type: 'qr', text: '2@a', expiresIn: 60 }) });
  const relay = createRelay({
    gateway(request) {
      asked.push(request);
      return gateway;
    },
  });
  const first = toNodeFirst(relay);
  const server = createServer((request, response) => {
    const asFastify = request.url === '/fastify' ? { raw: request } : request;
    first(asFastify, { wait: 10, label: 'Código' }).then(
      (code) => response.end(JSON.stringify(code)),
      () => response.writeHead(500).end(),
    );
  });
  let port: number;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  after(async () => {
    server.close();
    server.closeAllConnections();
    await relay.close();
  });

  it('is asked for with the request as it came, and by what the framework hands over', async () => {
    for (const path of ['/page?tenant=1', '/fastify']) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie: 'session=demo' } });
      const { html, update } = (await answer.json()) as FirstCode;
      assert.match(html, /aria-label="Código"/);
      assert.equal(update.type, 'qr');
      assert.equal(asked.at(-1)?.url, `http://127.0.0.1:${port}${path}`);
      assert.equal(asked.at(-1)?.headers.get('cookie'), 'session=demo');
    }
    const head = await fetch(`http://127.0.0.1:${port}/`, { method: 'PUT' });
    assert.deepEqual(await head.json(), { update: { type: 'waiting' }, html: '' });
  });

  it('is none, and no error, where no Request can hold what came', async () => {
    const { length } = asked;
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: user:secret@host\r\nConnection: close\r\n\r\n');
    let said = '';
    for await (const part of socket) said += String(part);
    assert.match(said, /^HTTP\/1.1 200 OK[^]*"html":""/);
    assert.equal(asked.length, length);
  });
});
