import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeText } from '../../../src/qr/encode-text.js';
import type { Encoder } from '../../../src/qr/encoder-chunk.js';

/** The bytes that the encoder is handed. */
function bytesOf(text: string): Uint8Array {
  let handed = new Uint8Array();
  const encoder: Encoder = {
    create([segment]) {
      handed = Uint8Array.from(segment?.data ?? []);
      return { modules: { size: 0, data: new Uint8Array() } };
    },
  };
  encodeText(text, encoder);
  return handed;
}

describe('a text in a QR code', () => {
  it('is written in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.deepEqual(bytesOf(text), new TextEncoder().encode(text));
      }),
    );
    assert.deepEqual(bytesOf('2@a%/é€😀\n'), new TextEncoder().encode('2@a%/é€😀\n'));
  });

  it('needs no TextEncoder, which the DOM of Jest lacks', (t) => {
    const expected = new TextEncoder().encode('2@a');
    const { TextEncoder: former } = globalThis;
    t.after(() => Object.assign(globalThis, { TextEncoder: former }));
    Reflect.deleteProperty(globalThis, 'TextEncoder');
    assert.deepEqual(bytesOf('2@a'), expected);
  });
});
