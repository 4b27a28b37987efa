import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { zApi } from '../../src/gateways/index.js';
import '../../src/index.js';
import type { WaQrLogin } from '../../src/index.js';
import { DRAWN_QR, shows } from '../browser/world.js';

const cdp = async <T>(method: string, params: unknown = {}): Promise<T> =>
  (await executeServerCommand<{ result: T }, { method: string; params: unknown }>('cdp', { method, params })).result;

/** So many elements at a time: one after the other would wait for a frame each. */
const BATCH = 20;
/** Mounts in one round of measuring. */
const MOUNTS = 200;
/** Until everything is compiled, to the last optimisation, and what is made once is made. */
const WARM_UP = 700;
/** A leak shows in each of them, and what the browser lets go of a while later does not. */
const ROUNDS = 4;
/** JavaScript's heap may grow by so much in the best of the rounds, bytes a mount. Two measures of the same differ by half of it. */
const TOLERANCE = 100;
/** Nodes and listeners in all rounds together: fewer than one element in a hundred has. */
const NONE = 5;

interface Holding {
  /** JavaScript's heap, bytes. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

async function collectAndMeasure(): Promise<Holding> {
  await cdp('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp<{ usedSize: number }>('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp<{ nodes: number; jsEventListeners: number }>('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

/** Some of what there was is let go a while later: measured until nothing goes any more. */
async function measure(): Promise<Holding> {
  let last = await collectAndMeasure();
  for (let same = 0; same < 2;) {
    const now = await collectAndMeasure();
    same = now.heap < last.heap ? 0 : same + 1;
    last = now;
  }
  return last;
}

/** How much more is held after it than before. */
async function growth(act: () => Promise<unknown>): Promise<Holding> {
  const before = await measure();
  await act();
  const after = await measure();
  return {
    heap: after.heap - before.heap,
    nodes: after.nodes - before.nodes,
    listeners: after.listeners - before.listeners,
  };
}

async function countInstances(): Promise<number> {
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

async function repeat(times: number, batch: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < times; done += BATCH) await batch();
}

describe('hundreds of elements, mounted and removed', () => {
  let box: HTMLElement;
  before(() => {
    box = document.createElement('div');
    document.body.append(box);
  });
  after(() => box.remove());

  /** A gateway whose answers do not come over the network, since what a request takes is the browser's, and goes when it likes. */
  const gateway = () =>
    zApi({
      backendUrl: 'https://gateway.example',
      fetch: () => Promise.resolve(Response.json({ value: `2@${Math.random()},of+a+removed+element` })),
    });

  /** All in one place, and so all on screen. */
  function mountOne(): WaQrLogin {
    const element = document.createElement('wa-qr-login');
    Object.assign(element, { gateway: gateway(), method: 'qr' });
    element.style.cssText = 'position: absolute; inset: 0 auto auto 0; inline-size: 360px';
    box.append(element);
    return element;
  }
  const drawAndRemove = async () => {
    await Promise.all(Array.from({ length: BATCH }, () => shows(mountOne(), DRAWN_QR)));
    box.replaceChildren();
  };
  const rounds = async (batch: () => Promise<unknown>) => {
    const grown: Holding[] = [];
    for (let round = 0; round < ROUNDS; round++) grown.push(await growth(() => repeat(MOUNTS, batch)));
    return {
      leastHeapPerMount: Math.min(...grown.map(({ heap }) => heap)) / MOUNTS,
      nodes: grown.reduce((sum, { nodes }) => sum + nodes, 0),
      listeners: grown.reduce((sum, { listeners }) => sum + listeners, 0),
    };
  };

  it('leave no instance, node or listener, and nothing on the heap', async () => {
    await repeat(WARM_UP, drawAndRemove);
    const { leastHeapPerMount, nodes, listeners } = await rounds(drawAndRemove);
    // Chromium's cache of styles keeps the last card for the `counter()` of its steps.
    expect(await countInstances(), 'instances').to.be.at.most(2);
    expect(nodes, 'nodes').to.be.below(NONE);
    expect(listeners, 'listeners').to.be.below(NONE);
    expect(leastHeapPerMount, 'bytes a mount').to.be.below(TOLERANCE);
  }).timeout(240_000);

  it('are seen by these measures while they are there', async () => {
    const before = await countInstances();
    const { nodes, listeners } = await growth(() => shows(mountOne(), DRAWN_QR));
    expect(nodes).to.be.above(NONE);
    expect(listeners).to.be.above(0);
    expect(await countInstances()).to.equal(before + 1);
    box.replaceChildren();
  });

  it('would be seen to leave a listener, or a few hundred bytes, each', async () => {
    const kept = new Set<object>();
    const leak = () => {
      for (let n = 0; n < BATCH; n++) {
        const target = new AbortController();
        target.signal.addEventListener('abort', () => target.abort());
        kept.add(target).add(Array.from({ length: 40 }, Math.random));
      }
      return Promise.resolve();
    };
    const { leastHeapPerMount, listeners } = await rounds(leak);
    expect(leastHeapPerMount, 'bytes a mount').to.be.above(TOLERANCE);
    expect(listeners, 'listeners').to.be.above(NONE);
    kept.clear();
  });
});
