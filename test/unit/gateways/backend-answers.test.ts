import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { backend } from '../../../src/gateways/backend.js';
import { zApi } from '../../../src/gateways/z-api.js';
import { LoginError } from '../../../src/login/login-error.js';
import { parseFrame, toAccount } from '../../../src/gateways/read.js';

const { signal } = new AbortController();
const PHONE = '5511999999999';

/** What servers of the real world answer, on real HTTP. */
describe('a backend of the real world', () => {
  let server: Server;
  let url: string;
  let answer: RequestListener;
  before(async () => {
    server = createServer((request, response) => answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/login`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const isError =
    (code: string, transient = false) =>
    (error: unknown) =>
      error instanceof LoginError && error.code === code && error.transient === transient;
  const ask = () => backend({ backendUrl: url }).qr(signal);

  for (const status of [301, 302, 303, 307] as const)
    it(`whose session is over redirects to its login page by ${status}: unauthorized at once`, async () => {
      answer = (request, response) =>
        request.url?.startsWith('/login')
          ? response.writeHead(status, { location: '/sign-in' }).end()
          : response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
      await assert.rejects(ask(), isError('unauthorized'));
    });

  for (const status of [301, 302] as const)
    it(`turns the request for a code into a GET by ${status}: the answer is said to be none`, async () => {
      answer = (request, response) =>
        request.url === '/login'
          ? response.writeHead(status, { location: '/login/' }).end()
          : response.end('{"type":"waiting"}');
      const asking = backend({ backendUrl: url }).code?.(PHONE, signal);
      await assert.rejects(asking ?? Promise.resolve(), isError('code-refused'));
    });

  for (const [status, body, code, transient] of [
    [403, '<html>Checking your browser</html>', 'unauthorized', true],
    [404, '<!doctype html><title>Deploying</title>', 'not-found', true],
    [408, '', 'unavailable', true],
    [425, 'Too Early', 'unavailable', true],
    [403, '{"error":"forbidden"}', 'unauthorized', false],
    [404, '{"error":"not found"}', 'not-found', false],
    [419, '{"message":"CSRF token mismatch."}', 'unauthorized', false],
    [422, '{"error":"InvalidAuthenticityToken"}', 'unauthorized', false],
    [401, '<html>Log in</html>', 'unauthorized', false],
  ] as const)
    it(`answers ${status} ${body.slice(0, 24)}: ${code}${transient ? ', which may pass' : ''}`, async () => {
      answer = (_, response) => response.writeHead(status).end(body);
      await assert.rejects(ask(), isError(code, transient));
    });

  it('is named by the error, so that nobody looks for a missing route at the gateway', async () => {
    answer = (_, response) => response.writeHead(404).end('Not found');
    await assert.rejects(ask(), /The backend answered with HTTP 404/);
  });

  it('never ends its answer: no more than 2 MB of it are read', async () => {
    let sent = 0;
    answer = (_, response) => {
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
      };
      response.on('drain', write);
      write();
    };
    await assert.rejects(ask(), isError('bad-response'));
    assert.ok(sent < 40_000_000, `${sent} bytes`);
  });

  it('reads `Retry-After` as a date by the server’s own clock', async () => {
    const at = (seconds: number) => new Date(Date.UTC(2020, 0, 1) + seconds * 1000).toUTCString();
    answer = (_, response) => response.writeHead(429, { date: at(0), 'retry-after': at(30) }).end();
    await assert.rejects(ask(), (error) => error instanceof LoginError && error.retryAfter === 30);
  });

  it('is not asked with a header that HTTP cannot carry, and the value is not quoted', async () => {
    const headers = () => ({ 'X-Token': 'secret\nvalue' });
    await assert.rejects(backend({ backendUrl: url, headers }).qr(signal), (error) => {
      assert.ok(isError('config')(error));
      return !(error as Error).message.includes('secret');
    });
  });

  it('is not the gateway’s: no redirect is followed with a credential', async () => {
    const seen: (string | string[] | undefined)[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers['client-token']);
      response.end('{}');
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    answer = (_, response) => response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end();
    const gateway = zApi({ backendUrl: url, instance: 'i', token: 't', clientToken: 'secret' });
    await assert.rejects(gateway.state(signal), isError('unavailable', true));
    other.close();
    assert.deepEqual(seen, []);
  });
});

describe('a frame', () => {
  const bytes = new TextEncoder().encode('{"a":1}');
  for (const [kind, frame] of [
    ['text', '{"a":1}'],
    ['text with a byte order mark', '\ufeff{"a":1}'],
    ['bytes', bytes],
    ['bytes in a Buffer', Buffer.from(bytes)],
    ['an ArrayBuffer', bytes.buffer],
    ['bytes with a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])],
  ] as const)
    it(`is read from ${kind}`, () => assert.deepEqual({ ...(parseFrame(frame) as object) }, { a: 1 }));

  it('keeps such a mark in the middle of it', () =>
    assert.deepEqual({ ...(parseFrame('{"a":"\ufeff1"}') as object) }, { a: '\ufeff1' }));

  for (const frame of ['<html>', '{"a"', new Uint8Array([0xff, 0xfe]), undefined])
    it(`is passed over where it is ${String(frame)}`, () =>
      assert.throws(() => parseFrame(frame), { code: 'bad-response', transient: true }));
});

describe('an account', () => {
  for (const [phone, digits] of [
    ['79001234567@c.us', '79001234567'],
    ['79001234567:8@s.whatsapp.net', '79001234567'],
    ['+55 (11) 99999-9999', '5511999999999'],
    [5511999999999, '5511999999999'],
    ['123456789012345@lid', undefined],
    ['120363025246125486@g.us', undefined],
    [undefined, undefined],
  ] as const)
    it(`has ${digits ?? 'no number'} by ${String(phone)}`, () =>
      assert.equal(toAccount(undefined, phone, undefined).phone, digits));

  it('has an identifier that fills no screen', () => {
    assert.equal(toAccount('i'.repeat(1_000_000), undefined, undefined).id?.length, 100);
  });

  it('has a name that turns no line and fills no screen', () => {
    assert.deepEqual(toAccount(undefined, undefined, '\u202eAna\u202c \u2066x\u2069'), { name: 'Ana x' });
    assert.equal(toAccount(undefined, undefined, 'n'.repeat(1_000_000)).name?.length, 100);
  });
});
