import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { backend } from '../../../src/gateways/backend.js';
import { advance } from '../../../src/login/advance.js';
import { beginRun, isPage, isRunning, type LoginState } from '../../../src/login/login.js';

const LIMITS = { codes: 5, window: 1e6, patience: 1e6, grace: 0 };
const SCRIPT = 'javascript:alert(1)';
/** What a careless library may add to every object, or somebody who can. */
const POLLUTION = { page: SCRIPT, url: SCRIPT, text: '2@theirs', image: SCRIPT, limits: {}, form: {}, token: 'theirs' };

/** A page whose other scripts have added to `Object.prototype`. */
describe('a polluted prototype', () => {
  const prototype = Object.prototype as unknown as Record<string, unknown>;
  afterEach(() => {
    for (const name of Object.keys(POLLUTION)) Reflect.deleteProperty(prototype, name);
  });

  /** The state that the backend's answer leads to. */
  async function stateAfter(answer: unknown): Promise<LoginState> {
    const body = JSON.stringify(answer);
    const gateway = backend({
      backendUrl: 'https://gateway.test',
      fetch: () => Promise.resolve(new Response(body)),
      headers: { 'X-Csrf': '1' },
    });
    const run = beginRun('qr', LIMITS, 0);
    Object.assign(prototype, POLLUTION);
    return advance(run, await gateway.qr(new AbortController().signal), 0);
  }

  const PNG =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

  for (const [what, picture] of Object.entries({ text: { text: '2@ours' }, picture: { image: PNG } }))
    it(`turns no ${what} into a frame, and none into the code of somebody else`, async () => {
      const state = await stateAfter({ type: 'qr', ...picture, expiresIn: 60 });
      assert.ok(state.status === 'qr');
      assert.equal(isPage(state.picture), false);
      assert.deepEqual({ ...state.picture }, picture);
    });

  it('makes no login of a state that is over, and none of one that has not begun', () => {
    Object.assign(prototype, POLLUTION);
    assert.equal(isRunning({ status: 'idle' }), false);
    assert.equal(isRunning({ status: 'linked', account: {}, already: false }), false);
    assert.equal(isRunning(beginRun('qr', LIMITS, 0)), true);
  });

  it('adds no address to a passkey', async () => {
    const state = await stateAfter({ type: 'passkey' });
    assert.ok(state.status === 'passkey');
    assert.equal(Object.hasOwn(state, 'url'), false);
  });
});
