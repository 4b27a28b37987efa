import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { failure, httpRequest, toAbsoluteUrl } from '../../../src/gateways/http.js';
import { fetchImage, httpClient } from '../../../src/gateways/http-client.js';
import { readField } from '../../../src/gateways/read-field.js';
import { LoginError } from '../../../src/login/login-error.js';
import { outcomeOf } from './z-outcomes.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);
const { signal } = new AbortController();

let server: Server;
let origin: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
before(async () => {
  server = createServer((request, response) => {
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

describe('the HTTP client of an adapter', () => {
  let asked: {
    method: string | undefined;
    url: string | undefined;
    headers: IncomingMessage['headers'];
    body: string;
  }[];
  beforeEach(() => {
    asked = [];
    answer = (request, response) => {
      const { method, url, headers } = request;
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        asked.push({ method, url, headers, body });
        response.writeHead(200, { 'retry-after': '7' }).end('{"ok":true}');
      });
    };
  });

  it('asks below the address of the gateway, with its headers, and reads the whole answer', async () => {
    const http = httpClient(`${origin}/base`, {}, { headers: { 'X-Key': 'k' } });
    const said = await http.get('a/b?c=d', signal);
    await http.delete('e', signal);
    const { json, ...rest } = said;
    assert.deepEqual(rest, { status: 200, text: '{"ok":true}', retryAfter: 7, redirected: false });
    assert.deepEqual({ ...(json as object) }, { ok: true });
    assert.deepEqual(
      asked.map(({ method, url, headers }) => [method, url, headers['x-key']]),
      [
        ['GET', '/base/a/b?c=d', 'k'],
        ['DELETE', '/base/e', 'k'],
      ],
    );
  });

  it('posts JSON', async () => {
    await httpClient(origin, {}, { headers: { 'X-Key': 'k' } }).post('code', { phone: '55' }, signal);
    assert.deepEqual(
      asked.map(({ method, headers, body }) => [method, headers['content-type'], headers['x-key'], body]),
      [['POST', 'application/json', 'k', '{"phone":"55"}']],
    );
  });

  it('sends no cookies, and lets browsers remember the preflight of a header', async () => {
    const inits: (RequestInit | undefined)[] = [];
    const fetch = (_: unknown, init?: RequestInit) => {
      inits.push(init);
      return Promise.resolve(new Response('{}'));
    };
    await httpClient(origin, { fetch }).get('', signal);
    await httpClient(origin, { fetch }, { headers: { 'X-Key': 'k' } }).get('', signal);
    assert.deepEqual(
      inits.map((init) => [init?.credentials, init?.cache]),
      [
        ['omit', 'no-store'],
        ['omit', 'no-cache'],
      ],
    );
  });
});

describe('a header of an adapter', () => {
  /** How the questions of one client go out, each to a path that is answered with these headers. */
  async function cachesOf(...questions: (readonly [path: string, headers: HeadersInit])[]): Promise<unknown[]> {
    const caches: unknown[] = [];
    let headers: HeadersInit = {};
    const fetch = (_: unknown, init?: RequestInit) => {
      caches.push(init?.cache);
      return Promise.resolve(new Response('{}', { headers }));
    };
    const http = httpClient(origin, { fetch }, { headers: { 'X-Key': 'k' } });
    for (const [path, answered] of questions) {
      headers = answered;
      await http.get(path, signal);
    }
    return caches;
  }

  it('costs one preflight for each address whose answers no cache may keep', async () => {
    for (const unkept of [{}, { 'cache-control': 'no-store' }, { 'cache-control': 'No-Cache', expires: 'never' }]) {
      const caches = await cachesOf(['a', unkept], ['a', unkept], ['b', unkept], ['a', unkept]);
      assert.deepEqual(caches, ['no-cache', 'default', 'no-cache', 'default'], JSON.stringify(unkept));
    }
  });

  it('costs one each time where a cache might answer with a code that is dead', async () => {
    for (const kept of [
      { 'cache-control': 'max-age=60' },
      { expires: 'Wed, 21 Oct 2026 07:28:00 GMT' },
      { 'last-modified': 'Wed, 21 Oct 2026 07:28:00 GMT' },
    ])
      assert.deepEqual(
        await cachesOf(['a', kept], ['a', {}], ['a', kept], ['a', {}]),
        ['no-cache', 'no-cache', 'default', 'no-cache'],
        JSON.stringify(kept),
      );
  });

  it('that HTTP cannot carry is a setting that is wrong, and its value is told to nobody', () => {
    assert.throws(
      () => httpClient(origin, {}, { headers: { 'X-Key': 'secret\nX-Other: 1' } }),
      (error) => error instanceof LoginError && error.code === 'config' && /X-Key(?!.*secret)/s.test(error.message),
    );
  });
});

describe('a redirect', () => {
  for (const status of [300, 301, 302, 303, 307, 308])
    it(`is not followed (${status}), because the next address may be that of somebody else`, async () => {
      let asked = 0;
      answer = (_, response) => {
        asked++;
        response.writeHead(status, { location: '/elsewhere' }).end('{}');
      };
      const http = httpClient(origin, {}, { headers: { 'X-Key': 'k' } });
      assert.equal(await outcomeOf(http.get('x', signal)), 'unavailable, transient');
      assert.equal(asked, 1);
    });

  it('is one also where a browser tells no more of it than that', async () => {
    const opaque = Object.defineProperties(new Response(), {
      type: { value: 'opaqueredirect' },
      status: { value: 0 },
    });
    const fetch = () => Promise.resolve(opaque);
    const asked = httpClient('https://gateway.test', { fetch }).get('x', signal);
    assert.equal(await outcomeOf(asked), 'unavailable, transient');
  });
});

describe('a picture fetched by its address', () => {
  const says = (status: number, body: string | Buffer) => {
    answer = (_, response) => response.writeHead(status).end(body);
  };
  const outcome = () => outcomeOf(fetchImage(`${origin}/qr.png`, signal, {}));

  it('is a data URI of the type that its bytes have', async () => {
    says(200, PNG);
    assert.equal(await outcome(), JSON.stringify(`data:image/png;base64,${PNG.toString('base64')}`));
  });

  for (const [status, body, expected] of [
    [200, '<!doctype html>', 'bad-response'],
    [200, '<svg xmlns="http://www.w3.org/2000/svg"/>', 'bad-response'],
    [200, '', 'bad-response'],
    [200, Buffer.concat([PNG, Buffer.alloc(384_000)]), 'bad-response'],
    [404, 'Not Found', 'unavailable, transient'],
    [410, '', 'unavailable, transient'],
    [401, '', 'unauthorized'],
    [502, '<html></html>', 'unavailable, transient'],
  ] as const)
    it(`is refused as ${expected} (${status}, ${body.length} bytes)`, async () => {
      says(status, body);
      assert.equal(await outcome(), expected);
    });

  it('is read no further than any picture is long', async () => {
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      answer = (_, response) => {
        response.writeHead(200);
        const chunk = Buffer.concat([PNG, Buffer.alloc(64_000)]);
        const send = () => {
          sent += chunk.length;
          if (!response.destroyed) response.write(chunk, () => setImmediate(send));
        };
        response.on('close', resolve);
        send();
      };
    });
    assert.equal(await outcome(), 'bad-response');
    await closed;
    assert.ok(sent > 384_000);
  });

  it('is asked for without cookies, and only at that address', async () => {
    const inits: (RequestInit | undefined)[] = [];
    const fetch = (_: unknown, init?: RequestInit) => {
      inits.push(init);
      return Promise.resolve(new Response(PNG));
    };
    await fetchImage('https://gateway.test/qr.png', signal, { fetch });
    assert.deepEqual([inits.length, inits[0]?.credentials], [1, 'omit']);
    const asked: (string | undefined)[] = [];
    answer = ({ url }, response) => {
      asked.push(url);
      response.writeHead(302, { location: '/internal.png' }).end();
    };
    assert.equal(await outcome(), 'unavailable, transient');
    assert.deepEqual(asked, ['/qr.png']);
  });

  it('is unavailable where nobody answers', async () => {
    assert.equal(await outcomeOf(fetchImage('http://127.0.0.1:1/qr.png', signal, {})), 'unavailable, transient');
  });
});

describe('how long an answer asks to wait', () => {
  const DATE = 'Wed, 21 Oct 2026 07:28:00 GMT';
  for (const [header, date, seconds] of [
    ['7', undefined, 7],
    ['45', undefined, 45],
    ['0', undefined, 0],
    // By the server's own clock, which may differ from ours by any time.
    ['Wed, 21 Oct 2026 07:28:30 GMT', DATE, 30],
    ['Wed, 21 Oct 2026 07:27:30 GMT', DATE, 0],
    ['Wed, 21 Oct 2026 07:28:30 +0000', DATE, 30],
    ['2026-10-21T07:28:30Z', DATE, 30],
    [new Date(Date.now() + 3_600_000).toUTCString(), undefined, 3_600],
    ['soon', DATE, undefined],
    ['9'.repeat(400), DATE, undefined],
    ['', DATE, undefined],
    [undefined, DATE, undefined],
  ] as const)
    it(`is ${seconds} s: ${header?.slice(0, 40)}, ${date}`, async () => {
      const headers = { ...(header !== undefined && { 'retry-after': header }), ...(date && { date }) };
      const fetch = () => Promise.resolve(new Response('{}', { status: 429, headers }));
      const { retryAfter } = await httpClient(origin, { fetch }).get('x', signal);
      if (seconds === 3_600) assert.ok(Math.abs((retryAfter ?? 0) - seconds) < 60, String(retryAfter));
      else assert.equal(retryAfter, seconds);
    });
});

describe('a body that breaks off', () => {
  it('is unavailable and not blocked, also on a page of another origin: its head could be read', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"type":');
      setImmediate(() => response.destroy());
    };
    Object.defineProperty(globalThis, 'location', { value: { origin: 'https://page.test' }, configurable: true });
    const outcome = await outcomeOf(httpClient(origin, {}).get('x', signal)).finally(() =>
      Reflect.deleteProperty(globalThis, 'location'),
    );
    assert.equal(outcome, 'unavailable, transient');
  });
});

describe('a field whose name is capitalized in one version and not in the next', () => {
  it('is read whatever the version', () => {
    for (const body of [{ QRCode: 'a' }, { qrcode: 'a' }, { qrCode: 'a', other: 1 }])
      assert.equal(readField(body, 'QRCode'), 'a');
    for (const body of [{}, null, undefined, 'qrcode', [], { qr: 'a' }])
      assert.equal(readField(body, 'QRCode'), undefined);
  });
});

describe('the text of an answer', () => {
  const textOf = async (...chunks: readonly Uint8Array[]) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
    const { text } = await httpRequest('https://gateway.test/', {}, signal, {
      fetch: () => Promise.resolve(new Response(body)),
    });
    return text;
  };

  it('is whole where a letter comes in two pieces', async () => {
    const bytes = new TextEncoder().encode('Código ✓');
    assert.equal(await textOf(bytes.slice(0, 2), bytes.slice(2, -1), bytes.slice(-1)), 'Código ✓');
  });

  it('is of 2 MB at most', async () => {
    const longest = new Uint8Array(2_000_000).fill(0x20);
    assert.equal((await textOf(longest)).length, 2_000_000);
    await assert.rejects(textOf(longest, new Uint8Array([0x20])), {
      code: 'bad-response',
      message: 'The gateway answered with more than 2 MB',
    });
  });
});

describe('an answer that is none', () => {
  for (const [status, text, expected, said] of [
    [200, '<html>', 'bad-response, transient', ' and no JSON'],
    [299, '{"a":', 'bad-response, transient', ' and no JSON'],
    [300, '', 'bad-response', ' and no JSON'],
    [400, 'Bad request', 'bad-response', ' and no JSON'],
    [200, '{}', 'bad-response', ' and an unknown body'],
    [400, '{}', 'bad-response', ' and an unknown body'],
    [404, ' \n<html>', 'not-found, transient', ''],
    [404, 'a <b>', 'not-found', ''],
    [404, 'a<b>', 'not-found', ''],
    [466, '', 'quota', ''],
    [498, '', 'bad-response', ' and no JSON'],
    [499, '', 'unavailable, transient', ''],
  ] as const)
    it(`is ${expected} by ${status} ${JSON.stringify(text)}`, async () => {
      const json: unknown = text.startsWith('{}') ? {} : undefined;
      const error = failure({ status, text, json, retryAfter: undefined, redirected: false });
      assert.equal(await outcomeOf(Promise.reject(error)), expected);
      assert.equal(error.message, `The gateway answered with HTTP ${status}${said}`);
    });
});

describe('the address of a gateway', () => {
  for (const address of ['https://host', 'HTTP://host', 'ws://host', 'wss://host'])
    it(`may be ${address}`, () => assert.equal(toAbsoluteUrl(address).hostname, 'host'));

  for (const address of ['xhttp://host', 'httpx://host', 'ftp://host', '//host', 'host', ''])
    it(`is none where it is ${JSON.stringify(address)}`, () =>
      assert.throws(() => toAbsoluteUrl(address), { code: 'config' }));
});
