import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GATEWAYS } from '../../../src/gateways/registry.js';
import { IMAGE_LIMIT } from '../../../src/gateways/base64.js';
import { toImage } from '../../../src/gateways/read.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import { createGateway } from './fixture.js';

/** Whose API has no pairing codes. */
const WITHOUT_CODES: ReadonlySet<string> = new Set(['plugchat']);
/** Whose QR codes are pictures. */
const PICTURES: ReadonlySet<string> = new Set(['gowa', 'green-api', 'openwa', 'uazapi', 'whapi', 'wuzapi']);

const answering =
  (status: number, body: unknown): typeof fetch =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { status }));

describe('a gateway', () => {
  for (const [name, load] of Object.entries(GATEWAYS)) {
    it(`offers what its API has (${name})`, async () => {
      const gateway = await createGateway(name, {});
      const hasCodes = gateway.code !== undefined;
      assert.deepEqual(gateway.methods, hasCodes ? ['qr', 'code'] : ['qr']);
      assert.equal(hasCodes, !WITHOUT_CODES.has(name));
      assert.equal(gateway.pictures ?? false, PICTURES.has(name));
    });

    it(`is one account by its address and credentials, and by no key without them (${name})`, async () => {
      const create = await load('');
      const settings = { backendUrl: 'https://gateway.test', instance: '1', token: 'secret', clientToken: 'secret2' };
      const { key, source } = create(settings);
      assert.deepEqual([key, source], [create(settings).key, undefined]);
      for (const other of [{ token: 'another' }, { backendUrl: 'https://other.test' }])
        assert.notEqual(create({ ...settings, ...other }).key, key, JSON.stringify(other));
      const proxied = create({ backendUrl: 'https://gateway.test' });
      assert.deepEqual(
        [proxied.key, proxied.source],
        [undefined, create({ backendUrl: 'https://gateway.test' }).source],
      );
      assert.ok(proxied.source && proxied.source !== create({ backendUrl: 'https://other.test' }).source);
    });
  }
});

describe('the text of a QR code from Z-API', () => {
  for (const value of ['short', 'many words that are no code', 'a message\nof two lines'])
    it(`is none in ${JSON.stringify(value)}`, async () => {
      const gateway = await createGateway('z-api', { fetch: answering(200, { value }) });
      await assert.rejects(gateway.qr(new AbortController().signal), { code: 'bad-response' });
    });
});

describe('what became of a passkey at GOWA', () => {
  const { signal } = new AbortController();
  const done = async (status: number): Promise<readonly (LoginUpdate | undefined)[]> => {
    const { passkey } = await createGateway('gowa', { fetch: answering(status, { code: 'SUCCESS' }) });
    return Promise.all([passkey?.answer({}, signal), passkey?.confirm(signal)]);
  };

  it('is told by the next question, unless it was refused', async () => {
    assert.deepEqual(await done(200), [{ type: 'linking' }, { type: 'linking' }]);
    await assert.rejects(done(400), { name: 'LoginError' });
  });
});

describe('a picture', () => {
  it('may be as heavy as the limit, and no heavier', () => {
    const picture = 'iVBORw0KGgoA'.padEnd(IMAGE_LIMIT, 'A');
    assert.equal(toImage(picture), `data:image/png;base64,${picture}`);
    assert.throws(() => toImage(`${picture}AAAA`), { code: 'bad-response' });
  });
});
