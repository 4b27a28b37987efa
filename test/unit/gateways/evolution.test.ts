import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { evolution, type EvolutionOptions } from '../../../src/gateways/evolution.js';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { AccountScript, FaultName, SimulatedAccount } from '../../../src/simulator/index.js';
import type { Driven } from '../transport/drive.js';
import { HttpWorld } from './http-world.js';
import { everythingOf, outcomeOf } from './z-outcomes.js';

const PHONE = '5511999999999';
const VERSIONS = ['2.3', '2.4'] as const;
const request = { method: 'code', phone: PHONE } as const;
/** The values of a login with this account that was linked here. */
const LINKED = {
  status: 'linked',
  account: { id: `${PHONE}@s.whatsapp.net`, phone: PHONE, name: 'Ana' },
  already: false,
};

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.start();
});
afterEach(() => world.close());

const { signal } = new AbortController();
const add = (script?: AccountScript) => world.add({ gateway: 'evolution', phone: PHONE, name: 'Ana', ...script });
const direct = ({ instance, token }: SimulatedAccount, options?: EvolutionOptions): Gateway =>
  evolution({ backendUrl: world.origin, instance, token, fetch: world.fetch, ...options });
const proxied = ({ proxyPath }: SimulatedAccount): Gateway =>
  evolution({ backendUrl: world.origin + proxyPath, fetch: world.fetch });
const called = ({ calls }: SimulatedAccount, method: string) => calls.filter((call) => call.method === method);
/** How often the phone was rung, or would have been. */
const ringing = (account: SimulatedAccount) => called(account, 'connect').filter(({ query }) => query?.['number']);

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

/** An instance that another client has made to show a QR code. */
async function begun(script?: AccountScript): Promise<SimulatedAccount> {
  const account = add(script);
  await world.settled(direct(account).start?.(signal));
  return account;
}

for (const evolutionVersion of VERSIONS)
  describe(`a login by QR code with Evolution API ${evolutionVersion}`, () => {
    const version = { evolutionVersion };

    it('is started once from cold, and shows the code', async () => {
      const account = add(version);
      const login = world.drive(direct(account));
      await world.pass(40_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr']);
      assert.equal(shownText(login), account.qr);
      assert.equal(called(account, 'connect').length, 1);
    });

    for (const after of [4_000, 20_000, 46_000, 60_000])
      it(`is linked by a scan after ${after} ms, once, with the account`, async () => {
        const account = add(version);
        const login = world.drive(direct(account));
        await world.pass(after);
        scan(account, login);
        await world.pass(15_000);
        assert.equal(login.statuses.slice(0, 2).join(), 'waiting,qr');
        assert.deepEqual(login.memory.login, LINKED);
        assert.equal(account.logins, 1);
        const { length } = account.calls;
        await world.pass(20_000);
        assert.equal(account.calls.length, length);
      });

    it('is linking, not started again, while the gateway reads as closed after the scan', async () => {
      const account = add({ ...version, reconnectGap: 6_000, linkDelay: 8_000 });
      const login = world.drive(direct(account));
      await world.pass(10_000);
      scan(account, login);
      await world.pass(4_000);
      assert.equal(account.state, 'close');
      assert.equal(login.memory.login.status, 'linking');
      await world.pass(10_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
      assert.equal(account.logins, 1);
    });

    it('would log the phone in twice if it asked with nothing but `connect`', async () => {
      const account = add({ ...version, reconnectGap: 6_000, linkDelay: 8_000 });
      const gateway = direct(account);
      const start = gateway.start!;
      const login = world.drive({ ...gateway, qr: start, state: start });
      await world.pass(10_000);
      scan(account, login);
      await world.pass(15_000);
      assert.ok(account.logins > 1);
    });

    it('never takes the picture of a scanned code for a new one', async () => {
      const account = add({ ...version, reconnectGap: 0, linkDelay: 20_000 });
      const login = world.drive(direct(account));
      await world.pass(10_000);
      scan(account, login);
      await world.pass(40_000);
      assert.deepEqual(login.memory.login, LINKED);
      assert.equal(login.updates.filter(({ type }) => type === 'qr').length, 1);
      assert.equal(account.logins, 1);
    });

    it('shows each code in its turn, and expires after six', async () => {
      const account = add(version);
      const login = world.drive(direct(account));
      const shown = new Set<string>();
      await world.pass(3_000);
      for (let second = 0; second < 268; second++) {
        await world.pass(1_000, 1_000);
        shown.add(shownText(login) ?? '');
        // The answer that started the login came a second and a half after its first code.
        if (shownText(login) !== account.qr) assert.ok(second % 45 >= 41, `outdated after ${second} s`);
      }
      assert.equal(shown.size, 6);
      assert.ok(called(account, 'connect').length <= 6);
      await world.pass(12_000);
      assert.deepEqual(login.memory.login, { status: 'expired', reason: 'codes' });
      const { length } = account.calls;
      await world.pass(20_000);
      assert.equal(account.calls.length, length);
    });

    it('begins anew by the button', async () => {
      const account = add(version);
      const former = world.drive(direct(account));
      await world.pass(300_000, 1_000);
      assert.equal(former.memory.login.status, 'expired');
      const login = world.drive(direct(account), { restart: true });
      await world.pass(8_000);
      assert.equal(shownText(login), account.qr);
      scan(account, login);
      await world.pass(15_000);
      assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
    });

    it('of unknown age shows the next code soon after it has come', async () => {
      const account = await begun(version);
      await world.pass(30_000);
      const login = world.drive(direct(account));
      await world.pass(5_000);
      assert.equal(shownText(login), account.qr);
      const former = account.qr;
      while (account.qr === former) await world.pass(250);
      await world.pass(6_000);
      assert.equal(shownText(login), account.qr);
    });

    it('is linked at once where the account was linked before, and asks for no code', async () => {
      const account = add({ ...version, state: 'linked' });
      const login = world.drive(direct(account));
      await world.pass(1_000);
      assert.deepEqual(login.memory.login, { ...LINKED, already: true });
      assert.deepEqual(
        account.calls.map(({ method }) => method),
        ['connectionState', 'fetchInstances'],
      );
    });

    it('shows new codes where the gateway has lost the login', async () => {
      const account = add(version);
      const login = world.drive(direct(account));
      await world.pass(10_000);
      account.expire();
      await world.pass(3_000);
      assert.equal(login.memory.login.status, 'linking', 'it looks as after a scan');
      await world.pass(15_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'qr']);
      scan(account, login);
      await world.pass(15_000);
      assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
    });

    it('goes on behind a proxy that adds the credentials', async () => {
      const account = add(version);
      const login = world.drive(proxied(account));
      await world.pass(5_000);
      scan(account, login);
      await world.pass(15_000);
      assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
    });

    it('waits for a first code that is slow to come', async () => {
      const account = add({ ...version, qrDelay: 20_000 });
      const login = world.drive(direct(account));
      await world.pass(18_000);
      assert.deepEqual(login.statuses, ['waiting']);
      await world.pass(6_000);
      assert.equal(shownText(login), account.qr);
      assert.equal(account.logins, 0);
    });
  });

for (const evolutionVersion of VERSIONS)
  describe(`a login by pairing code with Evolution API ${evolutionVersion}`, () => {
    const version = { evolutionVersion };
    /** The person types the code that is on screen. */
    const finish = async (account: SimulatedAccount, login: Driven) => {
      assert.equal(account.enterCode(shownCode(login)), 'linking');
      await world.pass(25_000);
      assert.deepEqual(login.memory.login, LINKED);
      assert.equal(account.logins, 1);
    };

    for (const firstCodeBody of ['whole', 'bare'] as const)
      it(`gets its code from a closed instance, and rings once (${firstCodeBody})`, async () => {
        const account = add({ ...version, firstCodeBody });
        const login = world.drive(direct(account), { request });
        await world.pass(5_000);
        await finish(account, login);
        assert.deepEqual(
          ringing(account).map(({ query }) => query),
          [{ number: PHONE }],
        );
      });

    it('gets its code while a QR code is shown, by a logout', async () => {
      const account = await begun(version);
      const login = world.drive(direct(account), { request });
      await world.pass(10_000);
      assert.equal(called(account, 'logout').length, 1);
      await finish(account, login);
      assert.equal(ringing(account).length, 1);
    });

    it('gets another code after one that was not used', async () => {
      const account = add(version);
      const former = world.drive(direct(account), { request });
      await world.pass(60_000);
      assert.deepEqual(former.memory.login, { status: 'expired', reason: 'timeout' });
      const login = world.drive(direct(account), { request });
      await world.pass(12_000);
      await finish(account, login);
      assert.equal(ringing(account).length, 2);
    });

    it('waits for a code that comes late, and shows none of a former login', async () => {
      const account = add({ ...version, qrDelay: 500, pairingCodeDelay: 1_000 });
      const former = world.drive(direct(account), { request });
      await world.pass(20_000);
      former.stop();
      account.set({ pairingCodeDelay: 2_500 });
      const login = world.drive(direct(account), { request });
      await world.pass(12_000);
      assert.notEqual(shownCode(login), shownCode(former));
      await finish(account, login);
      assert.equal(ringing(account).length, 2);
    });

    it('is linked already, where the account was linked before', async () => {
      const account = add({ ...version, state: 'linked' });
      const login = world.drive(direct(account), { request });
      await world.pass(1_000);
      assert.deepEqual(login.memory.login, { ...LINKED, already: true });
      assert.equal(called(account, 'connect').length, 0);
    });

    it('only asks for the state once the code is there, though each turn brings another', async () => {
      const account = add(version);
      const login = world.drive(direct(account), { request });
      await world.pass(10_000);
      const { length } = called(account, 'connect');
      await world.pass(60_000);
      assert.equal(called(account, 'connect').length, length);
      assert.deepEqual(login.memory.login, { status: 'expired', reason: 'timeout' });
    });

    it('gives way to a QR code, and the phone is left in peace', async () => {
      const account = add(version);
      const former = world.drive(direct(account), { request });
      await world.pass(10_000);
      former.stop();
      const login = world.drive(direct(account), { restart: true });
      await world.pass(10_000);
      assert.equal(called(account, 'logout').length, 1);
      assert.equal(shownText(login), account.qr);
      scan(account, login);
      await world.pass(25_000);
      assert.deepEqual([login.memory.login, account.logins], [LINKED, 1]);
    });

    it('is refused where the gateway gives none, and rings no more', async () => {
      const account = add(version);
      account.fault('code-refused');
      const login = world.drive(direct(account), { request });
      await world.pass(20_000);
      assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'code-refused');
      assert.equal(ringing(account).length, 1);
    });
  });

describe('Evolution API that fails', () => {
  const errorOf = ({ memory: { login } }: Driven) => (login.status === 'error' ? login.code : login.status);

  it('ends at once on a wrong key, an unknown instance and a server without a licence', async () => {
    const account = add();
    const wrong = world.drive(direct(account, { token: 'wrong' }));
    const unknown = world.drive(direct(account, { instance: 'unknown' }));
    const unlicensed = add({ evolutionVersion: '2.4' });
    unlicensed.fault('license-required');
    const inactive = world.drive(direct(unlicensed));
    const byCode = world.drive(direct(unlicensed), { request });
    await world.pass(1_000);
    assert.deepEqual([wrong, unknown, inactive, byCode].map(errorOf), [
      ...['unauthorized', 'not-found', 'inactive', 'inactive'],
    ]);
    assert.deepEqual([called(account, 'connect').length, called(unlicensed, 'connect').length], [0, 0]);
  });

  for (const fault of ['html', 'error-500', 'error-502', 'error-text'] as const)
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
    ['no-instance', 'not-found'],
    ['not-found-json', 'not-found'],
    ['license-required', 'inactive'],
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

  it('never tells the key, whatever goes wrong', async () => {
    for (const fault of ['unauthorized', 'error-500', 'html', 'reset', 'license-required'] as const) {
      const account = add({ token: `key-that-nobody-may-see-${fault}`, state: 'linked' });
      const whole = direct(account);
      const said = await everythingOf(world.settled(whole.account?.(signal)));
      account.fault(fault, { on: '*' });
      const g = direct(account);
      const failed: string[] = [];
      for (const ask of [g.qr, g.state, g.account, () => g.code?.(PHONE, signal)])
        failed.push(await everythingOf(world.settled<unknown>(ask?.(signal))));
      for (const text of [said, ...failed]) assert.doesNotMatch(text, /nobody-may-see/, fault);
    }
  });
});

describe('the Evolution API adapter', () => {
  const key = (options: EvolutionOptions) => evolution({ backendUrl: 'https://host', ...options }).key;

  it('refuses to begin without an address, with half of the credentials, and with an address that is none', () => {
    for (const options of [
      {},
      { instance: 'a', token: 'secret' },
      { backendUrl: 'https://host', instance: 'a' },
      { backendUrl: 'https://host', token: 'secret' },
      { backendUrl: 'host', instance: 'a', token: 'secret' },
    ])
      assert.throws(
        () => evolution(options),
        (error: unknown) => error instanceof LoginError && error.code === 'config' && !error.message.includes('secret'),
      );
  });

  it('has the same key for the same instance, token and address only', () => {
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

  it('sends its key as a header, no cookie, and the name of the instance as one segment', async () => {
    const asked: unknown[] = [];
    const fetch = (url: unknown, init?: RequestInit) => {
      asked.push([url, init?.headers, init?.credentials]);
      return Promise.resolve(Response.json({ instance: { state: 'close' } }));
    };
    const backendUrl = 'https://host/wa/';
    await evolution({ backendUrl, instance: 'a b/c', token: 'T', fetch }).state(signal);
    await evolution({ backendUrl, fetch }).state(signal);
    assert.deepEqual(asked, [
      ['https://host/wa/instance/connectionState/a%20b%2Fc', { apikey: 'T' }, 'omit'],
      ['https://host/wa/connectionState', undefined, 'omit'],
    ]);
  });
});
