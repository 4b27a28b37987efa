import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askPlainly, respondBy, withCorsHeaders, type Answer } from '../../../src/relay/answer.js';

const REQUEST = new Request('https://host.test/login');
const PLAIN = { status: 404, headers: { 'X-Own': 'yes' }, body: 'not here' };

describe('an answer of the relay’s own', () => {
  const respond = respondBy(() => Promise.resolve(PLAIN));

  it('is a Response for whoever asks, and no Response for Node', async () => {
    const response = await respond(REQUEST);
    assert.deepEqual([response.status, response.headers.get('x-own'), await response.text()], [404, 'yes', 'not here']);
    assert.equal(await askPlainly(respond, REQUEST), PLAIN);
  });

  it('stays what it is when a browser may read it', () => {
    const readable: Answer = { ...PLAIN, headers: { 'X-Own': 'yes', Vary: 'Origin' } };
    assert.deepEqual(withCorsHeaders(PLAIN, { Vary: 'Origin' }), readable);
    assert.deepEqual(PLAIN.headers, { 'X-Own': 'yes' });
  });
});

describe('a Response of the host’s', () => {
  it('is handed on as it is', async () => {
    const refusal = new Response('no', { status: 401 });
    const respond = respondBy(() => Promise.resolve(refusal));
    assert.equal(await respond(REQUEST), refusal);
    assert.equal(await askPlainly(respond, REQUEST), refusal);
  });
});
