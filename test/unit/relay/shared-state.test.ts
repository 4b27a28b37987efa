import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { isRunning, type LoginUpdate } from '../../../src/login/login.js';
import { monotonicNow } from '../../../src/platform/clock.js';
import { LoginHooks } from '../../../src/relay/host-hooks.js';
import { LoginChanges } from '../../../src/relay/login-changes.js';
import { LoginNews } from '../../../src/relay/login-news.js';
import { SharedLogin } from '../../../src/relay/shared-login.js';
import { SharedState } from '../../../src/relay/shared-state.js';
import { WaitingRequests } from '../../../src/relay/waiting-requests.js';
import { PACE, QR, ScriptedGateway } from './scripted-gateway.js';

/** Whoever wants the state is not told of a QR code, so the news of the two differ. */
interface Heard {
  qr: number;
  state: number;
}

describe('the state of a shared login', () => {
  let clock: sinon.SinonFakeTimers;
  let recorded: number;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    recorded = 0;
  });
  afterEach(() => clock.restore());

  function stateOf(pace = PACE): { readonly state: SharedState; readonly heard: Heard } {
    const gateway = new ScriptedGateway().gateway({}, { pace });
    const news = new LoginNews();
    const heard: Heard = { qr: 0, state: 0 };
    for (const want of ['qr', 'state'] as const) news.add({ want, lasting: true, onNews: () => (heard[want] += 1) });
    const changes = new LoginChanges(undefined, 'one', new SharedLogin(gateway));
    const hooks = new LoginHooks({ onLinked: () => void (recorded += 1) }, 'one');
    return {
      state: new SharedState(gateway, {
        hooks,
        changes,
        requests: new WaitingRequests(),
        news,
        follow: () => undefined,
      }),
      heard,
    };
  }

  /** A state that has been told this. */
  async function told(...updates: readonly LoginUpdate[]): Promise<SharedState> {
    const { state } = stateOf();
    for (const update of updates) await state.receive(update);
    return state;
  }

  it('tells the pages of another process’s record what is news to them, and nobody else', async () => {
    const other = await told();
    const { state, heard } = stateOf();
    state.adopt(other.record);
    const { ...before } = heard;
    await other.receive(QR);
    state.adopt(other.record);
    assert.deepEqual(heard, { ...before, qr: before.qr + 1 });
    await other.receive({ type: 'linking' });
    state.adopt(other.record);
    assert.deepEqual(heard, { qr: before.qr + 2, state: before.state + 1 });
  });

  it('tells nobody of a record that says what is known already', async () => {
    const { state, heard } = stateOf();
    const { record } = await told(QR, { type: 'linking' });
    state.adopt(record);
    const { ...before } = heard;
    state.adopt(record);
    assert.deepEqual(heard, before);
  });

  it('has a link recorded once, however often the gateway says so', async () => {
    const { state } = stateOf();
    await state.receive({ type: 'linked' });
    await state.receive({ type: 'linked' });
    assert.equal(recorded, 1);
  });

  it('counts the time for a code from the first wish for one, as long as there is none', async () => {
    const sinceOf = ({ memory: { login } }: SharedState) => isRunning(login) && login.since;
    const waiting = await told();
    clock.tick(30_000);
    waiting.startClock();
    assert.equal(sinceOf(waiting), monotonicNow());
    const shown = await told(QR);
    const since = sinceOf(shown);
    clock.tick(5_000);
    shown.startClock();
    assert.equal(sinceOf(shown), since);
  });

  it('asks for the next code at the end of this one, where asking makes a new one', async () => {
    const dueAfterCode = async (qr: 'life' | 'answer') => {
      const { state } = stateOf({ ...PACE, qr });
      await state.receive(QR);
      return state.memory.qrDue;
    };
    assert.equal(await dueAfterCode('life'), monotonicNow() + 20_000);
    assert.ok((await dueAfterCode('answer')) <= monotonicNow());
  });
});
