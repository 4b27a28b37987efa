import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { beginRun, type Account, type LoginState, type LoginUpdate } from '../../../src/login/login.js';
import { sleep } from '../../../src/platform/async.js';
import { monotonicNow } from '../../../src/platform/clock.js';
import { RelayMemory } from '../../../src/relay/relay-memory.js';
import { UpstreamAnswers } from '../../../src/relay/upstream-answers.js';
import { PACE, ScriptedGateway, type GatewayScript } from './scripted-gateway.js';

const ANA: Account = { name: 'Ana' };
const { signal } = new AbortController();

describe("the gateway's answers", () => {
  let clock: sinon.SinonFakeTimers;
  let received: { readonly update: LoginUpdate; readonly from: LoginState | undefined }[];
  let memory: RelayMemory;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    received = [];
    memory = new RelayMemory(beginRun('qr', PACE, monotonicNow()));
  });
  afterEach(() => clock.restore());

  const answersTo = (script: GatewayScript) =>
    new UpstreamAnswers({
      gateway: new ScriptedGateway().gateway(script, { pace: { ...PACE, fastest: { qr: 100, state: 700 } } }),
      memory,
      receive: (update, from) => Promise.resolve(void received.push({ update, from })),
      fail: () => undefined,
      beginAnew: () => undefined,
    });

  it('decide when it is asked again, for the state not faster than it allows', () => {
    const answers = answersTo({});
    answers.scheduleNext('qr', 300);
    assert.deepEqual(memory.due, { qr: monotonicNow() + 300, state: monotonicNow() + 300 });
    const { qr } = memory.due;
    clock.tick(50);
    answers.scheduleNext('state', 300);
    assert.deepEqual(memory.due, { qr, state: monotonicNow() + 700 });
  });

  it('say who was linked, or the gateway is asked where it can be', () => {
    const naming = answersTo({ account: () => ANA });
    assert.ok(naming.isUnnamed({ type: 'linked' }));
    assert.ok(!naming.isUnnamed({ type: 'linked', account: ANA }));
    assert.ok(!naming.isUnnamed({ type: 'linking' }));
    assert.ok(!answersTo({}).isUnnamed({ type: 'linked' }));
  });

  it('are one update with the account, if the gateway soon says whose it is', async () => {
    const from = beginRun('code', PACE, monotonicNow());
    await answersTo({ account: () => ANA }).receive({ type: 'linked' }, signal, from);
    assert.deepEqual(received, [{ update: { type: 'linked', account: ANA }, from }]);
  });

  it('are `linking` first, if it takes long to say whose it is', async () => {
    const account = () => sleep(1_000, signal).then(() => ANA);
    const from = beginRun('code', PACE, monotonicNow());
    const receiving = answersTo({ account }).receive({ type: 'linked' }, signal, from);
    await clock.tickAsync(600);
    assert.deepEqual(received, [{ update: { type: 'linking' }, from }]);
    await clock.tickAsync(600);
    await receiving;
    assert.deepEqual(received.slice(1), [{ update: { type: 'linked', account: ANA }, from: undefined }]);
  });
});
