import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import qrcode from 'qrcode/lib/core/qrcode.js';

type Encoder = typeof qrcode;

const built = async (path: string): Promise<Encoder> => {
  const module = (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as { default: Encoder };
  return module.default;
};
const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 3)) & 127);
const byteSegment = (length: number) => [{ data: bytes(length), mode: 'byte' }] as const;
const options = { errorCorrectionLevel: 'L', maskPattern: 2 } as const;

/** What the largest code holds at level L: ISO/IEC 18004, table 7. */
const LONGEST = 2_953;

/** The first and the last length of every version. */
function lengths(): number[] {
  const sizes = Array.from({ length: LONGEST }, (_, i) => qrcode.create(byteSegment(i + 1), options).modules.size);
  return sizes.flatMap((size, i) => (size === sizes[i - 1] && size === sizes[i + 1] ? [] : i + 1));
}

describe('the encoder of the build', () => {
  it('makes of any length, in all 40 versions, what `qrcode` makes', async () => {
    const encoder = await built('qr/encoder.js');
    const sizes = new Set<number>();
    for (const length of lengths()) {
      const { modules } = encoder.create(byteSegment(length), options);
      assert.deepEqual(
        [...modules.data],
        [...qrcode.create(byteSegment(length), options).modules.data],
        `${length} bytes`,
      );
      sizes.add(modules.size);
    }
    assert.equal(sizes.size, 40);
    assert.throws(() => encoder.create(byteSegment(LONGEST + 1), options), /too big/);
  });

  it('refuses what it has left out', async () => {
    const encoder = await built('qr/encoder.js');
    const segments = byteSegment(9);
    // @ts-expect-error: nor do our types know another mode.
    assert.throws(() => encoder.create([{ data: bytes(9), mode: 'numeric' }], options), /byte segments only/);
    assert.throws(() => encoder.create(segments, { ...options, errorCorrectionLevel: 'M' }), /level L only/);
    assert.throws(() => encoder.create(segments, { errorCorrectionLevel: 'L' }), /mask 2 only/);
  });

  it('is another one in the simulator, whose gateways send pictures of level M and any mask', async () => {
    const encoder = await built('simulator/encoder.js');
    for (const length of [1, 200, 237, 275, 900]) {
      const [ours, theirs] = [encoder, qrcode].map((one) =>
        one.create(byteSegment(length), { errorCorrectionLevel: 'M' }),
      );
      assert.deepEqual(ours!.modules.data, theirs!.modules.data);
    }
  });
});
