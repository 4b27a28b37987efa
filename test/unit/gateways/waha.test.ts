import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { waha, type WahaOptions } from '../../../src/gateways/waha.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { AccountScript, FaultName, SimulatedAccount } from '../../../src/simulator/index.js';
import type { Driven } from '../transport/drive.js';
import { HttpWorld } from './http-world.js';
import { everythingOf, outcomeOf } from './z-outcomes.js';

const PHONE = '5511999999999';
const request = { method: 'code', phone: PHONE } as const;
/** The values of a login with this account that was linked here. */
const LINKED = { status: 'linked', account: { id: `${PHONE}@c.us`, phone: PHONE, name: 'Ana' }, already: false };
const ASSERTION = { id: 'AX8bTgH2', rawId: 'AX8bTgH2', type: 'public-key', response: { signature: 'MEUCIQD' } };

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
});
afterEach(() => world.close());

const { signal } = new AbortController();
const add = (script?: AccountScript) => world.add({ gateway: 'waha', phone: PHONE, name: 'Ana', ...script });
const direct = ({ instance, token }: SimulatedAccount, options?: WahaOptions): Gateway =>
  waha({ backendUrl: world.origin, instance, token, fetch: world.fetch, ...options });
const proxied = ({ proxyPath }: SimulatedAccount): Gateway =>
  waha({ backendUrl: world.origin + proxyPath, fetch: world.fetch });
const called = ({ calls }: SimulatedAccount, method: string) => calls.filter((call) => call.method === method);
const methodsOf = ({ calls }: SimulatedAccount) => calls.map(({ method }) => method);
/** What has begun a login at the gateway, or ended one. */
const acts = (account: SimulatedAccount) =>
  methodsOf(account).filter((method) => ['start', 'restart', 'logout', 'stop'].includes(method));

function shownText({ memory }: Driven): string | undefined {
  const { login } = memory;
  return login.status === 'qr' && 'text' in login.picture ? login.picture.text : undefined;
}

function shownCode({ memory }: Driven): string {
  return memory.login.status === 'code' ? memory.login.code : `no code but ${memory.login.status}`;
}

/** A phone takes what is on screen. */
function scan(account: SimulatedAccount, login: Driven): void {
  assert.equal(account.scan(shownText(login) ?? ''), 'linking');
}

/** A session that another client has started. */
async function begun(script?: AccountScript): Promise<SimulatedAccount> {
  const account = add(script);
  await world.settled(direct(account).start?.(signal));
  return account;
}

/** A session whose login has failed, as it does when nobody scans. */
async function failed(script?: AccountScript): Promise<SimulatedAccount> {
  const account = await begun(script);
  account.expire();
  assert.equal(account.state, 'FAILED');
  return account;
}

describe('a login by QR code with WAHA', () => {
  it('is started once from cold, and shows the code', async () => {
    const account = add();
    const login = world.drive(direct(account));
    await world.pass(55_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr']);
    assert.equal(shownText(login), account.qr);
    assert.deepEqual([acts(account), called(account, 'qr').length], [['start'], 1]);
  });

  it('asks for the text, and accepts nothing but JSON', async () => {
    const account = await begun();
    await world.pass(2_000);
    const asked: unknown[] = [];
    const fetch = (url: string | URL | Request, init?: RequestInit) => {
      asked.push([String(url).replace(/^.*\/auth/, ''), new Headers(init?.headers).get('Accept')]);
      return world.fetch(url, init);
    };
    const update = await world.settled(direct(account, { fetch }).qr(signal));
    assert.deepEqual(update, { type: 'qr', text: account.qr });
    assert.deepEqual(asked.at(-1), ['/qr?format=raw', 'application/json']);
  });

  for (const after of [4_000, 20_000, 61_000, 75_000])
    it(`is linked by a scan after ${after} ms, once, with the account`, async () => {
      const account = add();
      const login = world.drive(direct(account));
      await world.pass(after);
      scan(account, login);
      await world.pass(10_000);
      assert.deepEqual(login.memory.login, LINKED);
      assert.deepEqual([account.logins, acts(account)], [1, ['start']]);
      const { length } = account.calls;
      await world.pass(20_000);
      assert.equal(account.calls.length, length);
    });

  it('is linking while the gateway still gives the scanned code, and shows it no more', async () => {
    const account = add({ scanEcho: 6_000, linkDelay: 12_000 });
    const login = world.drive(direct(account));
    await world.pass(10_000);
    scan(account, login);
    await world.pass(4_000);
    assert.equal(account.state, 'SCAN_QR_CODE');
    assert.equal(login.memory.login.status, 'linking');
    await world.pass(10_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
    assert.equal(login.updates.filter(({ type }) => type === 'qr').length, 1);
  });

  it('does not take a filled account for a link', async () => {
    const account = add({ emptyMe: 'half' });
    const login = world.drive(direct(account));
    await world.pass(30_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr']);
  });

  it('shows each code in its turn, the first for 60 s, and expires after six', async () => {
    const account = add();
    const login = world.drive(direct(account));
    const shown = new Set<string>();
    await world.pass(4_000);
    for (let second = 0; second < 155; second++) {
      await world.pass(1_000, 1_000);
      shown.add(shownText(login) ?? '');
      // The code came up to two seconds after its first moment, and stays for as long after its last.
      if (shownText(login) !== account.qr)
        assert.ok(second >= 56 && (second - 56) % 20 <= 3, `outdated after ${second} s`);
    }
    assert.equal(shown.size, 6);
    await world.pass(12_000);
    assert.equal(login.memory.login.status, 'expired');
    assert.equal(account.state, 'FAILED');
    assert.deepEqual([acts(account), called(account, 'qr').length <= 8], [['start'], true]);
    const { length } = account.calls;
    await world.pass(20_000);
    assert.equal(account.calls.length, length);
  });

  it('begins anew by the button, with a restart of what has failed', async () => {
    const account = add();
    const former = world.drive(direct(account));
    await world.pass(175_000, 1_000);
    assert.equal(former.memory.login.status, 'expired');
    const login = world.drive(direct(account), { restart: true });
    await world.pass(10_000);
    assert.equal(shownText(login), account.qr);
    assert.deepEqual(acts(account), ['start', 'restart']);
    scan(account, login);
    await world.pass(10_000);
    assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
  });

  it('is restarted from cold where a former login has failed, which `start` refuses', async () => {
    const account = await failed();
    assert.deepEqual(await outcomeOf(world.settled(direct(account).state(signal))), '{"type":"idle"}');
    const login = world.drive(direct(account));
    await world.pass(10_000);
    assert.equal(shownText(login), account.qr);
    assert.deepEqual(acts(account), ['start', 'restart']);
  });

  it('joins a login under way, whatever its age', async () => {
    const account = await begun();
    await world.pass(30_000);
    const login = world.drive(direct(account));
    await world.pass(5_000);
    assert.equal(shownText(login), account.qr);
    const former = account.qr;
    while (account.qr === former) await world.pass(250);
    await world.pass(6_000);
    assert.equal(shownText(login), account.qr);
    assert.deepEqual(acts(account), ['start']);
  });

  it('is linked at once where the account was linked before, and asks for no code', async () => {
    const account = add({ state: 'linked' });
    const login = world.drive(direct(account));
    await world.pass(1_000);
    assert.deepEqual(login.memory.login, { ...LINKED, already: true });
    assert.deepEqual(methodsOf(account), ['session']);
  });

  it('takes the state that a refused QR code tells, ten seconds later', async () => {
    const account = await begun({ qrDelay: 30_000 });
    // The session is believed to show codes, but does not yet.
    const told = (status: string) => async (url: string | URL | Request, init?: RequestInit) =>
      String(url).includes('/sessions/') ? Response.json({ status, me: null }) : world.fetch(url, init);
    const starting = await world.settled(direct(account, { fetch: told('SCAN_QR_CODE') }).qr(signal));
    assert.deepEqual(starting, { type: 'starting' });
    account.set({ state: 'WORKING' });
    const linked = await world.settled(direct(account, { fetch: told('SCAN_QR_CODE') }).qr(signal));
    assert.equal(linked?.type, 'linked');
    account.set({ state: 'STOPPED' });
    const idle = await world.settled(direct(account, { fetch: told('SCAN_QR_CODE') }).qr(signal));
    assert.deepEqual(idle, { type: 'idle' });
  });

  it('expires where the process was started anew and has lost the login, and the button begins again', async () => {
    const account = add();
    const login = world.drive(direct(account));
    await world.pass(10_000);
    account.set({ state: 'STOPPED' });
    await world.pass(3_000);
    assert.deepEqual(login.memory.login, { status: 'expired', reason: 'gateway' });
    const again = world.drive(direct(account), { restart: true });
    await world.pass(8_000);
    scan(account, again);
    await world.pass(10_000);
    assert.deepEqual([again.memory.login, account.logins], [LINKED, 1]);
  });

  it('goes on where the process was started anew and starts its sessions by itself', async () => {
    const account = add();
    const login = world.drive(direct(account));
    await world.pass(10_000);
    account.fault('error-502', { times: 2 });
    account.set({ state: 'STOPPED' });
    await world.settled(
      direct(account)
        .start?.(signal)
        .catch(() => undefined),
    );
    account.clearFaults();
    await world.settled(direct(account).start?.(signal));
    await world.pass(12_000);
    assert.equal(shownText(login), account.qr);
  });

  it('goes on behind a proxy that adds the credentials', async () => {
    const account = add();
    const login = world.drive(proxied(account));
    await world.pass(5_000);
    scan(account, login);
    await world.pass(10_000);
    assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
  });

  it('waits for a first code that is slow to come, without asking for it', async () => {
    const account = add({ qrDelay: 20_000 });
    const login = world.drive(direct(account));
    await world.pass(18_000);
    assert.deepEqual([login.statuses, called(account, 'qr').length], [['waiting'], 0]);
    await world.pass(6_000);
    assert.equal(shownText(login), account.qr);
  });
});

describe('a login by pairing code with WAHA', () => {
  /** The person types the code that is on screen. */
  const finish = async (account: SimulatedAccount, login: Driven) => {
    assert.equal(account.enterCode(shownCode(login)), 'linking');
    await world.pass(15_000);
    assert.deepEqual(login.memory.login, LINKED);
    assert.equal(account.logins, 1);
  };
  const asked = (account: SimulatedAccount) => called(account, 'request-code');

  it('gets its code from a stopped session, and rings once', async () => {
    const account = add();
    const login = world.drive(direct(account), { request });
    await world.pass(8_000);
    await finish(account, login);
    assert.deepEqual(
      asked(account).map(({ body }) => body),
      [{ phoneNumber: PHONE }],
    );
  });

  it('gets its code while a QR code is shown', async () => {
    const account = await begun();
    await world.pass(3_000);
    const login = world.drive(direct(account), { request });
    await world.pass(2_000);
    await finish(account, login);
    assert.deepEqual([asked(account).length, acts(account)], [1, ['start']]);
  });

  it('gets its code where a former login has failed', async () => {
    const account = await failed();
    const login = world.drive(direct(account), { request });
    await world.pass(12_000);
    await finish(account, login);
  });

  it('gets another code after one that was not used, and goes on to be linked', async () => {
    const account = add();
    const former = world.drive(direct(account), { request });
    await world.pass(20_000);
    former.stop();
    const login = world.drive(direct(account), { request });
    await world.pass(3_000);
    assert.notEqual(shownCode(login), shownCode(former));
    await finish(account, login);
    assert.equal(asked(account).length, 2);
  });

  for (const way of ['qr', 'code'] as const)
    it(`logs out what an unused code has left behind, after its login has failed (${way})`, async () => {
      const account = add();
      const former = world.drive(direct(account), { request });
      await world.pass(170_000, 1_000);
      assert.equal(former.memory.login.status, 'expired');
      assert.equal(account.state, 'FAILED');
      const login = world.drive(direct(account), way === 'code' ? { request } : { restart: true });
      await world.pass(15_000);
      assert.deepEqual(acts(account), ['start', 'logout']);
      if (way === 'code') return finish(account, login);
      scan(account, login);
      await world.pass(10_000);
      assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
    });

  it('would fail again and again if it were only restarted then', async () => {
    const account = add();
    world.drive(direct(account), { request });
    await world.pass(20_000);
    account.expire();
    await world.settled(
      world.fetch(`${world.origin}${account.address('restart')}`, {
        method: 'POST',
        headers: { 'X-Api-Key': account.token },
      }),
    );
    await world.pass(5_000);
    assert.equal(account.state, 'FAILED');
  });

  it('gives way to a QR code, by a logout', async () => {
    const account = add();
    const former = world.drive(direct(account), { request });
    await world.pass(10_000);
    former.stop();
    const login = world.drive(direct(account), { restart: true });
    await world.pass(12_000);
    scan(account, login);
    await world.pass(10_000);
    assert.deepEqual([login.memory.login, account.logins, acts(account)], [LINKED, 1, ['start', 'logout']]);
  });

  it('is linked already, where the account was linked before', async () => {
    const account = add({ state: 'linked' });
    const login = world.drive(direct(account), { request });
    await world.pass(1_000);
    assert.deepEqual(login.memory.login, { ...LINKED, already: true });
    assert.deepEqual([asked(account).length, acts(account)], [0, []]);
  });

  it('asks again where the session was not ready after all, and no phone rang', async () => {
    const account = await begun({ qrDelay: 6_000 });
    const optimistic = async (url: string | URL | Request, init?: RequestInit) =>
      String(url).includes('/sessions/') ? Response.json({ status: 'SCAN_QR_CODE', me: null }) : world.fetch(url, init);
    const login = world.drive(direct(account, { fetch: optimistic }), { request });
    await world.pass(10_000);
    assert.equal(login.memory.login.status, 'code');
    assert.ok(asked(account).length > 1);
  });

  it('only asks for the state once the code is there', async () => {
    const account = add();
    world.drive(direct(account), { request });
    await world.pass(10_000);
    const { length } = account.calls;
    await world.pass(60_000);
    assert.deepEqual(new Set(methodsOf(account).slice(length)), new Set(['session']));
  });

  it('is refused where the gateway gives none, and rings no more', async () => {
    const account = add();
    account.fault('code-refused');
    const login = world.drive(direct(account), { request });
    await world.pass(20_000);
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'code-refused');
    assert.equal(asked(account).length, 1);
  });
});

describe('a passkey with WAHA', () => {
  for (const passkeyConfirmation of [false, true])
    it(`is answered, and ends in the link (${passkeyConfirmation ? 'with' : 'without'} a code to compare)`, async () => {
      const account = add({ passkeyConfirmation });
      const gateway = direct(account);
      const login = world.drive(gateway);
      await world.pass(6_000);
      account.passkey();
      await world.pass(3_000);
      const { status, challenge } = login.memory.login as { status: string; challenge?: { rpId?: string } };
      assert.deepEqual([status, challenge?.rpId], ['passkey', 'web.whatsapp.com']);
      assert.deepEqual(await world.settled(gateway.passkey?.answer(ASSERTION, signal)), { type: 'linking' });
      assert.deepEqual(
        called(account, 'passkey').map(({ body }) => body),
        [ASSERTION],
      );
      await world.pass(3_000);
      if (passkeyConfirmation) {
        assert.equal((login.memory.login as { confirm?: string }).confirm, '4711');
        await world.settled(gateway.passkey?.confirm(signal));
      }
      await world.pass(10_000);
      assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
    });

  it('goes on to wait while nobody answers, and is refused when it is over', async () => {
    const account = add();
    const gateway = direct(account);
    const login = world.drive(gateway);
    await world.pass(6_000);
    account.passkey();
    await world.pass(240_000, 1_000);
    assert.equal(login.memory.login.status, 'passkey');
    account.set({ state: 'FAILED' });
    const code = (error: LoginError) => error.code;
    assert.equal(
      await world.settled(gateway.passkey?.answer(ASSERTION, signal).catch(code) as Promise<unknown>),
      'bad-response',
    );
    await world.pass(3_000);
    assert.deepEqual(login.memory.login, { status: 'expired', reason: 'gateway' });
  });
});

describe('WAHA that fails', () => {
  const errorOf = ({ memory: { login } }: Driven) => (login.status === 'error' ? login.code : login.status);

  it('ends at once on a wrong key and on an unknown session', async () => {
    const account = add();
    const wrong = world.drive(direct(account, { token: 'wrong' }));
    const unknown = world.drive(direct(account, { instance: 'unknown' }));
    const byCode = world.drive(direct(account, { instance: 'unknown' }), { request });
    await world.pass(1_000);
    assert.deepEqual([wrong, unknown, byCode].map(errorOf), ['unauthorized', 'not-found', 'not-found']);
    assert.deepEqual(acts(account), []);
  });

  for (const fault of ['html', 'error-500', 'error-502'] as const)
    it(`is unavailable after 30 s of ${fault}, and goes on where that passes`, async () => {
      const account = add();
      const passing = add();
      account.fault(fault);
      passing.fault(fault, { times: 3 });
      const lost = world.drive(direct(account));
      const login = world.drive(direct(passing));
      await world.pass(20_000);
      assert.equal(login.memory.login.status, 'qr');
      await world.pass(25_000);
      assert.equal(errorOf(lost), 'unavailable');
    });

  it('that hangs is asked again', async () => {
    const account = add();
    account.fault('hang', { times: 1 });
    const login = world.drive(direct(account));
    await world.pass(25_000);
    assert.equal(login.memory.login.status, 'qr');
  });

  for (const [fault, outcome] of [
    ['unauthorized', 'unauthorized'],
    ['no-session', 'not-found'],
    ['rate-limited', 'rate-limited, transient'],
    ['error-500', 'unavailable, transient'],
    ['html', 'bad-response, transient'],
    ['half-clean', 'bad-response, transient'],
    ['reset', 'unavailable, transient'],
    ['null', 'bad-response'],
  ] as const satisfies readonly (readonly [FaultName, string])[])
    it(`reads ${fault} as ${outcome}, whatever was asked`, async () => {
      const account = add();
      account.fault(fault, { on: '*' });
      const { state, qr, start, code, restart } = direct(account);
      for (const ask of [state, qr, start, restart, () => code?.(PHONE, signal)])
        assert.equal(await outcomeOf(world.settled(ask?.(signal))), outcome);
    });

  it('says that the session is unknown where it vanishes before its QR code is asked for', async () => {
    const account = await begun();
    await world.pass(3_000);
    account.fault('no-session', { on: 'qr' });
    assert.equal(await outcomeOf(world.settled(direct(account).qr(signal))), 'not-found');
  });

  it('never tells the key, whatever goes wrong', async () => {
    for (const fault of ['unauthorized', 'error-500', 'html', 'reset', 'no-session'] as const) {
      const account = add({ token: `key-that-nobody-may-see-${fault}`, state: 'linked' });
      const g = direct(account);
      const said = [await everythingOf(world.settled(g.state(signal)))];
      account.fault(fault, { on: '*' });
      for (const ask of [g.qr, g.state, g.start, () => g.code?.(PHONE, signal)])
        said.push(await everythingOf(world.settled<unknown>(ask?.(signal))));
      for (const text of said) assert.doesNotMatch(text, /nobody-may-see|key-of-the-webhook/, fault);
    }
  });
});

describe('the WAHA adapter', () => {
  const key = (options: WahaOptions) => waha({ backendUrl: 'https://host', ...options }).key;

  it('refuses to begin without an address, with half of the credentials, and with an address that is none', () => {
    for (const options of [
      {},
      { instance: 'a', token: 'secret' },
      { backendUrl: 'https://host', instance: 'a' },
      { backendUrl: 'https://host', token: 'secret' },
      { backendUrl: 'host', instance: 'a', token: 'secret' },
    ])
      assert.throws(
        () => waha(options),
        (error: unknown) => error instanceof LoginError && error.code === 'config' && !error.message.includes('secret'),
      );
  });

  it('has the same key for the same session, API key and address only', () => {
    const one = { instance: 'a', token: 't' };
    assert.equal(key(one), key({ ...one, backendUrl: 'https://host/' }));
    const others = [
      { ...one, instance: 'b' },
      { ...one, token: 'u' },
      { ...one, backendUrl: 'https://other' },
    ];
    assert.equal(new Set([key(one), ...others.map(key)]).size, 4);
    assert.equal(key({}), undefined);
  });

  it('sends its key as a header, no cookie, and the name of the session as one segment', async () => {
    const asked: unknown[] = [];
    const fetch = (url: unknown, init?: RequestInit) => {
      asked.push([url, init?.headers, init?.credentials]);
      return Promise.resolve(Response.json({ status: 'STARTING' }));
    };
    const backendUrl = 'https://host/wa/';
    await waha({ backendUrl, instance: 'a b/c', token: 'T', fetch }).state(signal);
    await waha({ backendUrl, fetch }).state(signal);
    assert.deepEqual(asked, [
      ['https://host/wa/api/sessions/a%20b%2Fc', { Accept: 'application/json', 'X-Api-Key': 'T' }, 'omit'],
      ['https://host/wa/session', { Accept: 'application/json' }, 'omit'],
    ]);
  });
});
