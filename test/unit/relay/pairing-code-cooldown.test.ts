import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { beginRun } from '../../../src/login/login.js';
import { CodeThrottle } from '../../../src/relay/code-throttle.js';
import { PairingCodeCooldown } from '../../../src/relay/pairing-code-cooldown.js';
import type { Reply } from '../../../src/relay/protocol.js';
import { RelayMemory } from '../../../src/relay/relay-memory.js';
import { PACE } from './scripted-gateway.js';

const PHONE = '5511999999999';
const REPLY: Reply = { update: { type: 'code', code: 'ABCD1234' } };

describe('the pairing codes of one account', () => {
  let clock: sinon.SinonFakeTimers;
  let cooldown: PairingCodeCooldown;
  let rings: number;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['Date', 'performance'] });
    clock.tick(60_000);
    cooldown = new PairingCodeCooldown(new CodeThrottle(), 'one', new RelayMemory(beginRun('qr', PACE, 0)));
    rings = 0;
  });
  afterEach(() => clock.restore());

  const request = (reply: Promise<Reply>) =>
    cooldown.request(
      PHONE,
      () => REPLY,
      () => {
        rings++;
        return reply;
      },
    );

  it('are asked for once while the answer is awaited, and again where it was lost', () => {
    const never = new Promise<Reply>(() => undefined);
    void request(never);
    clock.tick(79_999);
    void request(never);
    assert.equal(rings, 1);
    clock.tick(1);
    void request(never);
    assert.equal(rings, 2);
  });

  it('are the one on screen for fifteen seconds, and then another', async () => {
    await request(Promise.resolve(REPLY));
    clock.tick(14_999);
    assert.equal(await request(Promise.resolve(REPLY)), REPLY);
    assert.equal(rings, 1);
    clock.tick(1);
    await request(Promise.resolve(REPLY));
    assert.equal(rings, 2);
  });
});
