import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { httpRequest } from '../../../src/gateways/http.js';
import { LoginError } from '../../../src/login/login-error.js';

const GATEWAY = 'https://gateway.test/instance/qr?token=secret';

interface Case {
  /** The origin of the page; none on a server. */
  readonly page?: string;
  readonly url?: string;
  readonly onLine?: boolean;
  /** Whether a request of which nothing can be read is answered. */
  readonly isUp?: boolean;
  readonly then: string;
  readonly probes: number;
}

/** What a request without an answer means, and how often the gateway is asked whether it is up. */
const CASES: Readonly<Record<string, Case>> = {
  'is offline where the browser is': { page: 'https://page.test', onLine: false, then: 'offline', probes: 0 },
  'is unavailable on a server': { isUp: true, then: 'unavailable', probes: 0 },
  'is unavailable on a page of its own origin': {
    ...{ page: 'https://gateway.test', isUp: true, then: 'unavailable', probes: 0 },
  },
  'is blocked on another page, where it is up': { page: 'https://page.test', isUp: true, then: 'blocked', probes: 1 },
  'is blocked likewise where the browser is online': {
    ...{ page: 'https://page.test', onLine: true, isUp: true, then: 'blocked', probes: 1 },
  },
  'is unavailable on another page, where it is not': { page: 'https://page.test', then: 'unavailable', probes: 1 },
  'is blocked without TLS on a page with it': {
    ...{ page: 'https://page.test', url: 'http://gateway.test/', then: 'blocked', probes: 0 },
  },
  'is unavailable without TLS on a page without it, where it is not up': {
    ...{ page: 'http://page.test', url: 'http://gateway.test/', then: 'unavailable', probes: 1 },
  },
  'is unavailable on this machine, which needs no TLS': {
    ...{ page: 'https://page.test', url: 'http://localhost:3000/', then: 'unavailable', probes: 1 },
  },
  'is unavailable on this machine by its address, too': {
    ...{ page: 'https://page.test', url: 'http://127.0.0.1:3000/', then: 'unavailable', probes: 1 },
  },
};

describe('a gateway that does not answer', () => {
  let clock: sinon.SinonFakeTimers;
  let asked: { readonly url: string; readonly init: RequestInit | undefined }[];
  beforeEach(() => {
    asked = [];
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    clock.restore();
    for (const name of ['location', 'navigator']) Reflect.deleteProperty(globalThis, name);
    if (navigatorOfNode) Object.defineProperty(globalThis, 'navigator', navigatorOfNode);
  });
  const navigatorOfNode = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const be = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

  const { signal } = new AbortController();
  const request = (
    answer: (n: number, init: RequestInit | undefined) => Promise<Response>,
    url = GATEWAY,
    s = signal,
  ) =>
    httpRequest(url, {}, s, {
      fetch: (to, init) => {
        asked.push({ url: to as string, init });
        return answer(asked.length, init);
      },
    });
  const lost = () => Promise.reject(new TypeError(`fetch failed: ${GATEWAY}`));

  for (const [name, { page, url, onLine, isUp, then, probes }] of Object.entries(CASES))
    it(name, async () => {
      if (page !== undefined) be('location', { origin: page });
      if (onLine !== undefined) be('navigator', { onLine });
      const asking = request((n) => (isUp && n > 1 ? Promise.resolve(new Response()) : lost()), url);
      await assert.rejects(asking, (error) => {
        assert.ok(error instanceof LoginError);
        assert.deepEqual([error.code, error.transient, error.message], [then, true, 'The gateway did not answer']);
        return true;
      });
      assert.equal(asked.length, 1 + probes);
    });

  it('is asked whether it is up at its root, by a request without cookies that no preflight goes before', async () => {
    be('location', { origin: 'https://page.test' });
    await assert.rejects(request(lost));
    const [, probe] = asked;
    const { signal: _, ...init } = probe?.init ?? {};
    assert.deepEqual(
      [probe?.url, init],
      ['https://gateway.test/', { mode: 'no-cors', credentials: 'omit', cache: 'no-store' }],
    );
  });

  it('is asked no longer whether it is up once the login is over, and that is what is told', async () => {
    be('location', { origin: 'https://page.test' });
    const run = new AbortController();
    const signals: (AbortSignal | null | undefined)[] = [];
    const hanging = (n: number, init: RequestInit | undefined) => {
      if (n === 1) return lost();
      signals.push(init?.signal);
      return new Promise<never>(() => undefined);
    };
    const asking = request(hanging, GATEWAY, run.signal);
    await clock.tickAsync(0);
    run.abort(new Error('over'));
    await assert.rejects(asking, { message: 'over' });
    assert.deepEqual(
      signals.map((one) => one?.aborted),
      [true],
    );
  });

  it('has ten seconds to answer, which then reads as what a proxy says', async () => {
    let answer: unknown;
    void request(() => new Promise<never>(() => undefined)).then((it) => (answer = it));
    await clock.tickAsync(9_999);
    assert.equal(answer, undefined);
    await clock.tickAsync(1);
    assert.deepEqual(answer, { status: 504, text: '', json: undefined, retryAfter: undefined, redirected: false });
    assert.equal(asked[0]?.init?.signal?.aborted, true);
  });
});
