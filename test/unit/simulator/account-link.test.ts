import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Account } from '../../../src/simulator/account.js';
import { initialsOf } from '../../../src/simulator/fields.js';
import { randomPairingCode, randomPayload } from '../../../src/simulator/random.js';
import { COMMON_FIELDS, type CommonScript } from '../../../src/simulator/script.js';
import { FakeClock, setUp } from './simulator-clock.js';

/** An account that belongs to no gateway. */
function setUpAccount(linkDelay = 2_500) {
  const clock = new FakeClock();
  let logouts = 0;
  const account = new Account({
    clock,
    gateway: 'any',
    instance: '1101',
    script: initialsOf(COMMON_FIELDS) as unknown as CommonScript,
    linkDelay: () => linkDelay,
    loggedOut: () => logouts++,
  });
  return { clock, account, logouts: () => logouts };
}

describe('an account behind any gateway', () => {
  it('is linked some time after the scan, and counts one login', async () => {
    const { clock, account } = setUpAccount();
    account.scan(account.qrCodes.ask() ?? '');
    assert.deepEqual([account.state, account.linkingSince, account.logins], ['linking', clock.now(), 0]);
    await clock.tick(2_500);
    assert.deepEqual([account.state, account.linkingSince, account.logins], ['linked', undefined, 1]);
  });

  it('counts no login that a script has made up', () => {
    const { account } = setUp({ state: 'linked' });
    assert.equal(account.logins, 0);
  });

  it('keeps the word of a script until it stands elsewhere', () => {
    const { account } = setUpAccount();
    account.change({}, 'linked', 'asleep');
    assert.equal(account.nuance, 'asleep');
    account.change({ name: 'Ada' });
    assert.equal(account.nuance, 'asleep');
    account.logout();
    assert.deepEqual([account.state, account.nuance], ['unlinked', undefined]);
  });

  it('sets no timer for a link that does not come by itself', async () => {
    const { clock, account } = setUpAccount(Infinity);
    const leave = account.watch(() => undefined);
    account.scan(account.qrCodes.ask() ?? '');
    await clock.tick(600_000);
    assert.deepEqual([account.state, clock.timers], ['linking', 0]);
    account.finishLinkingIn(500);
    await clock.tick(500);
    assert.equal(account.state, 'linked');
    leave();
    assert.equal(clock.timers, 0);
  });

  it('says when it was logged out', () => {
    const { account, logouts } = setUpAccount();
    account.logout();
    assert.equal(logouts(), 1);
  });

  it('tells whoever watches that a login that its gateway keeps up has ended', async () => {
    const { clock, account } = setUpAccount();
    const seen: unknown[] = [];
    const leave = account.watch(() => seen.push(account.qrCodes.current));
    account.qrCodes.begin(30_000);
    const first = account.qrCodes.current;
    await clock.tick(20_000);
    const second = account.qrCodes.current;
    assert.notEqual(second, first);
    await clock.tick(10_000);
    assert.deepEqual(seen, [second, undefined]);
    leave();
    assert.equal(clock.timers, 0);
  });
});

describe('what WhatsApp itself makes', () => {
  it('is a QR payload of a reference and three keys, each in base64', () => {
    for (const form of ['raw', 'url'] as const) {
      const payload = randomPayload(form);
      const raw = payload.replace(/^https:\/\/wa\.me\/settings\/linked_devices#/, '');
      assert.equal(payload.length, form === 'raw' ? 237 : 275);
      assert.match(raw, /^2@/);
      const parts = raw.slice(2).split(',');
      assert.deepEqual(
        parts.map((part) => Buffer.from(part, 'base64').length),
        [75, 32, 32, 32],
      );
      for (const part of parts) assert.equal(Buffer.from(part, 'base64').toString('base64'), part);
    }
  });

  it('is a pairing code of eight characters out of thirty-two', () => {
    const codes = Array.from({ length: 400 }, randomPairingCode);
    for (const code of codes) assert.equal(code.length, 8);
    assert.equal([...new Set(codes.join(''))].sort().join(''), '123456789ABCDEFGHJKLMNPQRSTVWXYZ');
  });
});
