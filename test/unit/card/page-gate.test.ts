import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { pageGate } from '../../../src/card/page-gate.js';

/** What the element knows of the page. */
class Page {
  readonly changes = new EventTarget();
  onScreen = true;
  offline = false;

  become(change: Partial<Pick<Page, 'onScreen' | 'offline'>>): void {
    Object.assign(this, change);
    this.changes.dispatchEvent(new Event('change'));
  }

  get listeners(): number {
    return getEventListeners(this.changes, 'change').length;
  }
}

/** Whether it has settled, and how. */
function watch(promise: Promise<void>): { state: string } {
  const watched = { state: 'pending' };
  promise.then(
    () => (watched.state = 'open'),
    (error: unknown) => (watched.state = (error as { code?: string }).code ?? (error as Error).message),
  );
  return watched;
}

describe('the gate of a page', () => {
  let clock: sinon.SinonFakeTimers;
  let page: Page;
  let run: AbortController;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    [page, run] = [new Page(), new AbortController()];
  });
  afterEach(() => clock.restore());

  const open = () => watch(pageGate(page).open(run.signal));
  const reopened = () => watch(pageGate(page).reopened(run.signal));
  const isLeftAlone = () => assert.deepEqual([page.listeners, clock.countTimers()], [0, 0]);

  it('is open while the element is on screen and the browser online, and leaves no listener', async () => {
    const gate = open();
    await clock.tickAsync(0);
    assert.equal(gate.state, 'open');
    isLeftAlone();
  });

  for (const shut of [{ onScreen: false }, { offline: true }] as const) {
    const [what] = Object.keys(shut);
    const mended = { onScreen: true, offline: false };

    it(`is shut as long as the page is not (${what}), and opens at once when it is`, async () => {
      page.become(shut);
      const gate = open();
      await clock.tickAsync(29_000);
      page.become(shut); // a change of something else
      await clock.tickAsync(0);
      assert.equal(gate.state, 'pending');
      page.become(mended);
      await clock.tickAsync(0);
      assert.equal(gate.state, 'open');
      isLeftAlone();
    });

    it(`has not opened again before it was shut (${what})`, async () => {
      const gate = reopened();
      await clock.tickAsync(60_000);
      assert.equal(gate.state, 'pending');
      page.become(mended);
      await clock.tickAsync(0);
      assert.equal(gate.state, 'pending');
      page.become(shut);
      await clock.tickAsync(0);
      assert.equal(gate.state, 'pending');
      page.become(mended);
      await clock.tickAsync(0);
      assert.equal(gate.state, 'open');
      isLeftAlone();
    });

    it(`is given up with the login, and leaves neither listener nor timer (${what})`, async () => {
      page.become(shut);
      const gates = [open(), reopened()];
      await clock.tickAsync(0);
      run.abort(new Error('over'));
      await clock.tickAsync(0);
      assert.deepEqual(
        gates.map(({ state }) => state),
        ['over', 'over'],
      );
      isLeftAlone();
      assert.equal(getEventListeners(run.signal, 'abort').length, 0);
    });
  }

  it('fails after half a minute of a seen page that is offline', async () => {
    page.become({ offline: true });
    const gate = open();
    await clock.tickAsync(29_999);
    assert.equal(gate.state, 'pending');
    await clock.tickAsync(1);
    assert.equal(gate.state, 'offline');
    isLeftAlone();
  });

  it('stays shut where the page is online again when the half minute is over, and out of sight', async () => {
    page.become({ offline: true });
    const gate = open();
    await clock.tickAsync(20_000);
    page.become({ offline: false, onScreen: false });
    await clock.tickAsync(60_000);
    assert.equal(gate.state, 'pending');
    page.become({ onScreen: true });
    await clock.tickAsync(0);
    assert.equal(gate.state, 'open');
    isLeftAlone();
  });

  it('waits for an offline page that nobody sees, and then for half a minute more', async () => {
    page.become({ offline: true, onScreen: false });
    const gate = open();
    await clock.tickAsync(600_000);
    assert.equal(gate.state, 'pending');
    page.become({ onScreen: true });
    await clock.tickAsync(29_999);
    assert.equal(gate.state, 'pending');
    await clock.tickAsync(1);
    assert.equal(gate.state, 'offline');
  });
});
