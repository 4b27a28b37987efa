import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { evolutionGo } from '../../../src/gateways/evolution-go.js';
import { HttpWorld } from './http-world.js';
import {
  CODE,
  describeCodeLogins,
  describeLogins,
  errorOf,
  LoginWorld,
  shownText,
  type CodeSubject,
} from './login-suite.js';

const subject: CodeSubject = {
  gateway: 'evolution-go',
  create: evolutionGo,
  who: { name: 'Ana' },
  header: (token) => ({ apikey: token }),
  starts: ({ method }) => method === 'connect',
  callsToStart: 0, // a question for a QR code starts a client
  rings: ({ method }) => method === 'pair',
  qrAfterCode: 14_000,
  codesEnd: 160_000,
  faults: [
    ['unauthorized', 'unauthorized'],
    ['license-required', 'inactive'],
    ['error-500', 'unavailable, transient'],
    ['html', 'bad-response, transient'],
    ['reset', 'unavailable, transient'],
    ['null', 'bad-response'],
  ],
};

describeLogins(subject);
describeCodeLogins({ ...subject, script: { evolutionGoVersion: '0.7' } });

describe('Evolution Go', () => {
  let world: LoginWorld;
  beforeEach(async () => {
    world = new LoginWorld(await HttpWorld.start(), subject);
  });
  afterEach(() => world.http.close());

  for (const evolutionGoVersion of ['0.6', '0.7'] as const) {
    it(`${evolutionGoVersion} is asked for no QR code between the scan and the link, nor after it`, async () => {
      const account = world.add({ evolutionGoVersion, whatsmeowGap: 5_000 });
      const login = world.http.drive(world.direct(account));
      await world.http.pass(10_000);
      assert.equal(account.scan(shownText(login) ?? ''), 'linking');
      const { length } = account.calls;
      await world.http.pass(30_000);
      assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
      assert.deepEqual([...new Set(account.calls.slice(length).map(({ method }) => method))], ['status']);
      assert.equal(account.logins, 1);
    });

    it(`${evolutionGoVersion} keeps its webhook, which a connect would overwrite`, async () => {
      const account = world.add({ evolutionGoVersion });
      world.http.drive(world.direct(account));
      world.http.drive(world.direct(account), { request: CODE });
      await world.http.pass(20_000);
      assert.ok(account.calls.every(({ method }) => method !== 'connect'));
    });
  }

  it('would log in twice if it were asked for its QR code only', async () => {
    const account = world.add({ whatsmeowGap: 5_000 });
    const gateway = world.direct(account);
    const start = gateway.start!;
    const login = world.http.drive({ ...gateway, pace: { ...gateway.pace, qr: 'answer' }, qr: start, state: start });
    await world.http.pass(10_000);
    assert.equal(account.scan(shownText(login) ?? ''), 'linking');
    await world.http.pass(20_000);
    assert.ok(account.logins > 1);
  });

  it('may end a login after fewer codes, and shows new ones', async () => {
    const account = world.add({ qrcodeMaxCount: 1 });
    const login = world.http.drive(world.direct(account));
    await world.http.pass(55_000);
    const former = shownText(login);
    await world.http.pass(30_000);
    assert.equal(shownText(login), account.qr);
    assert.notEqual(shownText(login), former);
  });

  it('that is starting is waited for', async () => {
    const account = world.add();
    account.fault('no-active-session', { times: 3 });
    const login = world.http.drive(world.direct(account));
    await world.http.pass(16_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr']);
  });

  it('without a licence is inactive at once', async () => {
    const account = world.add();
    account.fault('license-required');
    const logins = [
      world.http.drive(world.direct(account)),
      world.http.drive(world.direct(account), { request: CODE }),
    ];
    await world.http.pass(1_000);
    assert.deepEqual(logins.map(errorOf), ['inactive', 'inactive']);
  });
});
