import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createRelay, type RelayOptions } from '../../../src/relay/index.js';
import { HOST, Pages, PagesWithSockets, RelayWorld } from './relay-world.js';
import { ScriptedGateway } from './scripted-gateway.js';

const APP = 'https://app.test';

/** A question can cost a customer's code, so it is refused where a browser says that no page of the host asks it. */
describe('a GET and a POST', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
  });
  afterEach(() => {
    world.close();
  });

  const pagesOf = (options: Partial<RelayOptions> = {}) =>
    new Pages(createRelay({ gateway: scripted.gateway({}), ...options }));

  /** Both requests, with the same headers. */
  const statuses = async (headers: Record<string, string>, options?: Partial<RelayOptions>, url = HOST) => {
    const pages = pagesOf({ origins: [APP], ...options });
    const get = await pages.send({ headers }, url);
    const post = await pages.send({ method: 'POST', body: '{"type":"restart"}', headers }, url);
    if (get.status === 403) assert.equal(get.update.type, 'error');
    return [get.status, post.status];
  };

  for (const [whose, headers] of [
    ['a page of the host', { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }],
    ['a page of the host, in a browser that says its origin', { Origin: 'https://host.test' }],
    ['a named origin', { Origin: APP, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'empty' }],
    ['a named origin of the same site', { Origin: APP, 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Dest': 'empty' }],
    ['a server', {}],
    ['Node’s fetch', { 'Sec-Fetch-Mode': 'cors' }],
  ] as [string, Record<string, string>][])
    it(`of ${whose} are answered`, async () => {
      assert.deepEqual(await statuses(headers), [200, 200]);
    });

  for (const [whose, headers] of [
    ['another site', { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'empty' }],
    ['an origin, without what newer browsers say', { Origin: 'https://evil.test' }],
    ['a sister subdomain', { Origin: 'https://sister.host.test', 'Sec-Fetch-Site': 'same-site' }],
    ['a sandboxed frame', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'empty' }],
    [
      'a picture of a sister subdomain',
      { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
    ],
    [
      'a script of another site without CORS',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'empty' },
    ],
    [
      'a picture in a page of the host',
      { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
    ],
    [
      'a link from a mail program',
      { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
    ],
    [
      'a link of another site',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
    ],
    [
      'a frame of another site',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
    ],
  ] as [string, Record<string, string>][])
    it(`of ${whose} are refused, and cost nothing`, async () => {
      assert.deepEqual(await statuses(headers), [403, 403]);
      assert.equal(scripted.calls.length, 0);
    });

  describe('are of the same origin', () => {
    const isOwn = async (request: string, origin: string, headers: Record<string, string> = {}) =>
      (await statuses({ Origin: origin, ...headers }, {}, request))[1] === 200;

    for (const [request, origin, headers, own] of [
      ['https://host.test/', 'https://host.test', {}, true],
      ['http://host.test/', 'https://host.test', {}, true], // a proxy has ended TLS
      ['http://host.test/', 'http://host.test', {}, true],
      ['https://host.test/', 'http://host.test', {}, false], // anybody in the network can write that page
      ['http://host.test/', 'http://host.test', { 'X-Forwarded-Proto': 'https' }, false],
      ['http://host.test/', 'https://host.test', { 'X-Forwarded-Proto': 'https, http' }, true],
      ['http://inner.test/', 'https://host.test', { 'X-Forwarded-Host': 'host.test' }, true],
      [
        'http://inner.test/',
        'http://host.test',
        { 'X-Forwarded-Host': 'host.test', 'X-Forwarded-Proto': 'https' },
        false,
      ],
      ['http://inner.test/', 'https://host.test', {}, false],
      ['https://host.test/', 'https://host.test:8443', {}, false],
    ] as [string, string, Record<string, string>, boolean][])
      it(`${own ? '' : 'not '}where ${origin} asks ${request} (${JSON.stringify(headers)})`, async () => {
        assert.equal(await isOwn(request, origin, headers), own);
      });
  });

  describe('by a name that points here though it is not the host’s', () => {
    const hosts = ['host.test', 'localhost:3000', '[::1]:3000'];

    for (const [url, headers, status] of [
      ['https://host.test/', {}, 200],
      ['https://HOST.test:8443/', {}, 200],
      ['http://localhost:3000/', {}, 200],
      ['http://[::1]:3000/', {}, 200],
      ['http://localhost:3001/', {}, 403],
      ['http://evil.test:3000/', {}, 403],
      ['http://evil.test/', { 'X-Forwarded-Host': 'host.test', 'Sec-Fetch-Site': 'same-origin' }, 403],
      ['http://host.test/', { Host: 'evil.test' }, 403],
    ] as [string, Record<string, string>, number][])
      it(`${url} ${JSON.stringify(headers)}: ${status}`, async () => {
        assert.deepEqual(await statuses(headers, { hosts }, url), [status, status]);
      });

    it('open no socket either', async () => {
      const pages = new PagesWithSockets(pagesOf({ hosts }));
      const end = pages.join('http://evil.test/');
      await world.pass(50, 50);
      assert.equal(end.closed, 1008);
    });

    for (const wrong of ['https://host.test', 'host.test/', '', 'a b', 'user@host.test'])
      it(`which must not be named ${JSON.stringify(wrong)}`, () => {
        assert.throws(() => pagesOf({ hosts: [wrong] }), TypeError);
      });
  });

  it('with a body that drips for ever are refused in time', async () => {
    const body = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 3_000));
        controller.enqueue(new Uint8Array([32]));
      },
    });
    const answering = pagesOf().send({ method: 'POST', body, duplex: 'half' } as RequestInit);
    await world.pass(10_000);
    const { status, update } = await answering;
    assert.deepEqual([status, update.type], [408, 'error']);
  });
});
