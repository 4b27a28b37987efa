import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway } from '../../../src/gateways/gateway.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import { LoginError } from '../../../src/login/login-error.js';
import { SharedLogins } from '../../../src/relay/shared-logins.js';
import { called, RelayWorld, withoutVersion, type Pages } from './relay-world.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';

const PHONE = '5511999999999';

/** A gateway whose question for a QR code is answered with what the test says. */
const scripted = (qr: () => Promise<LoginUpdate> | LoginUpdate, options?: Partial<Gateway>): Gateway =>
  new ScriptedGateway().gateway({ qr }, options);

describe('the relay, by the clock', () => {
  let world: RelayWorld;
  beforeEach(() => {
    world = new RelayWorld();
  });
  afterEach(() => {
    world.close();
  });

  /** A page asks every two seconds, as the element does. */
  const poll = async (pages: Pages, ms: number): Promise<any[]> => {
    const answers = [];
    for (let left = ms; left > 0; left -= 2_000) {
      answers.push(await pages.ask());
      await world.pass(2_000);
    }
    return answers;
  };
  const types = (answers: { type: string }[]) =>
    answers.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1]);

  for (const gateway of ['green-api', 'z-api', 'plugchat'] as const)
    it(`leads from the code to the account (${gateway})`, async () => {
      const account = world.add({ gateway, phone: PHONE });
      const pages = world.pagesOf(account);
      const answers = await poll(pages, 4_000);
      assert.equal(account.scan(account.qr!), 'linking');
      answers.push(...(await poll(pages, 10_000)));
      assert.deepEqual(types(answers)[0], 'qr');
      const last = answers.at(-1);
      assert.equal(last.type, 'linked');
      assert.equal(last.account.phone, PHONE);
      assert.equal(last.already, false);
    });

  it('leaves `already` to the page where no code was shown', async () => {
    const update = await world.pagesOf(world.add({ state: 'authorized', phone: PHONE })).ask();
    assert.deepEqual(withoutVersion(update), {
      type: 'linked',
      account: { id: `${PHONE}@c.us`, phone: PHONE },
      methods: ['qr', 'code'],
    });
  });

  it('lists the methods that may be offered', async () => {
    assert.deepEqual((await world.pagesOf(world.add({ gateway: 'plugchat' })).ask()).methods, ['qr']);
    assert.deepEqual((await world.pagesOf(world.add()).ask()).methods, ['qr', 'code']);
  });

  it('is never stored', async () => {
    const pages = world.pagesOf(world.add());
    for (const answer of [await pages.send(), await pages.post({}), await pages.post({ type: 'code', phone: PHONE })])
      assert.equal(answer.headers.get('cache-control'), 'no-store');
  });

  describe('shares by key', () => {
    it('a hundred pages are one question, and its answer lasts for the interval of the gateway', async () => {
      const account = world.add();
      const pages = world.pagesOf(account);
      const hundred = () => Promise.all(Array.from({ length: 100 }, () => pages.ask()));
      const answers = await hundred();
      assert.equal(account.calls.length, 1);
      assert.equal(new Set(answers.map((update) => JSON.stringify(update))).size, 1);
      assert.equal(answers[0].type, 'qr');
      await world.pass(900, 100);
      await hundred();
      assert.equal(account.calls.length, 1);
      await world.pass(200, 100);
      await hundred();
      assert.equal(account.calls.length, 2);
    });

    it('pages that ask while the question is under way wait for its answer', async () => {
      const slow = new ScriptedGateway();
      slow.latency = 300;
      const pages = world.pages(slow.gateway({ qr: () => QR }));
      const answers = [1, 2, 3, 4].map(() => pages.ask());
      await world.pass(1_000, 50);
      assert.deepEqual(types(await Promise.all(answers)), ['qr']);
      assert.equal(slow.calls.length, 1);
    });

    for (const gateway of ['z-api', 'plugchat'] as const)
      it(`asks ${gateway} for a QR code once in its life, counts the codes, and begins anew at the button`, async () => {
        const account = world.add({ gateway });
        const pages = world.pagesOf(account);
        const all = [pages, pages, pages].map((each) => poll(each, 1_000));
        await world.pass(1);
        await Promise.all(all);
        const answers = await poll(pages, 70_000);
        const qrs = account.calls.filter(({ method }) => method === 'qr-code').map(({ at }) => at);
        assert.equal(qrs.length, 3);
        for (const [at, next] of [qrs.slice(0, 2), qrs.slice(1)] as [number, number][])
          assert.ok(next - at >= 20_000, `${next - at} ms`);
        assert.deepEqual(withoutVersion(answers.at(-1)), {
          type: 'expired',
          reason: 'codes',
          methods: answers[0].methods,
        });
        const { length } = account.calls;
        assert.equal((await pages.ask()).type, 'expired');
        assert.equal(account.calls.length, length);
        assert.equal((await pages.post({ type: 'restart' })).update.type, 'qr');
        assert.equal(called(account, 'qr-code'), 4);
      });

    it('a restart spares the code that others look at', async () => {
      const account = world.add({ gateway: 'z-api' });
      const pages = world.pagesOf(account);
      const shown = await pages.ask();
      await world.pass(3_000);
      const again = (await pages.post({ type: 'restart' })).update;
      assert.equal(again.text, shown.text);
      assert.equal(called(account, 'qr-code'), 1);
    });

    it('gives each page the time that is left', async () => {
      const pages = world.pagesOf(world.add({ gateway: 'z-api' }));
      assert.equal((await pages.ask()).expiresIn, 20);
      await world.pass(7_000);
      assert.equal((await pages.ask()).expiresIn, 13);
      await world.pass(12_900, 100);
      const { expiresIn } = await pages.ask();
      assert.ok(expiresIn > 0 && expiresIn <= 0.11, String(expiresIn));
    });

    it('goes on without a new code when one page asks and another only looks', async () => {
      const account = world.add({ gateway: 'z-api' });
      const pages = world.pagesOf(account);
      for (let time = 0; time < 20; time++) {
        assert.equal((await pages.ask('state')).type, 'waiting');
        await world.pass(2_000);
      }
      assert.equal(called(account, 'qr-code'), 0);
      assert.ok(called(account, 'status') >= 15);
    });

    it('a question for the state never asks Green API for a code, and shows none of another page', async () => {
      const account = world.add();
      const pages = world.pagesOf(account);
      await pages.ask('state');
      assert.equal(called(account, 'qr'), 0);
      assert.equal((await pages.ask()).type, 'qr');
      assert.equal((await pages.ask('state')).type, 'waiting');
    });

    it('many pages that ask for the state do not keep one from its code', async () => {
      const account = world.add();
      const pages = world.pagesOf(account);
      for (let time = 0; time < 4; time++) {
        await pages.ask('state');
        await world.pass(250, 50);
      }
      assert.equal((await pages.ask()).type, 'qr');
    });

    it('only looks at the state of a hosted page for as long as that is there', async () => {
      const pages = world.pagesOf(world.add());
      for (let time = 0; time < 140; time++) {
        assert.equal((await pages.ask('state')).type, 'waiting');
        await world.pass(5_000, 2_500);
      }
    });

    it('shares nothing without a key', async () => {
      const account = world.add();
      const pages = world.pages(() => {
        const { key: _, ...gateway } = world.gatewayOf(account);
        return gateway;
      });
      await Promise.all([pages.ask(), pages.ask()]);
      assert.equal(called(account, 'qr'), 2);
    });

    it('keeps two customers apart', async () => {
      const [one, two] = [
        world.add({ phone: '5511111111111' }),
        world.add({ state: 'authorized', phone: '5522222222222' }),
      ];
      one.fault('unauthorized');
      const pages = world.pages((request) => world.gatewayOf(request.url.includes('one') ? one : two));
      const ask = async (who: string) => (await pages.send({}, `https://host.test/${who}`)).update;
      assert.equal((await ask('one')).code, 'config');
      assert.equal((await ask('two')).account.phone, '5522222222222');
      one.clearFaults();
      await world.pass(2_000);
      assert.equal((await ask('one')).type, 'qr');
    });

    it('forgets a login 30 s after the last question', async () => {
      const account = world.add({ gateway: 'z-api' });
      const pages = world.pagesOf(account);
      await poll(pages, 70_000);
      await world.pass(25_000);
      assert.equal((await pages.ask()).type, 'expired');
      await world.pass(30_500);
      assert.equal((await pages.ask()).type, 'qr');
    });

    it('is bounded, however many instances pass by', async () => {
      const logins = new SharedLogins({}, 2_000_000);
      const open = (key: string) => logins.open(scripted(() => ({ type: 'waiting' }), { key }));
      for (let n = 0; n < 1_200; n++) open(String(n));
      assert.equal(logins.size, 1_000);
      assert.equal(open('1199'), open('1199'));
      await world.pass(30_001, 30_001);
      open('new');
      assert.equal(logins.size, 1);
    });

    it('notices that a linked number was unlinked', async () => {
      const account = world.add({ state: 'authorized' });
      const pages = world.pagesOf(account);
      assert.equal((await pages.ask()).type, 'linked');
      await world.pass(2_000);
      const { length } = account.calls;
      assert.equal((await pages.ask()).type, 'linked');
      assert.equal(account.calls.length, length + 1);
      account.logout();
      await world.pass(2_000);
      await pages.ask();
      await world.pass(2_000);
      assert.equal((await pages.ask()).type, 'qr');
    });

    it('answers in time when the gateway does not, and has the code later', async () => {
      const pages = world.pages(
        scripted(async () => {
          await new Promise((resolve) => setTimeout(resolve, 25_000));
          return { type: 'qr', text: '2@late', expiresIn: 20 };
        }),
      );
      let answered: any;
      void pages.ask().then((update) => (answered = update));
      await world.pass(8_500);
      assert.equal(answered.type, 'waiting');
      await world.pass(17_000);
      assert.equal((await pages.ask()).text, '2@late');
    });

    it('asks again when a question was lost with the worker that asked it', async () => {
      let lost = true;
      const pages = world.pages(
        scripted(() => (lost ? new Promise(() => undefined) : { type: 'qr', text: '2@a', expiresIn: 20 })),
      );
      void pages.ask();
      await world.pass(29_000, 1_000);
      void pages.ask();
      await world.pass(29_000, 1_000);
      void pages.ask();
      await world.pass(23_000, 1_000);
      void pages.ask();
      lost = false;
      await world.pass(3_000, 1_000);
      assert.equal((await pages.ask()).type, 'qr');
    });

    it('hands what goes on to the worker that waits for it', async () => {
      const held: Promise<unknown>[] = [];
      const { relay } = world.pages(
        scripted(async () => {
          await new Promise((resolve) => setTimeout(resolve, 12_000));
          return { type: 'waiting' };
        }),
      );
      void relay(new Request('https://host.test/'), { waitUntil: (promise: Promise<unknown>) => held.push(promise) });
      await world.pass(9_000);
      assert.equal(held.length, 1);
      await world.pass(4_000);
      await held[0];
    });
  });

  describe('gives pairing codes', () => {
    const code = { type: 'code', phone: PHONE };

    it('to whoever asks, with the time that is left, from whichever page', async () => {
      const account = world.add();
      const pages = world.pagesOf(account);
      await pages.ask();
      const { update } = await pages.post({ type: 'code', phone: '+55 (11) 99999-9999' });
      assert.equal(update.type, 'code');
      assert.equal(update.expiresIn, 150);
      await world.pass(10_000);
      for (const want of ['qr', 'state'] as const) {
        const answer = await pages.ask(want);
        assert.equal(answer.code, update.code);
        assert.equal(answer.expiresIn, 140);
      }
      assert.equal(account.enterCode(update.code), 'linking');
      await world.pass(6_000);
      assert.equal((await pages.ask('state')).type, 'linked');
    });

    it('asks for the state only while one is shown, every 5 s, until it ends', async () => {
      const account = world.add();
      const pages = world.pagesOf(account);
      await pages.post(code);
      const answers = await poll(pages, 156_000);
      assert.equal(called(account, 'qr'), 0);
      assert.ok(called(account, 'getStateInstance') <= 31, String(called(account, 'getStateInstance')));
      assert.deepEqual(types(answers), ['code', 'expired']);
    });

    it('throttles them per key, and answers the same request with the same code', async () => {
      const account = world.add();
      const pages = world.pagesOf(account);
      const [one, two] = await Promise.all([pages.post(code), pages.post(code)]);
      assert.equal(one.update.code, two.update.code);
      await world.pass(5_000);
      assert.equal((await pages.post(code)).update.code, one.update.code);
      const other = await pages.post({ type: 'code', phone: '5511888888888' });
      assert.equal(other.status, 429);
      assert.equal(other.update.code, 'rate-limited');
      assert.equal(other.headers.get('retry-after'), '10');
      assert.equal(called(account, 'getAuthorizationCode'), 1);
      await world.pass(10_100);
      assert.equal((await pages.post({ type: 'code', phone: '5511888888888' })).update.type, 'code');
      assert.equal(called(account, 'getAuthorizationCode'), 2);
    });

    it('throttles one account and not another', async () => {
      const [one, two] = [world.add(), world.add()];
      const pages = world.pages((request) => world.gatewayOf(request.url.includes('one') ? one : two));
      const post = (who: string, phone: string) =>
        pages.send({ method: 'POST', body: JSON.stringify({ type: 'code', phone }) }, `https://host.test/${who}`);
      assert.equal((await post('one', PHONE)).update.type, 'code');
      assert.equal((await post('two', '5511888888888')).update.type, 'code');
    });

    it('leaves the QR code on screen when none is given', async () => {
      const account = world.add();
      account.fault('code-refused', { on: 'getAuthorizationCode' });
      const pages = world.pagesOf(account);
      await pages.ask();
      const refused = await pages.post(code);
      assert.equal(refused.status, 200);
      assert.equal(refused.update.code, 'code-refused');
      assert.equal((await pages.ask()).type, 'qr');
    });

    it('and refuses where the gateway has none', async () => {
      const { update } = await world.pagesOf(world.add({ gateway: 'plugchat' })).post(code);
      assert.equal(update.code, 'unsupported');
    });

    it('asks once, even when the gateway fails', async () => {
      const account = world.add();
      account.fault('error-500', { on: 'getAuthorizationCode' });
      const pages = world.pagesOf(account);
      assert.equal((await pages.post(code)).update.code, 'unavailable');
      await world.pass(5_000);
      assert.equal(called(account, 'getAuthorizationCode'), 1);
    });
  });

  describe('passes errors on', () => {
    for (const [fault, code] of [
      ['unauthorized', 'config'],
      ['forbidden', 'config'],
      ['not-found-json', 'not-found'],
      ['quota', 'quota'],
      ['deleted', 'inactive'],
      ['has-auth', 'logout-required'],
      ['null', 'bad-response'],
    ] as const)
      it(`${fault} as ${code}, with 200 and in words of its own`, async () => {
        const account = world.add();
        account.fault(fault, { on: 'qr' });
        const { status, update, text } = await world.pagesOf(account).send();
        assert.equal(status, 200);
        assert.equal(update.type, 'error');
        assert.equal(update.code, code);
        for (const secret of [account.token, account.instance, 'gateway.test']) assert.ok(!text.includes(secret));
      });

    for (const fault of ['error-500', 'html', 'reset', 'half', 'rate-limited'] as const)
      it(`keeps calm while ${fault} may pass, and says so when it lasts`, async () => {
        const account = world.add();
        const pages = world.pagesOf(account);
        await poll(pages, 4_000);
        account.fault(fault);
        const answers = await poll(pages, 20_000);
        assert.ok(!types(answers).includes('error'), String(types(answers)));
        const { length } = account.calls;
        assert.ok(length < 12, `${length} questions: no back-off`);
        const later = await poll(pages, 40_000);
        assert.equal(
          later.find(({ type }) => type === 'error')?.code,
          fault === 'rate-limited' ? fault : 'unavailable',
        );
        account.clearFaults();
        await world.pass(10_000);
        assert.equal((await pages.ask()).type, 'qr');
      });

    it('leaves a gateway alone for as long as it asks', async () => {
      const account = world.add();
      account.fault('rate-limited', { retryAfter: 120 });
      const pages = world.pagesOf(account);
      assert.equal((await pages.ask()).code, 'rate-limited');
      await poll(pages, 100_000);
      assert.equal(account.calls.length, 1);
    });

    it('lets nothing of a gateway through', async () => {
      const secret = 'token-d75b3a66';
      const image = `data:image/png;base64,iVBORw0KGgo${'A'.repeat(20)}`;
      for (const update of [
        { type: 'waiting', secret },
        { type: 'waiting', methods: ['qr', secret] },
        { type: 'qr', image, secret },
        { type: 'qr', image: `https://gateway.test/${secret}` },
        { type: 'page', url: `https://qr.gateway.test/${secret}` },
        { type: 'linked', account: { id: '1@c.us', phone: PHONE, proxy: secret }, secret },
        { type: 'linked', account: {}, methods: [secret] },
        { type: 'passkey', url: `javascript:${secret}`, token: 'FA48-HS63', secret },
        { type: 'expired', reason: secret },
        { type: 'error', code: 'quota', message: secret },
        { type: 'error', code: secret },
      ]) {
        const { text, status } = await world.pages(scripted(() => update as unknown as LoginUpdate)).send();
        assert.equal(status, 200);
        assert.ok(!text.includes(secret), text);
      }
      for (const [error, type] of [
        [new Error(secret), 'waiting'], // in nobody's words: it may pass
        [new LoginError('config', secret), 'error'],
        [new TypeError(secret, { cause: secret }), 'waiting'],
      ] as const) {
        const { text } = await world.pages(scripted(() => Promise.reject(error))).send();
        assert.ok(text.includes(type) && !text.includes(secret), text);
      }
    });
  });

  describe('refuses', () => {
    const ask = (init: RequestInit, url?: string) => world.pagesOf(world.add()).send(init, url);

    for (const [what, body, status, code] of [
      ['no JSON', 'type=code', 400, 'config'],
      ['half a JSON', '{"type":"co', 400, 'config'],
      ['nothing', '', 400, 'config'],
      ['null', 'null', 400, 'config'],
      ['another type', '{"type":"dance"}', 400, 'config'],
      ['a missing phone', '{"type":"code"}', 400, 'invalid-phone'],
      ['a phone that is none', '{"type":"code","phone":"call me"}', 400, 'invalid-phone'],
      ['a phone that is too short', '{"type":"code","phone":"123"}', 400, 'invalid-phone'],
      ['more than 8 kB', JSON.stringify({ type: 'restart', more: 'x'.repeat(8_192) }), 413, 'config'],
    ] as const)
      it(`${what}, with ${status} and an update`, async () => {
        const answer = await ask({ method: 'POST', body });
        assert.equal(answer.status, status);
        assert.equal(answer.update.type, 'error');
        assert.equal(answer.update.code, code);
      });

    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])
      it(method, async () => {
        const { status, headers } = await ask({ method });
        assert.equal(status, 405);
        assert.equal(headers.get('allow'), 'GET, POST');
      });

    it('stops reading a body without an end', async () => {
      let pulled = 0;
      const body = new ReadableStream({
        pull(controller) {
          pulled++;
          controller.enqueue(new Uint8Array(1_024).fill(32));
        },
      });
      const { status } = await ask({ method: 'POST', body, duplex: 'half' } as RequestInit);
      assert.equal(status, 413);
      assert.ok(pulled < 20, String(pulled));
    });

    it('nothing of what the host refuses itself: its answer goes out as it is', async () => {
      const pages = world.pages(() => new Response('Log in first', { status: 401, headers: { 'X-Why': 'session' } }));
      const { status, text, headers } = await pages.send();
      assert.deepEqual([status, text, headers.get('x-why')], [401, 'Log in first', 'session']);
    });

    it('to swallow what goes wrong in the host', async () => {
      const pages = world.pages(() => Promise.reject(new Error('The database is down')));
      await assert.rejects(pages.send(), /database/);
    });

    it('a host whose gateway lacks its credentials, as config', async () => {
      const pages = world.pages(() => {
        throw new LoginError('config', 'Green API needs `instance`');
      });
      assert.equal((await pages.ask()).code, 'config');
    });
  });

  describe('knows where a page comes from', () => {
    const restart = { type: 'restart' };
    const app = 'https://app.test';
    const pages = (...origins: string[]) => {
      const account = world.add();
      return world.pages(() => world.gatewayOf(account), origins);
    };

    for (const [why, headers] of [
      ['no browser', {}],
      ['the same host', { Origin: 'https://host.test' }],
      ['what the browser says', { Origin: 'https://public.test', 'Sec-Fetch-Site': 'same-origin' }],
      ['what a proxy says', { Origin: 'https://public.test', 'X-Forwarded-Host': 'public.test' }],
    ] as const)
      it(`takes a POST by ${why}`, async () => {
        const { status, headers: answered } = await pages().post(restart, headers);
        assert.equal(status, 200);
        assert.equal(answered.get('access-control-allow-origin'), null);
      });

    for (const origin of ['https://evil.test', 'null', 'https://host.test.evil.test', 'https://host.test:8443'])
      it(`refuses a POST from ${origin}`, async () => {
        const { status, update, headers } = await pages(app).post(restart, { Origin: origin });
        assert.equal(status, 403);
        assert.equal(update.type, 'error');
        assert.equal(headers.get('access-control-allow-origin'), null);
      });

    it('lets the pages of a named origin ask, and read the answer', async () => {
      const answer = await pages(`${app}/`).post(restart, { Origin: app });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('access-control-allow-origin'), app);
      assert.equal(answer.headers.get('access-control-allow-credentials'), 'true');
      assert.equal(answer.headers.get('vary'), 'Origin');
    });

    it('lets them read the refusal of the host too', async () => {
      const { headers, status } = await world
        .pages(() => new Response(null, { status: 401, headers: { Vary: 'Cookie' } }), [app])
        .send({ headers: { Origin: app } });
      assert.equal(status, 401);
      assert.equal(headers.get('access-control-allow-origin'), app);
      assert.equal(headers.get('vary'), 'Cookie, Origin');
    });

    it('answers their preflight, without asking the host who it is', async () => {
      const asked: Request[] = [];
      const named = world.pages(
        (request) => {
          asked.push(request);
          return new Response(null, { status: 401 });
        },
        [app],
      );
      const preflight = (Origin: string) =>
        named.send({
          method: 'OPTIONS',
          headers: {
            Origin,
            'Access-Control-Request-Method': 'POST',
            'Access-Control-Request-Headers': 'content-type,x-session',
          },
        });
      const { status, headers } = await preflight(app);
      assert.equal(status, 204);
      assert.equal(headers.get('access-control-allow-origin'), app);
      assert.equal(headers.get('access-control-allow-headers'), 'content-type,x-session');
      assert.equal(headers.get('access-control-allow-methods'), 'GET, POST');
      const refused = await preflight('https://evil.test');
      assert.equal(refused.status, 403);
      assert.equal(refused.headers.get('access-control-allow-origin'), null);
      assert.equal(asked.length, 0);
    });
  });
});
