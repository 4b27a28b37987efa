import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { LoginUpdate } from '../../../src/login/login.js';
import type { LoginRecord } from '../../../src/relay/relay-memory.js';
import { SharedLogin } from '../../../src/relay/shared-login.js';
import { RelayWorld } from './relay-world.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';

/** As it comes out of a store. */
const stored = (login: SharedLogin) => JSON.parse(JSON.stringify(login.record)) as LoginRecord;

describe('the record of a login', () => {
  let world: RelayWorld;
  let scripted: ScriptedGateway;
  beforeEach(() => {
    world = new RelayWorld();
    scripted = new ScriptedGateway();
  });
  afterEach(() => {
    world.close();
  });

  for (const [status, update] of [
    ['qr', QR],
    ['qr', { type: 'qr', text: '2@endless' }],
    ['code', { type: 'code', code: 'ABCD1234', expiresIn: 150 }],
    ['linking', { type: 'linking' }],
    ['passkey', { type: 'passkey', url: 'https://passkey.test/', token: 'FA48-HS63', expiresIn: 300 }],
    ['passkey', { type: 'passkey' }],
    ['linked', { type: 'linked', account: { phone: '5511999999999' } }],
    ['expired', { type: 'expired', reason: 'codes' }],
    ['error', { type: 'error', code: 'quota' }],
    ['waiting', { type: 'waiting' }],
  ] as [string, LoginUpdate][])
    it(`lets another process go on where one has stopped (${status}: ${JSON.stringify(update)})`, async () => {
      const [one, two] = [new SharedLogin(scripted.gateway({})), new SharedLogin(scripted.gateway({}))];
      await one.state.receive(update);
      await world.pass(7_000, 1_000);
      two.adopt(stored(one));
      for (const want of ['qr', 'state'] as const)
        assert.deepEqual(two.state.updateFor(want), one.state.updateFor(want));
      assert.deepEqual(stored(two), stored(one));
    });

  it('keeps the limits of the gateway, and when it may be asked again', async () => {
    const gateway = () => scripted.gateway({}, { pace: { ...one.pace, qr: 'life', codes: 2 } });
    const one = scripted.gateway({});
    const [first, second] = [new SharedLogin(gateway()), new SharedLogin(gateway())];
    await first.get({ want: 'qr' });
    second.adopt(stored(first));
    await world.pass(10_000, 1_000);
    await second.get({ want: 'qr' });
    assert.equal(scripted.times('qr').length, 1); // the code lives for 10 s more
    await second.state.receive({ type: 'qr', text: '2@b', expiresIn: 20 });
    await second.state.receive({ type: 'qr', text: '2@c', expiresIn: 20 });
    assert.equal(second.state.updateFor('qr').type, 'expired');
  });

  it('keeps a code from being asked for that would end the one of a moment ago', async () => {
    const gateway = () => scripted.gateway({}, { pace: { ...scripted.gateway({}).pace, qr: 'life' } });
    const [first, second] = [new SharedLogin(gateway()), new SharedLogin(gateway())];
    await first.get({ want: 'qr' });
    await first.state.receive({ type: 'linking' });
    await first.state.receive({ type: 'waiting' });
    second.adopt(stored(first));
    for (const asked of [1, 1, 2]) {
      await world.pass(9_000, 1_000);
      await second.get({ want: 'qr' });
      assert.equal(scripted.times('qr').length, asked);
    }
  });

  it('is news to the pages that wait for it in the other process', async () => {
    const [one, two] = [new SharedLogin(scripted.gateway({})), new SharedLogin(scripted.gateway({}))];
    let heard = 0;
    const unsubscribe = two.subscribe('state', () => heard++);
    await one.state.receive({ type: 'linking' });
    two.adopt(stored(one));
    assert.equal(heard, 1);
    assert.equal(two.state.updateFor('state').type, 'linking');
    unsubscribe();
    two.close();
  });

  it('counts on, so that a page may ask whichever process', async () => {
    const [one, two] = [new SharedLogin(scripted.gateway({})), new SharedLogin(scripted.gateway({}))];
    const versions = new Set([one.state.updateFor('qr').version, two.state.updateFor('qr').version]);
    await one.state.receive(QR);
    two.adopt(stored(one));
    versions.add(two.state.updateFor('qr').version);
    await two.state.receive({ type: 'linking' });
    one.adopt(stored(two));
    versions.add(one.state.updateFor('qr').version);
    assert.equal(versions.size, 4);
  });
});
