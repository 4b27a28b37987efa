import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import '../../src/index.js';
import { RemoteAccount } from '../browser/simulated-account.js';
import { shows } from '../browser/world.js';

const cdp = async <T>(method: string, params: unknown = {}): Promise<T> =>
  (await executeServerCommand<{ result: T }, { method: string; params: unknown }>('cdp', { method, params })).result;

/** So many at a time: one after the other would wait for a frame each. */
const BATCH = 20;
const MOUNTS = 1_000;
const ROUNDS = 2;
/** Until all is compiled, to the last optimisation, and what is made once is made. */
const WARM_UP = 1_500;
/** By which two measures of the same may differ, bytes a mount: an element that is forgotten weighs a thousand times as much. */
const DOUBT = 128;
/** Nodes and listeners of fewer than one element in a thousand. */
const NONE = 10;

interface Holding {
  /** JavaScript's heap, and the browser's own beside it, bytes. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Some of what a request takes is let go a while later: measured until nothing goes any more. */
async function holding(): Promise<Holding> {
  let last = await measured();
  for (let same = 0; same < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const now = await measured();
    same = now.heap < last.heap ? 0 : same + 1;
    if (same === 0) last = now;
  }
  return last;
}

async function measured(): Promise<Holding> {
  await cdp('HeapProfiler.collectGarbage');
  const used = await cdp<{ usedSize: number; embedderHeapUsedSize?: number }>('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp<{ nodes: number; jsEventListeners: number }>('Memory.getDOMCounters');
  return { heap: used.usedSize + (used.embedderHeapUsedSize ?? 0), nodes, listeners: jsEventListeners };
}

/** What it leaves. */
async function left(act: () => Promise<unknown>): Promise<Holding> {
  const before = await holding();
  await act();
  const after = await holding();
  return {
    heap: after.heap - before.heap,
    nodes: after.nodes - before.nodes,
    listeners: after.listeners - before.listeners,
  };
}

async function alive(): Promise<number> {
  const expression = `customElements.get('wa-qr-login').prototype`;
  const { result: prototype } = await cdp<{ result: { objectId: string } }>('Runtime.evaluate', { expression });
  const { objects } = await cdp<{ objects: { objectId: string } }>('Runtime.queryObjects', {
    prototypeObjectId: prototype.objectId,
  });
  const count = {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.length }',
    returnByValue: true,
  };
  const { result } = await cdp<{ result: { value: number } }>('Runtime.callFunctionOn', count);
  await cdp('Runtime.releaseObject', { objectId: objects.objectId });
  return result.value;
}

async function times(count: number, batch: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done += BATCH) await batch();
}

describe('a thousand elements, mounted and removed', () => {
  let account: RemoteAccount;
  let box: HTMLElement;
  before(async () => {
    account = await RemoteAccount.create({ gateway: 'z-api' });
    box = document.createElement('div');
    document.body.append(box);
  });
  after(() => box.remove());

  /** All in one place, and so all on screen. */
  function mount(attributes: Record<string, string> = {}): HTMLElementTagNameMap['wa-qr-login'] {
    const element = document.createElement('wa-qr-login');
    const { origin, instance, token } = account;
    const all = { gateway: 'z-api', 'backend-url': origin, instance, token, method: 'qr', ...attributes };
    for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
    element.style.cssText = 'position: absolute; inset: 0 auto auto 0; inline-size: 360px';
    box.append(element);
    return element;
  }
  const drawn = async () => {
    await Promise.all(Array.from({ length: BATCH }, () => shows(mount(), '.qr path')));
    box.replaceChildren();
  };
  const asked = async () => {
    const url = `${account.origin}/instances/${account.instance}/token/${account.token}/qr-code`;
    await Promise.all(Array.from({ length: BATCH }, async () => (await fetch(url)).json()));
  };

  it('leave no instance, node or listener, and no more of the heap than their requests do', async () => {
    await times(WARM_UP, drawn);
    const sums = { asked: 0, drawn: 0, nodes: 0, listeners: 0 };
    // By turns, since the browser lets go of some things a while later.
    for (let round = 0; round < ROUNDS; round++) {
      sums.asked += (await left(() => times(MOUNTS / ROUNDS, asked))).heap;
      const { heap, nodes, listeners } = await left(() => times(MOUNTS / ROUNDS, drawn));
      sums.drawn += heap;
      sums.nodes += nodes;
      sums.listeners += listeners;
    }
    // Chromium's cache of styles keeps the last card for the `counter()` of its steps.
    expect(await alive(), 'instances').to.be.at.most(1);
    expect(sums.nodes, 'nodes').to.be.below(NONE);
    expect(sums.listeners, 'listeners').to.be.below(NONE);

    const more = (sums.drawn - 1.3 * sums.asked) / MOUNTS;
    expect(more, JSON.stringify(sums)).to.be.below(DOUBT);
  }).timeout(120_000);

  it('are seen by these measures while they are there', async () => {
    const before = await alive();
    const { nodes, listeners } = await left(() => shows(mount(), '.qr path'));
    expect(nodes).to.be.above(NONE);
    expect(listeners).to.be.above(0);
    expect(await alive()).to.equal(before + 1);
    box.replaceChildren();
  });
});
