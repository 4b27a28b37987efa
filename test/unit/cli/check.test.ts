import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { check } from '../../../src/cli/check.js';
import { UsageError } from '../../../src/cli/usage-error.js';

const URL_OF_BACKEND = 'https://app.test/whatsapp/login';
const SESSION = 'Cookie: session=demo';
const PHONE = '5511999999999';

/** What the clock says, ms. */
let now = 0;

const json = (body: object, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store', ...headers } });

/** A backend that does all that the protocol asks for; each test breaks one thing. */
class Backend {
  version: string | undefined = 'v1';
  pairingCode: string | undefined;
  readonly requests: { method: string; query: URLSearchParams; body: string; cookie: string | null }[] = [];

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { method, headers } = request;
    const query = new URL(request.url).searchParams;
    const asked = { method, query, body: await request.text(), cookie: headers.get('cookie') };
    this.requests.push(asked);
    if (!asked.cookie?.includes('session=demo')) return this.refuse();
    return asked.method === 'GET' ? this.get(query) : this.post(asked.body);
  };

  refuse(): Response {
    return new Response(null, { status: 401 });
  }

  async get(query: URLSearchParams): Promise<Response> {
    if (query.get('seen') === this.version && query.has('wait')) await this.wait(Number(query.get('wait')));
    return query.get('want') === 'state' && !this.pairingCode
      ? json(this.withVersion({ type: 'waiting' }))
      : this.shown();
  }

  post(body: string): Response {
    if (body.includes('restart')) return this.shown();
    if (!body.includes(PHONE)) return json({ type: 'error', code: 'config' }, 400);
    this.pairingCode = 'ABCD1234';
    return this.shown();
  }

  shown(): Response {
    const code = this.pairingCode;
    return json(
      this.withVersion(code ? { type: 'code', code, expiresIn: 150 } : { type: 'qr', text: '2@a', expiresIn: 20 }),
    );
  }

  async wait(seconds: number): Promise<void> {
    now += seconds * 1_000;
  }

  withVersion(update: object): object {
    return this.version ? { ...update, version: this.version } : update;
  }
}

async function checkAll(backend: Backend, phone?: string): Promise<{ status: 0 | 1; said: string; wrong: string[] }> {
  const lines: string[] = [];
  const options = { url: URL_OF_BACKEND, headers: [SESSION], phone, fetch: backend.fetch };
  const status = await check(options, (line) => lines.push(line));
  const wrong = lines.filter((line) => line.startsWith('✗')).map((line) => line.slice(2));
  assert.match(lines.at(-1) ?? '', new RegExp(`^\\d+ right, ${wrong.length} wrong$`));
  return { status, said: lines.join('\n'), wrong };
}

describe('wa-qr-login check', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['Date'] });
    mock.method(performance, 'now', () => now);
  });
  afterEach(() => mock.reset());

  it('finds nothing wrong with a backend that speaks the protocol', async () => {
    const { status, said, wrong } = await checkAll(new Backend(), PHONE);
    assert.deepEqual(wrong, []);
    assert.equal(status, 0);
    assert.match(said, /`qr`, for 20 s/);
    assert.match(said, /An answer waits|Without news an answer comes in time/);
    assert.match(said, /repeats the pairing code/);
  });

  it('requests a pairing code only for a number that it is given, and only once', async () => {
    const [without, given] = [new Backend(), new Backend()];
    const codesAsked = ({ requests }: Backend) => requests.filter(({ body }) => body.includes(PHONE)).length;
    assert.match((await checkAll(without)).said, /No pairing code was requested/);
    await checkAll(given, `+${PHONE}`);
    assert.deepEqual([codesAsked(without), codesAsked(given)], [0, 1]);
  });

  it('notes that a backend does not speak long-polling, which is not wrong', async () => {
    const backend = new Backend();
    backend.version = undefined;
    const { status, said } = await checkAll(backend);
    assert.equal(status, 0);
    assert.match(said, /– Long-polling is not spoken/);
  });

  it('keeps the cookies that a backend sets', async () => {
    const backend = new Backend();
    const get = backend.get.bind(backend);
    backend.get = async (query) => {
      const answer = await get(query);
      answer.headers.append('Set-Cookie', 'login=1; Path=/; HttpOnly');
      return answer;
    };
    await checkAll(backend);
    assert.equal(backend.requests[0]?.cookie, 'session=demo');
    assert.equal(backend.requests[1]?.cookie, 'session=demo; login=1');
  });

  const broken: readonly (readonly [what: string, complaint: RegExp, breakIt: (backend: Backend) => void])[] = [
    ['sends pages elsewhere', /HTTP 302/, (b) => (b.get = async () => new Response(null, { status: 302 }))],
    ['wants a session', /name the session with --header/, (b) => (b.get = async () => b.refuse())],
    ['answers with HTML', /not a JSON object/, (b) => (b.get = async () => new Response('<p>'))],
    ['invents a type', /none of the updates/, (b) => (b.get = async () => json({ type: 'ready' }))],
    [
      'hides its JSON',
      /Content-Type is text\/html/,
      (b) => (b.shown = () => shownWith({ 'Content-Type': 'text/html' })),
    ],
    ['lets codes be kept', /no-store/, (b) => (b.shown = () => shownWith({ 'Cache-Control': 'private' }))],
    ['tells too much', /does not know: instance, key/, (b) => (b.withVersion = (u) => ({ ...u, instance: 1, key: 2 }))],
    ['counts in ms', /must be seconds/, (b) => (b.withVersion = (u) => ({ ...u, expiresIn: 20_000 }))],
    [
      'spends a code on each question',
      /must be repeated/,
      (b) => (b.shown = () => json({ type: 'qr', text: String(Math.random()), expiresIn: 20 })),
    ],
    [
      'fails on restart',
      /restart"}: HTTP 500/,
      (b) => (b.post = (body) => (body.includes('restart') ? json({}, 500) : json({}, 400))),
    ],
    [
      'breaks on bad input',
      /Does not refuse a body that is not JSON: HTTP 500/,
      (b) => (b.post = (body) => (body === '{' ? json({}, 500) : b.shown())),
    ],
    [
      'takes any phone number',
      /Does not refuse a phone number that is too short: HTTP 200, `qr`/,
      (b) => (b.post = () => b.shown()),
    ],
    ['answers strangers', /A stranger is answered/, (b) => (b.refuse = () => b.shown())],
    ['does not wait', /`wait` is ignored/, (b) => (b.wait = async () => undefined)],
    ['waits too long', /`wait=3` took 30 s/, (b) => (b.wait = async () => void (now += 30_000))],
  ];
  for (const [what, complaint, breakIt] of broken)
    it(`complains of a backend that ${what}`, async () => {
      const backend = new Backend();
      breakIt(backend);
      const { status, wrong } = await checkAll(backend);
      assert.equal(status, 1);
      assert.ok(
        wrong.some((line) => complaint.test(line)),
        wrong.join('\n'),
      );
    });

  it('complains of a backend that forgets a pairing code', async () => {
    const backend = new Backend();
    const get = backend.get.bind(backend);
    backend.get = (query) => (backend.pairingCode ? Promise.resolve(json({ type: 'waiting' })) : get(query));
    const { wrong } = await checkAll(backend, PHONE);
    assert.deepEqual(
      wrong,
      ['qr', 'state'].map((want) => `GET ?want=${want} must repeat the pairing code while it is alive`),
    );
  });

  it('says why no answer came', async () => {
    const backend = {
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })),
    };
    assert.deepEqual((await checkAll(backend as unknown as Backend)).wrong, ['No answer: ECONNREFUSED']);
  });

  for (const [what, options] of [
    ['an address that is none', { url: 'nowhere', headers: [] }],
    ['a header without a colon', { url: URL_OF_BACKEND, headers: ['session'] }],
    ['a phone number without digits', { url: URL_OF_BACKEND, headers: [], phone: 'home' }],
  ] as const)
    it(`does not begin with ${what}`, async () => {
      await assert.rejects(
        check(options, () => undefined),
        UsageError,
      );
    });
});

function shownWith(headers: Record<string, string>): Response {
  return json({ type: 'qr', text: '2@a', expiresIn: 20 }, 200, headers);
}
