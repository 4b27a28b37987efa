import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { gowa, type GowaOptions } from '../../../src/gateways/gowa.js';
import { LoginError } from '../../../src/login/login-error.js';
import { monotonicNow } from '../../../src/platform/clock.js';
import type { AccountScript, FaultName, SimulatedAccount } from '../../../src/simulator/index.js';
import { decode } from '../simulator/simulator-clock.js';
import type { Driven } from '../transport/drive.js';
import { HttpWorld } from './http-world.js';
import { everythingOf, outcomeOf } from './z-outcomes.js';

const PHONE = '5511999999999';
const request = { method: 'code', phone: PHONE } as const;
/** The values of a login with this account that was linked here. */
const LINKED = { status: 'linked', account: { id: `${PHONE}@s.whatsapp.net`, phone: PHONE }, already: false };
const ASSERTION = { id: 'AX8bTgH2', rawId: 'AX8bTgH2', type: 'public-key', response: { signature: 'MEUCIQD' } };

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
});
afterEach(() => world.close());

const { signal } = new AbortController();
const add = (script?: AccountScript) =>
  world.add({ gateway: 'gowa', phone: PHONE, token: 'admin:pass-word', ...script });
const direct = ({ instance, token }: SimulatedAccount, options?: GowaOptions): Gateway =>
  gowa({ backendUrl: world.origin, instance, token, fetch: world.fetch, ...options });
const proxied = ({ proxyPath }: SimulatedAccount): Gateway =>
  gowa({ backendUrl: world.origin + proxyPath, fetch: world.fetch });
const called = ({ calls }: SimulatedAccount, method: string) => calls.filter((call) => call.method === method);
const logins = (account: SimulatedAccount) => called(account, 'login').length;

/** What a camera reads in the picture on screen. */
function shownText({ memory }: Driven): string | undefined {
  const { login } = memory;
  if (login.status !== 'qr' || !('image' in login.picture)) return undefined;
  return decode(Buffer.from(login.picture.image.replace('data:image/png;base64,', ''), 'base64'));
}

function shownCode({ memory }: Driven): string {
  return memory.login.status === 'code' ? memory.login.code : `no code but ${memory.login.status}`;
}

/** A phone takes what is on screen. */
function scan(account: SimulatedAccount, login: Driven): void {
  assert.equal(account.scan(shownText(login) ?? ''), 'linking');
}

for (const unpairedStatus of ['closed', 'connected'] as const)
  describe(`a login by QR code with GOWA, whose unpaired devices read as ${unpairedStatus}`, () => {
    it('is begun once from cold, and shows the picture for 55 s', async () => {
      const account = add({ unpairedStatus });
      const login = world.drive(direct(account));
      await world.pass(50_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr']);
      assert.equal(shownText(login), account.qr);
      assert.deepEqual([logins(account), called(account, 'picture').length], [1, 1]);
    });

    for (const after of [4_000, 30_000, 52_000, 70_000])
      it(`is linked by a scan after ${after} ms, once, with the account`, async () => {
        const account = add({ unpairedStatus });
        const login = world.drive(direct(account));
        await world.pass(after);
        scan(account, login);
        await world.pass(12_000);
        assert.deepEqual(login.memory.login, LINKED);
        assert.equal(account.logins, 1);
        const { length } = account.calls;
        await world.pass(20_000);
        assert.equal(account.calls.length, length);
      });

    it('is linking, and begins no other login, while the device is not connected after the scan', async () => {
      const account = add({ unpairedStatus, handoverGap: 7_000, linkDelay: 9_000 });
      const login = world.drive(direct(account));
      await world.pass(10_000);
      scan(account, login);
      await world.pass(4_000);
      assert.equal(login.memory.login.status, 'linking');
      await world.pass(10_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
      assert.deepEqual([logins(account), account.logins], [1, 1]);
    });

    it('is linking at the end of its code, and begins no other login', async () => {
      const account = add({ unpairedStatus, handoverGap: 7_000, linkDelay: 9_000 });
      const login = world.drive(direct(account));
      while (login.memory.login.status !== 'qr') await world.pass(250);
      await world.pass(53_000);
      scan(account, login);
      await world.pass(14_000);
      assert.deepEqual([login.memory.login, logins(account)], [LINKED, 1]);
    });

    for (const left of [3_000, 2_000, 1_000, 500, 0, -1_000])
      it(`is linked by a scan ${left} ms before the end of a code, although GOWA needs 2 s to tell of it`, async () => {
        const account = add({ unpairedStatus, pairingTime: 2_000 });
        const login = world.drive(direct(account));
        while (login.memory.login.status !== 'qr') await world.pass(250);
        await world.pass(login.memory.login.endsAt - monotonicNow() - left);
        scan(account, login);
        await world.pass(12_000);
        assert.deepEqual(login.memory.login, LINKED);
        assert.deepEqual([account.logins, logins(account)], [1, 1]);
      });

    it('begins anew when a code ends, and expires after three', async () => {
      const account = add({ unpairedStatus });
      const login = world.drive(direct(account));
      const shown = new Set<string | undefined>();
      for (let second = 0; second < 176; second++) {
        await world.pass(1_000, 1_000);
        const text = shownText(login);
        if (text !== undefined) shown.add(text);
      }
      assert.deepEqual([shown.size, logins(account)], [3, 3]);
      await world.pass(12_000);
      assert.deepEqual(login.memory.login, { status: 'expired', reason: 'codes' });
      const { length } = account.calls;
      await world.pass(20_000);
      assert.equal(account.calls.length, length);
    });

    it('shows no code that GOWA has followed by another', async () => {
      const account = add({ unpairedStatus });
      const login = world.drive(direct(account));
      for (let step = 0; step < 600; step++) {
        await world.pass(250);
        const text = shownText(login);
        // While the next login is under way the former code stays for a moment.
        if (text !== undefined && login.memory.login.status === 'qr' && Date.now() < login.memory.login.endsAt)
          assert.equal(text, account.qr, `after ${step * 250} ms`);
      }
    });
  });

describe('a login by QR code with GOWA', () => {
  it('begins anew by the button', async () => {
    const account = add();
    const former = world.drive(direct(account));
    await world.pass(195_000, 1_000);
    assert.equal(former.memory.login.status, 'expired');
    const login = world.drive(direct(account), { restart: true });
    await world.pass(8_000);
    scan(account, login);
    await world.pass(10_000);
    assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
  });

  it('would end the code on screen with each further login', async () => {
    const account = add();
    const login = world.drive(direct(account));
    await world.pass(5_000);
    const shown = shownText(login) ?? '';
    await world.settled(direct(account).qr(signal));
    assert.equal(account.scan(shown), 'outdated');
  });

  it('is linked at once where the account was linked before, and begins no login', async () => {
    const account = add({ state: 'linked' });
    const login = world.drive(direct(account));
    await world.pass(1_000);
    assert.deepEqual(login.memory.login, { ...LINKED, already: true });
    assert.deepEqual(
      account.calls.map(({ method }) => method),
      ['status'],
    );
  });

  it('connects a device again that was linked before', async () => {
    const account = add({ state: 'connected', handoverGap: 1_000_000 });
    const disconnected = async (url: string | URL | Request, init?: RequestInit) => {
      const response = await world.fetch(url, init);
      if (!String(url).includes('/app/status')) return response;
      const body = (await response.json()) as { results: Record<string, unknown> };
      const isBack = logins(account) > 0;
      if (isBack) account.set({ state: 'linked' });
      return Response.json({ ...body, results: { ...body.results, is_connected: isBack, is_logged_in: isBack } });
    };
    const login = world.drive(direct(account, { fetch: disconnected }));
    await world.pass(8_000);
    assert.deepEqual([login.memory.login.status, logins(account)], ['linked', 1]);
  });

  it('shows a new code after the one whose process was started anew', async () => {
    const account = add();
    const login = world.drive(direct(account));
    await world.pass(10_000);
    account.expire();
    await world.pass(57_000);
    assert.equal(shownText(login), account.qr);
    scan(account, login);
    await world.pass(10_000);
    assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
  });

  it('goes on behind a proxy that adds the credentials', async () => {
    const account = add();
    const login = world.drive(proxied(account));
    await world.pass(5_000);
    scan(account, login);
    await world.pass(10_000);
    assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
    assert.equal(called(account, 'picture').length, 1);
  });

  it('waits for a first code that is slow to come, with one login', async () => {
    const account = add({ qrDelay: 40_000 });
    const login = world.drive(direct(account));
    await world.pass(39_000);
    assert.deepEqual([login.statuses, logins(account)], [['waiting'], 1]);
    await world.pass(5_000);
    assert.equal(shownText(login), account.qr);
  });

  it('tries again where no code has come in time', async () => {
    const account = add({ qrDelay: 50_000 });
    const login = world.drive(direct(account));
    await world.pass(46_000);
    account.set({ qrDelay: 1_000 });
    await world.pass(13_000);
    assert.deepEqual([login.memory.login.status, logins(account)], ['qr', 2]);
  });
});

describe('a login by pairing code with GOWA', () => {
  /** The person types the code that is on screen. */
  const finish = async (account: SimulatedAccount, login: Driven) => {
    assert.equal(account.enterCode(shownCode(login)), 'linking');
    await world.pass(15_000);
    assert.deepEqual(login.memory.login, LINKED);
    assert.equal(account.logins, 1);
  };
  const asked = (account: SimulatedAccount) => called(account, 'login-with-code');

  it('gets its code from a closed device, at the second try', async () => {
    const account = add();
    const login = world.drive(direct(account), { request });
    await world.pass(5_000);
    assert.deepEqual(
      asked(account).map(({ query }) => query?.['phone']),
      [PHONE, PHONE],
    );
    await finish(account, login);
  });

  it('gets its code while a QR code is shown, at once, and the code on screen is not ended', async () => {
    const account = add();
    const first = world.drive(direct(account));
    await world.pass(6_000);
    const shown = shownText(first);
    first.stop();
    const login = world.drive(direct(account), { request });
    await world.pass(1_000);
    assert.deepEqual([asked(account).length, account.qr], [1, shown]);
    await finish(account, login);
  });

  it('gets another code after one that was not used', async () => {
    const account = add();
    const former = world.drive(direct(account), { request });
    await world.pass(160_000, 1_000);
    assert.deepEqual(former.memory.login, { status: 'expired', reason: 'timeout' });
    const login = world.drive(direct(account), { request });
    await world.pass(6_000);
    assert.notEqual(shownCode(login), shownCode(former));
    await finish(account, login);
  });

  it('gives way to a QR code', async () => {
    const account = add();
    const former = world.drive(direct(account), { request });
    await world.pass(10_000);
    former.stop();
    const login = world.drive(direct(account), { restart: true });
    await world.pass(6_000);
    scan(account, login);
    await world.pass(10_000);
    assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
  });

  it('is linked already, where the account was linked before', async () => {
    const account = add({ state: 'linked' });
    const login = world.drive(direct(account), { request });
    await world.pass(1_000);
    assert.deepEqual(login.memory.login, { ...LINKED, already: true });
    assert.equal(asked(account).length, 0);
  });

  it('only asks for the state once the code is there', async () => {
    const account = add();
    world.drive(direct(account), { request });
    await world.pass(10_000);
    const { length } = account.calls;
    await world.pass(60_000);
    const later = new Set(account.calls.slice(length).map(({ method }) => method));
    assert.deepEqual(later, new Set(['status', 'passkey']));
  });

  it('is refused where the gateway gives none, and asks no more', async () => {
    const account = add();
    account.fault('code-refused');
    const login = world.drive(direct(account), { request });
    await world.pass(20_000);
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'code-refused');
    assert.equal(asked(account).length, 2);
  });
});

describe('a passkey with GOWA', () => {
  for (const handoff of ['skipped', 'compared'] as const)
    it(`is answered, and ends in the link (code to compare: ${handoff})`, async () => {
      const account = add({ handoff });
      const gateway = direct(account);
      const login = world.drive(gateway);
      await world.pass(6_000);
      account.passkey();
      await world.pass(70_000);
      const { status, challenge } = login.memory.login as { status: string; challenge?: { rpId?: string } };
      assert.deepEqual([status, challenge?.rpId], ['passkey', 'web.whatsapp.com']);
      await world.settled(gateway.passkey?.answer(ASSERTION, signal));
      assert.deepEqual(
        called(account, 'response').map(({ body }) => body),
        [ASSERTION],
      );
      await world.pass(3_000);
      if (handoff === 'compared') {
        assert.equal((login.memory.login as { confirm?: string }).confirm, 'K7QX-2MPD');
        await world.settled(gateway.passkey?.confirm(signal));
      }
      await world.pass(10_000);
      assert.deepEqual([login.memory.login, account.logins, logins(account)], [LINKED, 1, 1]);
    });

  it('would be lost by another login', async () => {
    const account = add();
    const gateway = direct(account);
    await world.settled(gateway.qr(signal));
    account.passkey();
    assert.equal((await world.settled(gateway.state(signal)))?.type, 'passkey');
    await world.settled(gateway.start?.(signal));
    assert.equal(await world.settled(gateway.state(signal)), undefined);
  });
});

describe('GOWA that fails', () => {
  const errorOf = ({ memory: { login } }: Driven) => (login.status === 'error' ? login.code : login.status);

  it('ends at once on a wrong password and on an unknown device', async () => {
    const account = add();
    const wrong = world.drive(direct(account, { token: 'admin:wrong' }));
    const unknown = world.drive(direct(account, { instance: 'unknown' }));
    const byCode = world.drive(direct(account, { instance: 'unknown' }), { request });
    await world.pass(1_000);
    assert.deepEqual([wrong, unknown, byCode].map(errorOf), ['unauthorized', 'not-found', 'not-found']);
    assert.equal(logins(account), 0);
  });

  for (const fault of ['html', 'error-500', 'error-502', 'qr-channel'] as const)
    it(`is unavailable after 30 s of ${fault}, and goes on where that passes`, async () => {
      const account = add();
      const passing = add();
      account.fault(fault);
      passing.fault(fault, { times: 2 });
      const lost = world.drive(direct(account));
      const login = world.drive(direct(passing));
      await world.pass(28_000);
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
    ['no-device', 'not-found'],
    ['device-unnamed', 'config'],
    ['rate-limited', 'rate-limited, transient'],
    ['error-502', 'unavailable, transient'],
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

  it('whose picture is gone is asked for another code', async () => {
    const account = add();
    account.fault('not-found', { on: 'picture', times: 1 });
    const login = world.drive(direct(account));
    await world.pass(16_000);
    assert.deepEqual([shownText(login), logins(account)], [account.qr, 2]);
  });

  it('never tells the password, whatever goes wrong', async () => {
    for (const fault of ['unauthorized', 'error-500', 'html', 'reset', 'no-device'] as const) {
      const account = add({ token: `admin:that-nobody-may-see-${fault}`, state: 'linked' });
      const g = direct(account);
      const said = [await everythingOf(world.settled(g.state(signal)))];
      account.fault(fault, { on: '*' });
      for (const ask of [g.qr, g.state, g.start, () => g.code?.(PHONE, signal)])
        said.push(await everythingOf(world.settled<unknown>(ask?.(signal))));
      for (const text of said) assert.doesNotMatch(text, /nobody-may-see|YWRtaW4/, fault);
    }
  });
});

describe('the GOWA adapter', () => {
  const key = (options: GowaOptions) => gowa({ backendUrl: 'https://host', ...options }).key;

  it('refuses to begin without an address, with a password for no device, and with an address that is none', () => {
    for (const options of [
      {},
      { instance: 'a', token: 'secret' },
      { backendUrl: 'https://host', token: 'secret' },
      { backendUrl: 'host', instance: 'a', token: 'secret' },
    ])
      assert.throws(
        () => gowa(options),
        (error: unknown) => error instanceof LoginError && error.code === 'config' && !error.message.includes('secret'),
      );
  });

  it('has the same key for the same device, password and address only', () => {
    const one = { instance: 'a', token: 't' };
    assert.equal(key(one), key({ ...one, backendUrl: 'https://host/' }));
    const others = [
      { ...one, instance: 'b' },
      { ...one, token: 'u' },
      { instance: 'a' },
      { ...one, backendUrl: 'https://other' },
    ];
    assert.equal(new Set([key(one), ...others.map(key)]).size, 5);
    assert.equal(key({}), undefined);
  });

  it('sends its password by Basic authentication in UTF-8, no cookie, and the device in the query', async () => {
    const asked: unknown[] = [];
    const fetch = (url: unknown, init?: RequestInit) => {
      asked.push([url, init?.headers, init?.credentials]);
      return Promise.resolve(Response.json({ results: { is_logged_in: true } }));
    };
    const backendUrl = 'https://host/wa/';
    await gowa({ backendUrl, instance: 'a b&c', token: 'admin:pässword', fetch }).state(signal);
    await gowa({ backendUrl, instance: 'open', fetch }).state(signal);
    await gowa({ backendUrl, fetch }).state(signal);
    assert.deepEqual(asked, [
      ['https://host/wa/app/status?device_id=a%20b%26c', { Authorization: 'Basic YWRtaW46cMOkc3N3b3Jk' }, 'omit'],
      ['https://host/wa/app/status?device_id=open', undefined, 'omit'],
      ['https://host/wa/app/status', undefined, 'omit'],
    ]);
  });
});
