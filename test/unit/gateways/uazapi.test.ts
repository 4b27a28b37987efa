import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { uazapi } from '../../../src/gateways/uazapi.js';
import { HttpWorld } from './http-world.js';
import {
  CODE,
  describeCodeLogins,
  describeLogins,
  errorOf,
  LoginWorld,
  PHONE,
  type CodeSubject,
} from './login-suite.js';

const subject: CodeSubject = {
  gateway: 'uazapi',
  create: uazapi,
  who: { id: `${PHONE}@s.whatsapp.net`, phone: PHONE, name: 'Ana' },
  header: (token) => ({ token }),
  starts: ({ method, body }) => method === 'connect' && !('phone' in (body as object)),
  rings: ({ method, body }) => method === 'connect' && 'phone' in (body as object),
  qrAfterCode: 14_000,
  codesEnd: 160_000,
  faults: [
    ['unauthorized', 'unauthorized'],
    ['not-found-json', 'not-found'],
    ['error-500', 'unavailable, transient'],
    ['html', 'bad-response, transient'],
    ['half-clean', 'bad-response, transient'],
    ['reset', 'unavailable, transient'],
    ['null', 'bad-response'],
  ],
};

describeLogins(subject);
describeCodeLogins({ ...subject, script: { paircodeComes: 'status' } });

describe('UAZAPI', () => {
  let world: LoginWorld;
  beforeEach(async () => {
    world = new LoginWorld(await HttpWorld.start(), subject);
  });
  afterEach(() => world.http.close());

  it('without a free connection says so by a 429, which is no rate limit', async () => {
    const account = world.add();
    account.fault('quota');
    const logins = [
      world.http.drive(world.direct(account)),
      world.http.drive(world.direct(account), { request: CODE }),
    ];
    await world.http.pass(2_000);
    assert.deepEqual(logins.map(errorOf), ['quota', 'quota']);
  });

  it('that is limited by a proxy in front of it is asked again', async () => {
    const account = world.add();
    account.fault('rate-limited', { on: 'status', times: 2, retryAfter: 3 });
    const login = world.http.drive(world.direct(account));
    await world.http.pass(20_000);
    assert.equal(login.memory.login.status, 'qr');
  });

  it('hibernates, and is woken by the login', async () => {
    const account = world.add({ state: 'hibernated' });
    const login = world.http.drive(world.direct(account));
    await world.http.pass(6_000);
    assert.deepEqual([login.statuses, account.state], [['waiting', 'qr'], 'connecting']);
  });
});
