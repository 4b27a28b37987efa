import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { wuzapi } from '../../../src/gateways/wuzapi.js';
import { qrDataUri } from '../../../src/simulator/png.js';
import { HttpWorld } from './http-world.js';
import { CODE, describeLogins, errorOf, LoginWorld, PHONE, shownCode, type LoginSubject } from './login-suite.js';
import { outcomeOf } from './z-outcomes.js';

const subject: LoginSubject = {
  gateway: 'wuzapi',
  create: wuzapi,
  who: { id: `${PHONE}:7@s.whatsapp.net`, phone: PHONE },
  header: (token) => ({ token }),
  starts: ({ method }) => method === 'connect',
  codesEnd: 160_000,
  faults: [
    ['unauthorized', 'unauthorized'],
    ['error-500', 'unavailable, transient'],
    ['html', 'bad-response, transient'],
    ['reset', 'unavailable, transient'],
    ['null', 'bad-response'],
  ],
};

describeLogins(subject);

describe('wuzapi', () => {
  let world: LoginWorld;
  beforeEach(async () => {
    world = new LoginWorld(await HttpWorld.start(), subject);
  });
  afterEach(() => world.http.close());

  for (const wuzapiVersion of ['2025', '2026'] as const) {
    it(`of ${wuzapiVersion} leaves the events of the host's webhook as they are`, async () => {
      const account = world.add({ wuzapiVersion, wuzapiEvents: 'Message,Presence' });
      world.http.drive(world.direct(account));
      await world.http.pass(6_000);
      const [connect] = account.calls.filter(({ method }) => method === 'connect');
      assert.deepEqual(connect?.body, { Subscribe: ['Message', 'Presence'], Immediate: true });
    });

    it(`of ${wuzapiVersion} hides its states in errors, from the first code to the link`, async () => {
      const account = world.add({ wuzapiVersion });
      const login = world.http.drive(world.direct(account));
      await world.http.pass(8_000);
      assert.equal(account.scan(account.qr ?? ''), 'linking');
      await world.http.pass(12_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
      assert.equal(account.logins, 1);
    });
  }

  it('gives no pairing code that is none', async () => {
    const image = qrDataUri('2@a');
    for (const LinkingCode of [undefined, null, '', 12345678, { code: 'ABCD-1234' }]) {
      const fetch = (input: RequestInfo | URL) =>
        Promise.resolve(Response.json({ data: String(input).endsWith('/qr') ? { QRCode: image } : { LinkingCode } }));
      const gateway = wuzapi({ backendUrl: 'https://gateway.test', token: 'key', fetch });
      const outcome = await outcomeOf(gateway.code?.(PHONE, new AbortController().signal));
      assert.equal(outcome, 'code-refused', JSON.stringify(LinkingCode));
    }
  });

  it('that is jammed is unavailable, and started no more', async () => {
    const account = world.add();
    account.fault('jam');
    const login = world.http.drive(world.direct(account));
    await world.http.pass(45_000);
    assert.equal(errorOf(login), 'unavailable');
  });

  it('is asked for a pairing code only once it shows a QR code, since it refuses any earlier', async () => {
    const account = world.add({ qrDelay: 7_000 });
    const login = world.http.drive(world.direct(account), { request: CODE });
    await world.http.pass(16_000);
    assert.equal(account.enterCode(shownCode(login)), 'linking');
    assert.equal(account.calls.filter(({ method }) => method === 'pairphone').length, 1);
  });
});
