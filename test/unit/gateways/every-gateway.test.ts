import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway, GatewaySettings } from '../../../src/gateways/gateway.js';
import { GATEWAYS } from '../../../src/gateways/registry.js';
import { LoginError } from '../../../src/login/login-error.js';
import { DIALECTS } from '../../../src/simulator/dialects.js';
import type { AccountScript, FaultName, GatewayName, SimulatedAccount } from '../../../src/simulator/index.js';
import type { Driven } from '../transport/drive.js';
import { HttpWorld } from './http-world.js';
import { ringsOf, startsOf } from './login-calls.js';
import { everythingOf } from './z-outcomes.js';

/**
 * What every gateway of the registry must do, over real HTTP with its own dialect: from a cold start to the account, by both
 * methods, and through what goes wrong. What only one gateway does is tested in its own file.
 */

const PHONE = '5511999999999';
const request = { method: 'code', phone: PHONE } as const;
const { signal } = new AbortController();
/** Gateways that tell of the linked account nothing but its name. */
const NAME_ONLY: ReadonlySet<GatewayName> = new Set(['evolution-go']);
/** Gateways that give a pairing code only before they have shown another code, and refuse it then without ringing. */
const FIRST_CODE_ONLY: ReadonlySet<GatewayName> = new Set(['wppconnect']);
/** Gateways that are asked for a pairing code before the state, and refuse one to an account that is linked without ringing. */
const REFUSES_WHEN_LINKED: ReadonlySet<GatewayName> = new Set(['green-api', 'z-api']);
const names = Object.keys(GATEWAYS) as readonly GatewayName[];
const creators = new Map<GatewayName, (settings: GatewaySettings) => Gateway>();
for (const name of names) creators.set(name, await GATEWAYS[name](''));

for (const name of names)
  describe(`a login with ${name}`, () => {
    let world: HttpWorld;
    beforeEach(async () => {
      world = await HttpWorld.start();
    });
    afterEach(() => world.close());

    const create = creators.get(name)!;
    const { faults } = DIALECTS[name];
    const hasCodes = create({ backendUrl: 'https://host' }).methods.includes('code');
    const add = (script?: AccountScript) => world.add({ gateway: name, phone: PHONE, name: 'Ana', ...script });
    const direct = ({ instance, token }: SimulatedAccount, settings: GatewaySettings = {}) =>
      create({ backendUrl: world.origin, instance, token, fetch: world.fetch, ...settings });
    const login = (account: SimulatedAccount, options: Parameters<HttpWorld['drive']>[1] = {}) =>
      world.drive(direct(account), { transport: 'polling', ...options });
    const status = ({ memory }: Driven) => memory.login.status;
    const errorOf = ({ memory: { login: state } }: Driven) => (state.status === 'error' ? state.code : state.status);

    /** Lets time pass until the login has that status. */
    async function passUntil(driven: Driven, wanted: string, most = 60_000): Promise<void> {
      for (let left = most; status(driven) !== wanted; left -= 250) {
        assert.ok(left > 0, `${status(driven)} after ${most} ms, not ${wanted}: ${driven.statuses.join()}`);
        await world.pass(250);
      }
    }

    /** The phone scans what the gateway shows, and is linked once, with its account. */
    async function link(account: SimulatedAccount, driven: Driven): Promise<void> {
      assert.equal(account.scan(account.qr ?? ''), 'linking');
      await passUntil(driven, 'linked');
      assertLinked(account, driven, false);
    }

    function assertLinked(account: SimulatedAccount, { memory }: Driven, already: boolean): void {
      assert.ok(memory.login.status === 'linked');
      const { phone, name: who } = memory.login.account;
      assert.equal(phone ?? who, NAME_ONLY.has(name) ? 'Ana' : PHONE);
      assert.equal(memory.login.already, already);
      assert.equal(account.logins, already ? 0 : 1);
    }

    async function typeCode(account: SimulatedAccount, driven: Driven): Promise<void> {
      await passUntil(driven, 'code');
      assert.equal(account.enterCode(driven.memory.login.status === 'code' ? driven.memory.login.code : ''), 'linking');
      await passUntil(driven, 'linked');
      assertLinked(account, driven, false);
    }

    it('shows a code from a cold start, is linked once by a scan, and asks no more', async () => {
      const account = add();
      const driven = login(account);
      await passUntil(driven, 'qr');
      await world.pass(2_000);
      await link(account, driven);
      assert.deepEqual(
        driven.statuses.filter((one) => one !== 'linking'),
        ['waiting', 'qr', 'linked'],
      );
      assert.equal(startsOf(account) ?? 1, 1);
      const { length } = account.calls;
      await world.pass(30_000);
      assert.equal(account.calls.length, length);
    });

    it('shows a code that the phone accepts for most of its time', async () => {
      const account = add();
      const driven = login(account);
      await passUntil(driven, 'qr');
      // The rest is the time until the next question, and the time in which a gateway says nothing.
      let outdated = 0;
      for (let second = 0; second < 50; second++) {
        const shown = driven.memory.login;
        const payload = shown.status === 'qr' && 'text' in shown.picture ? shown.picture.text : undefined;
        if (payload !== undefined && payload !== account.qr) outdated++;
        await world.pass(1_000, 1_000);
      }
      assert.ok(outdated <= 8, `${outdated} of 50 s`);
      await passUntil(driven, 'qr');
      await link(account, driven);
    });

    it('is linked by a scan of the second code', async () => {
      const account = add();
      const driven = login(account);
      await passUntil(driven, 'qr');
      const first = account.qr;
      while (account.qr === first) await world.pass(500);
      await world.pass(7_000);
      await passUntil(driven, 'qr');
      await link(account, driven);
    });

    it('is linked at once where the account was linked before', async () => {
      const account = add({ state: 'linked' });
      const driven = login(account);
      await passUntil(driven, 'linked', 5_000);
      assertLinked(account, driven, true);
      assert.equal(startsOf(account) ?? 0, 0);
    });

    it('expires by itself, and begins anew by the button', async () => {
      const account = add();
      const former = login(account);
      await passUntil(former, 'expired', 400_000);
      const { length } = account.calls;
      await world.pass(10_000);
      assert.equal(account.calls.length, length, 'an expired login asks nothing');
      const driven = login(account, { restart: true });
      await passUntil(driven, 'qr');
      await world.pass(1_000);
      await link(account, driven);
    });

    it('goes on where the gateway has lost the login, as after a restart of its process', async () => {
      const account = add();
      const driven = login(account);
      await passUntil(driven, 'qr');
      await world.pass(3_000);
      account.expire();
      await world.pass(60_000); // A gateway that says nothing is asked again at the end of its code.
      if (status(driven) === 'expired') return; // only where nothing can start it again
      await passUntil(driven, 'qr');
      await link(account, driven);
    });

    it('goes on behind a proxy that adds the credentials', async () => {
      const account = add();
      const driven = world.drive(create({ backendUrl: world.origin + account.proxyPath, fetch: world.fetch }), {
        transport: 'polling',
      });
      await passUntil(driven, 'qr');
      await link(account, driven);
    });

    if (hasCodes) {
      /** The phone is rung once more and linked, or the code is refused without ringing. */
      async function endsByCode(account: SimulatedAccount, isFirst = false): Promise<void> {
        const before = ringsOf(account) ?? 0;
        const driven = login(account, { request });
        const isRefused = FIRST_CODE_ONLY.has(name) && !isFirst;
        if (!isRefused) await typeCode(account, driven);
        else await passUntil(driven, 'error');
        if (isRefused) assert.equal(errorOf(driven), 'code-refused');
        const rings = ringsOf(account);
        if (rings !== undefined) assert.equal(rings, isRefused ? before : before + 1);
      }

      it('gives a pairing code from a cold start', () => endsByCode(add(), true));

      it('gives a pairing code while a QR code is shown', async () => {
        const account = add();
        const former = login(account);
        await passUntil(former, 'qr');
        former.stop();
        await endsByCode(account);
      });

      it('gives another pairing code after one that was not used', async () => {
        const account = add();
        const former = login(account, { request });
        await passUntil(former, 'expired', 400_000);
        await endsByCode(account);
      });

      it('gives a pairing code after the end of a login by QR code', async () => {
        const account = add();
        await passUntil(login(account), 'expired', 400_000);
        await endsByCode(account);
      });

      it('rings no phone where the account was linked before', async () => {
        const account = add({ state: 'linked' });
        const driven = login(account, { request });
        await passUntil(driven, 'linked', 5_000);
        assertLinked(account, driven, true);
        if (!REFUSES_WHEN_LINKED.has(name)) assert.equal(ringsOf(account) ?? 0, 0);
      });

      it('shows a QR code again after a pairing code that was not used', async () => {
        const account = add();
        const former = login(account, { request });
        await passUntil(former, 'code');
        await world.pass(5_000);
        former.stop();
        const driven = login(account, { restart: true });
        await passUntil(driven, 'qr');
        await world.pass(1_000);
        await link(account, driven);
      });

      it('refuses a pairing code once, and rings no more', async () => {
        const account = add();
        account.fault('code-refused');
        const driven = login(account, { request });
        await passUntil(driven, 'error');
        assert.equal(errorOf(driven), 'code-refused');
        await world.pass(20_000);
        assert.ok((ringsOf(account) ?? 0) <= 1);
      });
    }

    it('ends at once on a wrong key', async () => {
      const account = add();
      const driven = world.drive(direct(account, { token: 'wrong' }), { transport: 'polling' });
      await passUntil(driven, 'error', 5_000);
      // Some find the account by its key.
      assert.match(errorOf(driven), /^(unauthorized|not-found)$/);
      assert.equal((startsOf(account) ?? 0) + (ringsOf(account) ?? 0), 0);
    });

    for (const fault of ['html', 'error-500', 'error-502', 'reset'] as const)
      it(`is unavailable after 30 s of ${fault}, and goes on where that passes`, async () => {
        const [account, passing] = [add(), add()];
        account.fault(fault, { on: '*' });
        passing.fault(fault, { on: '*', times: 2 });
        const [lost, driven] = [login(account), login(passing)];
        await passUntil(driven, 'qr');
        await passUntil(lost, 'error');
        assert.equal(errorOf(lost), 'unavailable');
      });

    it('goes on after an answer that never came', async () => {
      const account = add();
      account.fault('hang', { on: '*', times: 1 });
      const driven = login(account);
      await passUntil(driven, 'qr', 90_000);
      await link(account, driven);
    });

    it('reads every fault of the gateway as an update or as an error of ours', async () => {
      for (const fault of Object.keys(faults) as FaultName[]) {
        const account = add();
        account.fault(fault, { on: '*' });
        const gateway = direct(account);
        for (const ask of [gateway.qr, gateway.state, gateway.start, gateway.restart, gateway.account]) {
          const outcome = await world.settled(ask?.(signal).catch((error: unknown) => error));
          assert.ok(!(outcome instanceof Error) || outcome instanceof LoginError, `${fault}: ${String(outcome)}`);
        }
      }
    });

    it('never tells the key, whatever goes wrong', async () => {
      for (const fault of ['unauthorized', 'error-500', 'html', 'reset', 'null'] as const) {
        const account = add({ token: `key-that-nobody-may-see-${fault}`, state: 'linked' });
        account.fault(fault, { on: '*' });
        const g = direct(account);
        for (const ask of [g.qr, g.state, g.account, g.start, g.restart, () => g.code?.(PHONE, signal)])
          assert.doesNotMatch(await everythingOf(world.settled<unknown>(ask?.(signal))), /nobody-may-see/, fault);
      }
    });

    it('has a key that tells accounts apart, and is refused half of its credentials', () => {
      const settings = { backendUrl: 'https://host', instance: 'a', token: 'secret' };
      const key = (change: GatewaySettings) => create({ ...settings, ...change }).key;
      assert.equal(key({}), key({}));
      assert.equal(key({ backendUrl: 'https://host/' }), key({}));
      assert.notEqual(key({ token: 'other' }), key({}));
      assert.notEqual(key({ backendUrl: 'https://other' }), key({}));
      assert.equal(create({ backendUrl: 'https://host' }).key, undefined);
      assert.throws(
        () => create({ instance: 'a' }),
        (error: unknown) => error instanceof LoginError && error.code === 'config',
      );
    });
  });
