import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { backend } from '../../../src/gateways/backend.js';
import { LoginError } from '../../../src/login/login-error.js';
import { drive } from '../transport/drive.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

/** The login protocol, over real HTTP. */
describe('the backend adapter', () => {
  let server: Server;
  let url: string;
  let asked: { method: string; path: string; body: string; headers: IncomingMessage['headers'] }[];
  let answer: { status: number; body: string };
  const says = (body: unknown, status = 200) => {
    answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  };
  const { signal } = new AbortController();

  before(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      asked.push({ method: request.method ?? '', path: request.url ?? '', body, headers: request.headers });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/login?tenant=7`;
  });
  beforeEach(() => {
    asked = [];
    says({ type: 'waiting' });
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  it('lets its backend hold the answer for 20 s where it has seen one with a version', async () => {
    const g = backend({ backendUrl: url });
    await g.qr(signal, 'v1');
    await g.state(signal, 'v2');
    assert.deepEqual(
      asked.map(({ path }) => path),
      ['/login?tenant=7&want=qr&wait=20&seen=v1', '/login?tenant=7&want=state&wait=20&seen=v2'],
    );
  });

  it('asks with want, and keeps other query parameters', async () => {
    const g = backend({ backendUrl: url });
    await g.qr(signal);
    await g.state(signal);
    assert.deepEqual(
      asked.map(({ method, path }) => [method, path]),
      [
        ['GET', '/login?tenant=7&want=qr'],
        ['GET', '/login?tenant=7&want=state'],
      ],
    );
  });

  it('posts a pairing code and a restart', async () => {
    const g = backend({ backendUrl: url });
    says({ type: 'code', code: 'ABCD1234' });
    await g.code?.('5511999999999', signal);
    await g.restart?.(signal);
    assert.deepEqual(
      asked.map(({ method, path, body }) => [method, path, JSON.parse(body)]),
      [
        ['POST', '/login?tenant=7', { type: 'code', phone: '5511999999999' }],
        ['POST', '/login?tenant=7', { type: 'restart' }],
      ],
    );
  });

  for (const [body, update] of [
    [{ type: 'waiting' }, { type: 'waiting' }],
    [
      { type: 'qr', text: '2@abc', expiresIn: 20, more: 1 },
      { type: 'qr', text: '2@abc', expiresIn: 20 },
    ],
    [
      { type: 'qr', text: '2@abc' },
      { type: 'qr', text: '2@abc', expiresIn: 60 },
    ],
    [
      { type: 'qr', image: `data:image/png;base64,${PNG}` },
      { type: 'qr', image: `data:image/png;base64,${PNG}`, expiresIn: 60 },
    ],
    [
      { type: 'code', code: 'ABCD1234' },
      { type: 'code', code: 'ABCD1234', expiresIn: 150 },
    ],
    [{ type: 'linking' }, { type: 'linking' }],
    [
      { type: 'passkey', url: 'https://help', token: 'FA48-HS63', expiresIn: 300 },
      { type: 'passkey', url: 'https://help', token: 'FA48-HS63', expiresIn: 300 },
    ],
    [{ type: 'passkey', url: 'javascript:alert(1)' }, { type: 'passkey' }],
    [
      { type: 'linked', account: { id: 'a', phone: '55', name: 'Ana', secret: 'x' }, already: true },
      { type: 'linked', account: { id: 'a', name: 'Ana' }, already: true },
    ],
    [{ type: 'linked' }, { type: 'linked', account: {} }],
    [{ type: 'expired' }, { type: 'expired', reason: 'gateway' }],
    [
      { type: 'error', code: 'logout-required', message: 'Log out first' },
      { type: 'error', code: 'logout-required', message: 'Log out first' },
    ],
    [
      { type: 'waiting', methods: ['qr', 'fax'] },
      { type: 'waiting', methods: ['qr'] },
    ],
    [
      { type: 'waiting', version: 7 },
      { type: 'waiting', version: '7' },
    ],
    [{ type: 'waiting', version: 'v'.repeat(201) }, { type: 'waiting' }],
    [{ type: 'waiting', version: {} }, { type: 'waiting' }],
    [
      { type: 'qr', text: '2@abc', expiresIn: 60, renewsIn: -1 },
      { type: 'qr', text: '2@abc', expiresIn: 60, renewsIn: 0 },
    ],
  ] as const)
    it(`reads ${JSON.stringify(body).slice(0, 60)}`, async () => {
      says(body);
      assert.deepEqual(await backend({ backendUrl: url }).qr(signal), update);
    });

  for (const [body, status, code, transient] of [
    [{ type: 'dance' }, 200, 'bad-response', false],
    [{ hello: 1 }, 200, 'bad-response', false],
    [[], 200, 'bad-response', false],
    [{ type: 'qr' }, 200, 'bad-response', false],
    [{ type: 'qr', image: 'https://evil/qr.png' }, 200, 'bad-response', false],
    [{ type: 'qr', image: 'data:image/svg+xml;base64,PHN2Zz4=' }, 200, 'bad-response', false],
    ['<html>', 200, 'bad-response', true],
    ['{"type":"qr","te', 200, 'bad-response', true],
    ['', 401, 'unauthorized', false],
    ['<html>', 403, 'unauthorized', true],
    ['<html>', 404, 'not-found', true],
    ['<html>', 502, 'unavailable', true],
  ] as const)
    it(`refuses ${JSON.stringify(body)} with ${status} as ${code}`, async () => {
      says(body, status);
      await assert.rejects(
        backend({ backendUrl: url }).qr(signal),
        (error: unknown) => error instanceof LoginError && error.code === code && error.transient === transient,
      );
    });

  it('reads an update in the body of an error first', async () => {
    says({ type: 'error', code: 'quota' }, 500);
    assert.deepEqual(await backend({ backendUrl: url }).qr(signal), { type: 'error', code: 'quota' });
  });

  it('calls a headers function for each request', async () => {
    let calls = 0;
    const g = backend({ backendUrl: url, headers: () => Promise.resolve({ 'X-Session': String(++calls) }) });
    await g.qr(signal);
    await g.state(signal);
    assert.deepEqual(
      asked.map(({ headers }) => headers['x-session']),
      ['1', '2'],
    );
  });

  it('is unauthorized when the headers function fails, and tells nothing of it', async () => {
    const g = backend({
      backendUrl: url,
      headers: () => {
        throw new Error('secret');
      },
    });
    await assert.rejects(
      g.qr(signal),
      (error: unknown) =>
        error instanceof LoginError &&
        error.code === 'unauthorized' &&
        !JSON.stringify([error.message, error.stack]).includes('secret'),
    );
    assert.equal(asked.length, 0);
  });

  it('needs an address', () => {
    for (const backendUrl of [undefined, '', 'login', 'ftp://host/'])
      assert.throws(() => backend({ backendUrl }), { code: 'config' });
  });

  it('sends restart first, after the button', async () => {
    says({ type: 'qr', text: '2@abc', expiresIn: 20 });
    const login = drive(backend({ backendUrl: url }), { restart: true });
    while (asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    login.stop();
    assert.deepEqual(asked.map(({ method }) => method).slice(0, 2), ['POST', 'GET']);
  });
});
