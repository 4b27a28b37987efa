import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { backend, type BackendOptions } from '../../../src/gateways/backend.js';
import { outcomeOf } from './z-outcomes.js';

/** What a backend is asked, without a network. */
describe('a request to a backend', () => {
  const { signal } = new AbortController();
  let asked: { readonly url: string; readonly init: RequestInit | undefined }[];
  beforeEach(() => (asked = []));

  const gatewayOf = (options: Partial<BackendOptions> = {}) =>
    backend({
      backendUrl: 'https://host.test/login',
      fetch: (url, init) => {
        asked.push({ url: url as string, init });
        return Promise.resolve(new Response('{"type":"linking"}'));
      },
      ...options,
    });

  it('goes to its address, whatever else of it looks like that of a socket', async () => {
    const gateway = gatewayOf({ backendUrl: 'https://host.test/ws?to=wss:' });
    await gateway.state(signal);
    assert.deepEqual(
      asked.map(({ url }) => url),
      ['https://host.test/ws?to=wss%3A&want=state'],
    );
    assert.equal(gateway.socket, undefined);
  });

  it('carries the cookies of the same origin, or those that the page wants', async () => {
    await gatewayOf().state(signal);
    await gatewayOf({ credentials: 'include' }).state(signal);
    assert.deepEqual(
      asked.map(({ init }) => init?.credentials),
      ['same-origin', 'include'],
    );
  });

  it('hands over what the person’s passkey has signed, and that the codes are the same', async () => {
    const { passkey } = gatewayOf();
    assert.deepEqual(await passkey?.answer({ id: 'a' }, signal), { type: 'linking' });
    assert.deepEqual(await passkey?.confirm(signal), { type: 'linking' });
    assert.deepEqual(
      asked.map(({ url, init }) => [url, init?.method, JSON.parse(init?.body as string) as unknown]),
      [
        ['https://host.test/login', 'POST', { type: 'passkey', assertion: { id: 'a' } }],
        ['https://host.test/login', 'POST', { type: 'passkey', confirm: true }],
      ],
    );
  });

  it('may be for either code, twice a second at most, and is counted from the question, since an answer may be held', () => {
    const { methods, pace } = gatewayOf();
    assert.deepEqual([methods, pace.fastest, pace.held], [['qr', 'code'], { qr: 500, state: 500 }, true]);
  });

  it('goes over any number of sockets at a time', () => {
    assert.equal(gatewayOf({ backendUrl: 'wss://host.test/login' }).socket?.several, true);
  });

  describe('whose headers never come', () => {
    let clock: sinon.SinonFakeTimers;
    beforeEach(() => (clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })));
    afterEach(() => clock.restore());

    it('fails after twenty seconds for a while, and is not made without them', async () => {
      const asking = outcomeOf(gatewayOf({ headers: () => new Promise(() => undefined) }).state(signal));
      await clock.tickAsync(20_000);
      assert.equal(await asking, 'unavailable, transient');
      assert.deepEqual(asked, []);
    });
  });
});
