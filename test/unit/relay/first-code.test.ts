import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import type { LoginUpdate } from '../../../src/login/login.js';
import type { Modules } from '../../../src/qr/modules.js';
import { createRelay, type FirstCode, type FirstOptions } from '../../../src/relay/index.js';
import { qrDataUri } from '../../../src/simulator/png.js';
import { decode } from '../qr/pictures.js';
import { HOST, RelayWorld } from './relay-world.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';

const PAGE = 'https://host.test/whatsapp';
const TEXT = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;
const CODE: LoginUpdate = { type: 'qr', text: TEXT, expiresIn: 60 };
const NOTHING: FirstCode = { update: { type: 'waiting' }, html: '' };

const page = (headers: HeadersInit = {}, init: RequestInit = {}) => new Request(PAGE, { headers, ...init });

/** The update that the page is handed. */
function readJson({ html }: FirstCode): any {
  const [, json] = /<script type="application\/json">([^<]*)<\/script>$/.exec(html) ?? [];
  return JSON.parse(json ?? assert.fail(html));
}

/** The modules of the picture, as a browser paints them: the right way round, whole px a module, within the square. */
function readSvg({ html }: FirstCode): Modules {
  const number = (pattern: RegExp) => Number(pattern.exec(html)?.[1] ?? assert.fail(html));
  const [side, at, width] = [/ width="(\d+)"/, /translate\((\d+) /, /scale\((\d+)\)/].map(number) as [
    number,
    number,
    number,
  ];
  const lines = Array.from(html.matchAll(/M(\d+) (\d+)\.5h(\d+)/g), (line) => line.slice(1).map(Number));
  const size = 1 + Math.max(...lines.map(([, row = 0]) => row));
  const data = new Uint8Array(size * size);
  for (const [column = 0, row = 0, length = 0] of lines)
    data.fill(1, row * size + column, row * size + column + length);
  const drawn = lines.reduce((sum, [, , length = 0]) => sum + length, 0);
  assert.equal(drawn, data.filter(Boolean).length, 'a module is drawn twice');
  assert.ok((width + 1) * (size + 8) > side, `the modules could be larger than ${width} px`);
  assert.ok(side === 320 || width === 4, `${side} px is more than the square of the element`);
  assert.ok(width >= 4 && at >= 4 * width && 2 * at + width * size <= side + 1, `${side} ${at} ${width} ${size}`);
  return { size, data };
}

describe('the first code that a page is handed', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  // The encoder is loaded in real time, of which the clock of the tests knows nothing.
  before(() => createRelay({ gateway: new ScriptedGateway().gateway({}) }).first(page(), { wait: 10 }));
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
  });
  afterEach(() => {
    const timers = world.clock.countTimers();
    world.close();
    assert.equal(timers, 0, 'a timer is left');
  });

  const relayOf = (qr: () => LoginUpdate | Promise<LoginUpdate>) => createRelay({ gateway: scripted.gateway({ qr }) });

  /** The clock goes on until the answer is there. */
  async function settle<T>(answer: Promise<T>): Promise<T> {
    let isThere = false;
    const done = answer.finally(() => (isThere = true));
    for (let steps = 0; !isThere && steps < 200; steps++) await world.pass(100, 100);
    return done;
  }
  const firstOf = (qr: () => LoginUpdate, request = page(), options?: FirstOptions) =>
    settle(relayOf(qr).first(request, options));

  it('is a picture that can be read, and the answer that a page would have got', async () => {
    const relay = relayOf(() => CODE);
    const first = await settle(relay.first(page({ 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' })));
    assert.equal(decode(readSvg(first)), TEXT);
    const { version, expiresIn, renewsIn, ...update } = readJson(first);
    assert.deepEqual(update, { type: 'qr', text: TEXT, methods: ['qr', 'code'] });
    assert.deepEqual(first.update, { ...update, version, expiresIn, renewsIn });
    assert.ok(expiresIn > 50 && expiresIn <= 60 && renewsIn === expiresIn);
    const asked: any = await (await relay(new Request(`${HOST}?want=qr`))).json();
    assert.deepEqual([asked.text, asked.version], [TEXT, version]);
    assert.equal(scripted.times('qr').length, 1, 'the code is that of all pages');
  });

  it('fills its square, be the code short or long', async () => {
    for (const text of ['2@a', TEXT, TEXT.repeat(4)]) {
      const first = await firstOf(() => ({ type: 'qr', text, expiresIn: 60 }));
      assert.equal(decode(readSvg(first)), text);
    }
  });

  it('is of a version that the next question names, to be held until there is another code', async () => {
    const relay = relayOf(() => CODE);
    const { version } = readJson(await settle(relay.first(page())));
    let isAnswered = false;
    const held = relay(new Request(`${HOST}?want=qr&wait=5&seen=${version}`)).finally(() => (isAnswered = true));
    await world.pass(4_000, 500);
    assert.equal(isAnswered, false);
    await settle(held);
  });

  it('hides itself at its end without any script, and is named for those who do not see it', async () => {
    const { html } = await firstOf(() => ({ ...CODE, expiresIn: 17 }), page(), { label: 'Código <"QR"> & mais' });
    assert.match(html, /<set attributeName="visibility" to="hidden" begin="1[67](\.\d+)?s"\/><\/svg>/);
    assert.match(html, /role="img" aria-label="Código &lt;&quot;QR&quot;> &amp; mais"/);
    assert.match((await firstOf(() => CODE)).html, /aria-label="QR code for WhatsApp"/);
  });

  it('has nothing in it that a page would run, style or end at', async () => {
    const text = '</script><script>alert(1)</script><!--';
    const first = await firstOf(() => ({ type: 'qr', text, expiresIn: 60 }));
    assert.equal(readJson(first).text, text);
    assert.equal(first.html.match(/<\/?script/g)?.length, 2);
    assert.doesNotMatch(first.html, /style=| on\w+=|<!--|alert\(1\)<\/script/);
  });

  it('is not waited for longer than a second, or than the host says, and is then the first answer of the page', async () => {
    for (const [wait, ms] of [
      [undefined, 1_000],
      [0.3, 300],
      [0, 0],
      [3, 3_000],
      [60, 10_000],
      [NaN, 1_000],
      [-1, 1_000],
    ] as const) {
      scripted = new ScriptedGateway();
      let come: (update: LoginUpdate) => void = () => undefined;
      const relay = relayOf(() => new Promise((resolve) => (come = resolve)));
      const began = Date.now();
      let took = -1;
      const asking = relay.first(page(), { wait }).finally(() => (took = Date.now() - began));
      // A relay answers a question after 8 s with what it knows, and so a page that is patient hears of that.
      await world.pass(Math.min(ms, 7_900) - 100, 100);
      assert.equal(took, -1, `${wait} s`);
      const first = await settle(asking);
      assert.deepEqual(first, NOTHING);
      assert.ok(took >= 0 && took <= ms, `${took} ms`);
      come(CODE);
      await world.pass(100, 100);
      const update: any = await (await relay(new Request(`${HOST}?want=qr`))).json();
      assert.deepEqual([update.type, scripted.times('qr').length], ['qr', 1]);
      await relay.close();
    }
  });

  it('is none where the host refuses the request, does not answer or fails, and never an error', async () => {
    const hosts: readonly (() => any)[] = [
      () => new Response(null, { status: 401 }),
      () => Promise.reject(new Error('no session')),
      () => {
        throw new TypeError('no cookie');
      },
      () => new Promise(() => undefined),
      () => undefined,
    ];
    for (const gateway of hosts) assert.deepEqual(await settle(createRelay({ gateway }).first(page())), NOTHING);
    const relay = relayOf(() => CODE);
    for (const [request, options] of [[undefined], [{}], [null, null], [page(), null]] as any[])
      assert.equal((await settle(relay.first(request, options))).update.type, 'waiting');
  });

  it('is none where nothing is shared, since the first question would be answered with another one', async () => {
    const { key: _, ...gateway } = scripted.gateway({ qr: () => CODE });
    const relay = createRelay({ gateway });
    assert.deepEqual(await settle(relay.first(page())), NOTHING);
    assert.equal(scripted.calls.length, 0);
  });

  it('is none where there is something else to say: the page asks for it by itself', async () => {
    for (const update of [
      { type: 'waiting' },
      { type: 'linking' },
      { type: 'linked', account: { phone: '5511999999999' } },
      { type: 'expired', reason: 'codes' },
      { type: 'error', code: 'quota' },
      { type: 'code', code: 'ABCD1234', expiresIn: 60 },
      { type: 'passkey', token: 'FA48-HS63', expiresIn: 60 },
      { type: 'page', url: 'https://gateway.test/secret' },
    ] as const)
      assert.deepEqual(await firstOf(() => update), NOTHING, update.type);
  });

  it('is not asked for by a page that nobody may see, or that somebody else has put there', async () => {
    const relay = createRelay({
      gateway: scripted.gateway({}),
      hosts: ['host.test'],
      origins: ['https://friend.test'],
    });
    for (const [request, isHandedOver] of [
      [page(), true], // a browser of long ago, or one without TLS
      [page({ 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' }), true], // a link in a mail
      [page({ 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' }), true], // a router that fetches pages
      [page({ 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' }), true],
      [page({ 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' }), false],
      [page({ 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site', origin: 'https://friend.test' }), true],
      [page({ 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'cross-site' }), false],
      [page({ 'sec-fetch-dest': 'image', 'sec-fetch-site': 'same-origin' }), false],
      [page({ 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender' }), false],
      [page({ 'sec-fetch-dest': 'document', purpose: 'prefetch' }), false],
      [page({}, { method: 'HEAD' }), false],
      [page({}, { method: 'POST', body: '' }), false],
      [new Request('https://rebound.test/whatsapp'), false],
    ] as const) {
      const { html } = await settle(relay.first(request));
      assert.equal(html !== '', isHandedOver, JSON.stringify([request.method, request.url, ...request.headers]));
    }
    assert.deepEqual(scripted.calls.length > 0, true);
  });

  it('is none after the relay was closed, and one under way is waited for', async () => {
    const relay = relayOf(() => new Promise(() => undefined));
    const asking = relay.first(page());
    await world.pass(100, 100);
    await settle(relay.close());
    assert.deepEqual(await settle(asking), NOTHING);
    assert.deepEqual(await settle(relay.first(page())), NOTHING);
  });

  it('brings none of what a gateway sends beside the code', async () => {
    const update: LoginUpdate = { ...QR, ...{ token: 'secret', instance: '1101' } };
    const first = await firstOf(() => update);
    assert.doesNotMatch(JSON.stringify(first), /secret|1101/);
  });
});

describe('the first code from a picture of a gateway', () => {
  const firstOf = (image: string) =>
    createRelay({ gateway: new ScriptedGateway().gateway({ qr: () => ({ type: 'qr', image, expiresIn: 60 }) }) }).first(
      page(),
      { wait: 10 },
    );

  it('is drawn anew, module by module', async () => {
    const image = qrDataUri(TEXT);
    const first = await firstOf(image);
    assert.equal(decode(readSvg(first)), TEXT);
    assert.equal(readJson(first).image, image);
  });

  it('is left to the element where it cannot be read on a server', async () => {
    const image = `data:image/jpeg;base64,${Buffer.from('\xff\xd8\xff and no more', 'latin1').toString('base64')}`;
    const first = await firstOf(image);
    assert.ok(!first.html.includes('<svg'));
    assert.equal(readJson(first).image, image);
  });
});
