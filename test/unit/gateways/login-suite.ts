import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway, GatewaySettings } from '../../../src/gateways/gateway.js';
import type { Account } from '../../../src/login/login.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { AccountScript, FaultName, GatewayName, SimulatedAccount } from '../../../src/simulator/index.js';
import { decode } from '../simulator/simulator-clock.js';
import type { Driven } from '../transport/drive.js';
import { HttpWorld } from './http-world.js';
import { outcomeOf } from './z-outcomes.js';

export const PHONE = '5511999999999';
export const CODE = { method: 'code', phone: PHONE } as const;

type Create = (settings: GatewaySettings) => Gateway;

/** What a test needs to know of a gateway to try every login with it. */
export interface LoginSubject {
  readonly gateway: GatewayName;
  readonly create: Create;
  readonly script?: AccountScript;
  /** The account of a linked number, as far as the gateway tells it. */
  readonly who: Account;
  /** The header that a token goes out as. */
  header(token: string): Readonly<Record<string, string>>;
  /** The calls that start a login. */
  starts(call: SimulatedAccount['calls'][number]): boolean;
  /** How many calls start a login; 1 by default. */
  readonly callsToStart?: number;
  /** How long until the codes of a login are over, ms. */
  readonly codesEnd: number;
  /** The faults that are the same whatever is asked, and what becomes of them. */
  readonly faults: readonly (readonly [FaultName, string])[];
}

/** What a test needs to know besides to try every login by pairing code. */
export interface CodeSubject extends LoginSubject {
  /** The calls that ring a phone. */
  rings(call: SimulatedAccount['calls'][number]): boolean;
  /** How long until a QR code comes after a pairing code that nobody used, ms. */
  readonly qrAfterCode: number;
}

/** A world with the accounts of one gateway, and short words for what happens to them. */
export class LoginWorld {
  readonly http: HttpWorld;
  readonly #subject: LoginSubject;

  constructor(http: HttpWorld, subject: LoginSubject) {
    this.http = http;
    this.#subject = subject;
  }

  add(script?: AccountScript): SimulatedAccount {
    const { gateway, script: usual } = this.#subject;
    return this.http.add({ gateway, phone: PHONE, name: 'Ana', ...usual, ...script });
  }

  direct({ instance, token }: SimulatedAccount, settings?: GatewaySettings): Gateway {
    const { origin: backendUrl, fetch } = this.http;
    return this.#subject.create({ backendUrl, instance, token, fetch, ...settings });
  }

  proxied({ proxyPath }: SimulatedAccount): Gateway {
    return this.#subject.create({ backendUrl: this.http.origin + proxyPath, fetch: this.http.fetch });
  }

  /** An account where another client has made a QR code show. */
  async begun(script?: AccountScript): Promise<SimulatedAccount> {
    const account = this.add(script);
    const login = this.http.drive(this.direct(account));
    await this.http.pass(6_000);
    assert.equal(login.memory.login.status, 'qr');
    login.stop();
    return account;
  }

  /** The process of the gateway ends, which forgets the login, and is back after a few failures. */
  crash(account: SimulatedAccount): void {
    account.expire();
    account.fault('reset', { times: 2 });
    account.fault('error-502', { times: 2 });
  }
}

/** The text of the QR code on screen. */
export function shownText({ memory: { login } }: Driven): string | undefined {
  if (login.status !== 'qr') return undefined;
  if ('text' in login.picture) return login.picture.text;
  const { image } = login.picture as { readonly image: string };
  return decode(Buffer.from(image.replace(/^data:[^,]*,/, ''), 'base64'));
}

export function shownCode({ memory: { login } }: Driven): string {
  return login.status === 'code' ? login.code : `no code but ${JSON.stringify(login)}`;
}

export function errorOf({ memory: { login } }: Driven): string {
  return login.status === 'error' ? login.code : login.status;
}

/** A phone takes what is on screen. */
export function scan(account: SimulatedAccount, login: Driven): void {
  assert.equal(account.scan(shownText(login) ?? ''), 'linking');
}

const { signal } = new AbortController();

/** A world for each test of one gateway, and short words for what happens in it. */
function setUp(subject: LoginSubject) {
  let world: LoginWorld;
  beforeEach(async () => {
    world = new LoginWorld(await HttpWorld.start(), subject);
  });
  afterEach(() => world.http.close());
  const linked = { status: 'linked', account: subject.who, already: false } as const;
  const pass = (ms: number, step?: number) => world.http.pass(ms, step);
  const endsLinked = async (account: SimulatedAccount, login: Driven, ms: number) => {
    await pass(ms);
    assert.deepEqual([login.memory.login, account.logins], [linked, 1]);
  };
  return {
    get world() {
      return world;
    },
    linked,
    pass,
    drive: (...all: Parameters<HttpWorld['drive']>) => world.http.drive(...all),
    starts: ({ calls }: SimulatedAccount) => calls.filter((call) => subject.starts(call)).length,
    endsLinked,
    finish: async (account: SimulatedAccount, login: Driven) => {
      scan(account, login);
      await endsLinked(account, login, 15_000);
    },
  };
}

/** What every-gateway.test.ts does not try with all gateways, against the gateway's dialect over real HTTP. */
export function describeLogins(subject: LoginSubject): void {
  describeQrLogins(subject);
  describeFailures(subject);
  describeAdapter(subject);
}

function describeQrLogins(subject: LoginSubject): void {
  describe(`a login by QR code with ${subject.gateway}`, () => {
    const t = setUp(subject);
    const { pass, drive, starts, endsLinked, finish } = t;

    for (const after of [5_000, 20_000, 50_000])
      it(`is linked by a scan after ${after} ms, once, with the account`, async () => {
        const account = t.world.add();
        const login = drive(t.world.direct(account));
        await pass(after);
        await finish(account, login);
        assert.equal(login.statuses.slice(0, 2).join(), 'waiting,qr');
        const { length } = account.calls;
        await pass(20_000);
        assert.equal(account.calls.length, length);
      });

    it('is linked once, however long the gateway takes after the scan', async () => {
      const account = t.world.add({ linkDelay: 25_000 });
      const login = drive(t.world.direct(account));
      await pass(8_000);
      scan(account, login);
      await endsLinked(account, login, 40_000);
      assert.equal(login.updates.filter(({ type }) => type === 'expired').length, 0);
      assert.equal(starts(account), subject.callsToStart ?? 1);
    });

    it('shows each code in its turn, until the gateway has no more', async () => {
      const account = t.world.add();
      const login = drive(t.world.direct(account));
      const shown = new Set<string>();
      await pass(7_000);
      let outdated = 0;
      for (let second = 7; second < subject.codesEnd / 1_000 - 1; second++) {
        await pass(1_000, 500);
        const text = shownText(login);
        if (text) shown.add(text);
        if (text && text !== account.qr) outdated++;
      }
      assert.ok(shown.size > 2, `${shown.size} codes`);
      assert.ok(outdated < 4 * shown.size, `outdated for ${outdated} s`);
      await pass(45_000);
      assert.equal(login.memory.login.status === 'expired' || shownText(login) === account.qr, true);
    });

    it('shows a code that another client has started, and the next', async () => {
      const account = await t.world.begun();
      const login = drive(t.world.direct(account));
      await pass(2_000);
      assert.equal(shownText(login), account.qr);
      const former = account.qr;
      while (account.qr === former) await pass(250);
      await pass(6_000);
      assert.equal(shownText(login), account.qr);
      assert.equal(starts(account), subject.callsToStart ?? 1);
    });

    it('shows new codes where the process of the gateway has begun anew', async () => {
      const account = t.world.add();
      const login = drive(t.world.direct(account));
      await pass(10_000);
      t.world.crash(account);
      await pass(40_000);
      assert.equal(shownText(login), account.qr);
      await finish(account, login);
    });

    it('is linked where the process of the gateway has begun anew after the scan', async () => {
      const account = t.world.add({ linkDelay: 12_000 });
      const login = drive(t.world.direct(account));
      await pass(8_000);
      scan(account, login);
      await pass(3_000);
      account.fault('reset', { times: 2 });
      account.fault('error-502', { times: 2 });
      await endsLinked(account, login, 30_000);
    });

    it('waits for a first code that is slow to come', async () => {
      const account = t.world.add({ qrDelay: 20_000 });
      const login = drive(t.world.direct(account));
      await pass(18_000);
      assert.deepEqual(login.statuses, ['waiting']);
      await pass(8_000);
      assert.equal(shownText(login), account.qr);
      assert.equal(starts(account), subject.callsToStart ?? 1);
    });
  });
}

/** The same logins by pairing code as there, for another version of the gateway (`script`). */
export function describeCodeLogins(subject: CodeSubject): void {
  describe(`a login by pairing code with ${subject.gateway}`, () => {
    const t = setUp(subject);
    const { linked, pass, drive, endsLinked, finish } = t;
    const rings = ({ calls }: SimulatedAccount) => calls.filter((call) => subject.rings(call)).length;
    const enter = async (account: SimulatedAccount, login: Driven) => {
      assert.equal(account.enterCode(shownCode(login)), 'linking');
      await endsLinked(account, login, 25_000);
    };

    it('gets its code from cold, and rings once', async () => {
      const account = t.world.add();
      const login = drive(t.world.direct(account), { request: CODE });
      await pass(14_000);
      await enter(account, login);
      assert.equal(rings(account), 1);
    });

    /** The code of an account that was asked before. */
    const finishAgain = async (account: SimulatedAccount, former?: string) => {
      const login = drive(t.world.direct(account), { request: CODE });
      await pass(14_000);
      assert.notEqual(shownCode(login), former);
      return enter(account, login);
    };

    it('gets its code while a QR code is shown', async () => {
      const account = await t.world.begun();
      await finishAgain(account);
      assert.equal(rings(account), 1);
    });

    it('gets another code after one that was not used', async () => {
      const account = t.world.add();
      const former = drive(t.world.direct(account), { request: CODE });
      await pass(14_000);
      const code = shownCode(former);
      former.stop();
      await finishAgain(account, code);
    });

    it('gets another code after the end of a login', async () => {
      const account = await t.world.begun();
      await pass(200_000, 1_000);
      await finishAgain(account);
    });

    it('is linked already, where the account was linked before', async () => {
      const account = t.world.add({ state: 'linked' });
      const login = drive(t.world.direct(account), { request: CODE });
      await pass(1_000);
      assert.deepEqual(login.memory.login, { ...linked, already: true });
      assert.equal(rings(account), 0);
    });

    it('expires where nobody uses the code', async () => {
      const account = t.world.add();
      const login = drive(t.world.direct(account), { request: CODE });
      await pass(14_000);
      shownCode(login);
      for (let minute = 0; minute < 6 && login.memory.login.status !== 'expired'; minute++) await pass(60_000, 1_000);
      assert.equal(login.memory.login.status, 'expired');
      assert.equal(rings(account), 1);
    });

    it('gives way to a QR code', async () => {
      const account = t.world.add();
      const former = drive(t.world.direct(account), { request: CODE });
      await pass(14_000);
      shownCode(former);
      former.stop();
      const login = drive(t.world.direct(account), { restart: true });
      await pass(subject.qrAfterCode);
      assert.equal(shownText(login), account.qr);
      await finish(account, login);
    });

    it('is refused where the gateway gives none, and rings no more', async () => {
      const account = t.world.add();
      account.fault('code-refused');
      const login = drive(t.world.direct(account), { request: CODE });
      await pass(30_000);
      assert.equal(errorOf(login), 'code-refused');
      assert.ok(rings(account) <= 1);
    });
  });
}

function describeFailures(subject: LoginSubject): void {
  describe(`${subject.gateway} that fails`, () => {
    const t = setUp(subject);

    for (const [fault, outcome] of subject.faults)
      it(`reads ${fault} as ${outcome}, whatever was asked`, async () => {
        const account = t.world.add();
        account.fault(fault, { on: '*' });
        const { state, qr, start, code, resume } = t.world.direct(account);
        for (const ask of [state, qr, start, resume, () => code?.(PHONE, signal)])
          assert.equal(await outcomeOf(t.world.http.settled(ask?.(signal))), outcome);
      });
  });
}

function describeAdapter(subject: LoginSubject): void {
  describe(`the adapter of ${subject.gateway}`, () => {
    it('refuses to begin without an address, and with one that is none', () => {
      for (const settings of [{}, { instance: 'a', token: 'secret' }, { backendUrl: 'host', token: 'secret' }])
        assert.throws(
          () => subject.create(settings),
          (error: unknown) =>
            error instanceof LoginError && error.code === 'config' && !error.message.includes('secret'),
        );
    });

    it('sends its token as a header, and no cookie', async () => {
      const asked: unknown[] = [];
      const fetch = (url: unknown, init?: RequestInit) => {
        asked.push([String(url).includes('secret'), init?.headers, init?.credentials]);
        return Promise.resolve(new Response('<html>'));
      };
      for (const credentials of [{ instance: 'a', token: 'secret' }, {}])
        await outcomeOf(subject.create({ backendUrl: 'https://host', ...credentials, fetch }).state(signal));
      assert.deepEqual(asked, [
        [false, subject.header('secret'), 'omit'],
        [false, undefined, 'omit'],
      ]);
    });
  });
}
