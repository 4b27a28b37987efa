import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { wppconnect } from '../../../src/gateways/wppconnect.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { SimulatedAccount } from '../../../src/simulator/index.js';
import { HttpWorld } from './http-world.js';
import { ringsOf } from './login-calls.js';
import {
  CODE,
  describeLogins,
  errorOf,
  LoginWorld,
  PHONE,
  scan,
  shownCode,
  shownText,
  type LoginSubject,
} from './login-suite.js';

const isStart = ({ method }: { readonly method: string }) => method === 'start-session';
const hasPhone = (body: unknown) => (body as { readonly phone?: string } | undefined)?.phone !== undefined;

const subject: LoginSubject = {
  gateway: 'wppconnect',
  create: wppconnect,
  who: { id: `${PHONE}@c.us`, phone: PHONE, name: 'Ana' },
  header: (token) => ({ Authorization: `Bearer ${token}` }),
  starts: (call) => isStart(call) && !hasPhone(call.body),
  codesEnd: 64_000,
  faults: [
    ['unauthorized', 'unauthorized'],
    ['not-found-json', 'not-found, transient'],
    ['error-500', 'unavailable, transient'],
    ['html', 'bad-response, transient'],
    ['half-clean', 'bad-response, transient'],
    ['reset', 'unavailable, transient'],
    ['null', 'bad-response'],
  ],
};

describeLogins(subject);

describe('WPPConnect Server', () => {
  let world: LoginWorld;
  beforeEach(async () => {
    world = new LoginWorld(await HttpWorld.start(), subject);
  });
  afterEach(() => world.http.close());

  const { signal } = new AbortController();
  const close = ({ instance, token }: SimulatedAccount) =>
    world.http.fetch(`${world.http.origin}/api/${instance}/close-session`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
    });

  it('has begun, although a start answers that the session is closed', async () => {
    const account = world.add();
    const update = await world.http.settled(world.direct(account).start?.(signal));
    assert.deepEqual([update, account.state], [{ type: 'starting' }, 'INITIALIZING']);
  });

  it('leaves the scanned picture in its answers, which nobody is shown once the number is linked', async () => {
    const account = world.add({ linkDelay: 6_000 });
    const login = world.http.drive(world.direct(account));
    await world.http.pass(10_000);
    const shown = shownText(login);
    scan(account, login);
    await world.http.pass(3_000);
    assert.deepEqual(await world.direct(account).qr(signal), { type: 'qr', text: shown });
    await world.http.pass(8_000);
    assert.deepEqual(await world.direct(account).qr(signal), { type: 'linked' });
    assert.equal(login.memory.login.status, 'linked');
  });

  it('tells its pairing code to the start that is held, and to no other question', async () => {
    const account = world.add();
    const login = world.http.drive(world.direct(account), { request: CODE });
    await world.http.pass(12_000);
    const code = shownCode(login);
    const asked = await world.http.settled(world.direct(account).qr(signal));
    assert.deepEqual([asked, account.state], [{ type: 'waiting' }, 'PHONECODE']);
    assert.doesNotMatch(JSON.stringify(asked), new RegExp(code));
    const [start] = account.calls.filter(isStart);
    assert.deepEqual(start?.body, { waitQrCode: true, phone: PHONE });
  });

  for (const [how, end] of [
    ['a call has closed the session', (account: SimulatedAccount) => close(account)],
    ['the session has closed itself', () => world.http.pass(90_000, 1_000)],
  ] as const)
    it(`rings no phone for a code that would be lost, after ${how}`, async () => {
      const account = await world.begun();
      await end(account);
      assert.equal(account.state, 'CLOSED');
      const login = world.http.drive(world.direct(account), { request: CODE });
      await world.http.pass(5_000);
      assert.equal(errorOf(login), 'code-refused');
      assert.equal(ringsOf(account), 0);
    });

  it('gives a pairing code again after its process has begun anew', async () => {
    const account = await world.begun();
    account.expire();
    const login = world.http.drive(world.direct(account), { request: CODE });
    await world.http.pass(10_000);
    assert.equal(account.enterCode(shownCode(login)), 'linking');
  });

  it('closes no session on behalf of a page, since its browser would be left behind', async () => {
    const account = await world.begun();
    world.http.drive(world.direct(account), { request: CODE });
    world.http.drive(world.direct(account), { restart: true });
    await world.http.pass(80_000, 1_000);
    assert.ok(account.calls.every(({ method }) => !/close|logout/.test(method)));
  });

  it('is asked no more than every two seconds, whatever the page says', async () => {
    const account = world.add();
    world.http.drive(world.direct(account), { every: 100 });
    await world.http.pass(20_000);
    const asked = account.calls.filter(({ method }) => method === 'status-session').map(({ at }) => at);
    assert.ok(asked.every((at, index) => index === 0 || at - asked[index - 1]! >= 2_000));
  });

  it('does not tell an unknown session from a wrong token', async () => {
    const login = world.http.drive(world.direct(world.add(), { instance: 'unknown' }));
    await world.http.pass(1_000);
    assert.equal(errorOf(login), 'unauthorized');
  });

  it('refuses half of the credentials, and sends the token as a header', async () => {
    for (const half of [{ instance: 'a' }, { token: 'secret' }])
      assert.throws(() => wppconnect({ backendUrl: 'https://host', ...half }), LoginError);
    const asked: unknown[] = [];
    const fetch = (url: unknown, init?: RequestInit) => {
      asked.push([url, init?.headers]);
      return Promise.resolve(Response.json({ status: 'CLOSED', qrcode: null }));
    };
    await wppconnect({ backendUrl: 'https://host/wa/', instance: 'a b/c', token: 'T', fetch }).state(signal);
    await wppconnect({ backendUrl: 'https://host/wa/', fetch }).state(signal);
    assert.deepEqual(asked, [
      ['https://host/wa/api/a%20b%2Fc/status-session', { Authorization: 'Bearer T' }],
      ['https://host/wa/status-session', undefined],
    ]);
  });
});
