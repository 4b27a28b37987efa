import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { decodePng } from '../../../src/qr/decode-png.js';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  /** The rows as they are before they are filtered. */
  readonly rows: readonly (readonly number[])[];
  readonly filters?: readonly number[];
  readonly palette?: readonly number[];
  readonly opacities?: readonly number[];
  readonly interlaced?: boolean;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE((crc32 as unknown as ((data: Buffer) => number) | undefined)?.(body) ?? 0);
  return Buffer.concat([length, body, check]);
}

/** Filters as the standard says, written apart from what is tested (https://www.w3.org/TR/png-3/#9Filters). */
function filterRow(filter: number, row: readonly number[], above: readonly number[], reach: number): number[] {
  return row.map((value, i) => {
    const [a, b, c] = [row[i - reach] ?? 0, above[i] ?? 0, above[i - reach] ?? 0];
    const p = a + b - c;
    const nearest = [a, b, c].reduce((best, one) => (Math.abs(p - one) < Math.abs(p - best) ? one : best));
    return (value - [0, a, b, Math.floor((a + b) / 2), nearest][filter]! + 512) & 255;
  });
}

function toPng({
  width,
  height,
  depth,
  colour,
  rows,
  filters = [],
  palette,
  opacities,
  interlaced,
}: Picture): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour]!;
  const reach = Math.max(1, (samples * depth) / 8);
  const raw = rows.flatMap((row, i) => {
    const filter = filters[i] ?? 0;
    return [filter, ...filterRow(filter, row, rows[i - 1] ?? [], reach)];
  });
  const packed = deflateSync(Buffer.from(raw));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', Buffer.from(palette))] : []),
    ...(opacities ? [chunk('tRNS', Buffer.from(opacities))] : []),
    chunk('IDAT', packed.subarray(0, 5)),
    chunk('IDAT', packed.subarray(5)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const pixelsOf = async (picture: Picture) => Array.from((await decodePng(toPng(picture)))?.data ?? []);

describe('a PNG without a browser', () => {
  it('is decoded in shades of grey of 1, 2, 4, 8 and 16 bits', async () => {
    const grey = (...shades: number[]) => shades.flatMap((shade) => [shade, shade, shade, 255]);
    const of = (depth: number, width: number, ...row: number[]) =>
      pixelsOf({ width, height: 1, depth, colour: 0, rows: [row] });
    assert.deepEqual(await of(1, 9, 0b10110000, 0b10000000), grey(255, 0, 255, 255, 0, 0, 0, 0, 255));
    assert.deepEqual(await of(2, 4, 0b00011011), grey(0, 85, 170, 255));
    assert.deepEqual(await of(4, 3, 0x0f, 0x80), grey(0, 255, 136));
    assert.deepEqual(await of(8, 3, 0, 128, 255), grey(0, 128, 255));
    assert.deepEqual(await of(16, 2, 0x12, 0x34, 0xff, 0x00), grey(0x12, 0xff));
  });

  it('is decoded in colour, from a palette, and with opacity', async () => {
    const of = (colour: number, row: number[], more: Partial<Picture> = {}) =>
      pixelsOf({ width: 2, height: 1, depth: 8, colour, rows: [row], ...more });
    assert.deepEqual(await of(2, [1, 2, 3, 4, 5, 6]), [1, 2, 3, 255, 4, 5, 6, 255]);
    assert.deepEqual(await of(4, [1, 2, 3, 4]), [1, 1, 1, 2, 3, 3, 3, 4]);
    assert.deepEqual(await of(6, [1, 2, 3, 4, 5, 6, 7, 8]), [1, 2, 3, 4, 5, 6, 7, 8]);
    const palette = [10, 20, 30, 40, 50, 60];
    assert.deepEqual(await of(3, [1, 0], { palette, opacities: [0] }), [40, 50, 60, 255, 10, 20, 30, 0]);
    assert.deepEqual(await of(3, [0b01000000], { palette, depth: 1 }), [10, 20, 30, 255, 40, 50, 60, 255]);
  });

  it('is decoded however its rows are filtered', async () => {
    const rows = Array.from({ length: 15 }, (_, y) =>
      Array.from({ length: 21 }, (_, x) => (x * 37 + y * 91 + x * y) & 255),
    );
    const plain = await pixelsOf({ width: 7, height: 15, depth: 8, colour: 2, rows });
    assert.equal(plain.length, 7 * 15 * 4);
    const filters = rows.map((_, i) => i % 5);
    assert.deepEqual(await pixelsOf({ width: 7, height: 15, depth: 8, colour: 2, rows, filters }), plain);
    assert.deepEqual(
      await pixelsOf({ width: 7, height: 15, depth: 8, colour: 2, rows, filters: filters.reverse() }),
      plain,
    );
  });

  it('is not decoded where it is interlaced, large, cut off or no PNG', async () => {
    const picture: Picture = {
      width: 2,
      height: 2,
      depth: 8,
      colour: 0,
      rows: [
        [1, 2],
        [3, 4],
      ],
    };
    const whole = toPng(picture);
    assert.ok(await decodePng(whole));
    assert.equal(await decodePng(toPng({ ...picture, interlaced: true })), undefined);
    assert.equal(await decodePng(toPng({ ...picture, width: 1_001 })), undefined);
    assert.equal(await decodePng(toPng({ ...picture, height: 3 })), undefined, 'a row is missing');
    assert.equal(await decodePng(toPng({ ...picture, width: 0 })), undefined);
    for (let length = 0; length < whole.length - 16; length++)
      assert.equal(await decodePng(whole.subarray(0, length)), undefined, `${length} bytes`);
    assert.equal(await decodePng(Buffer.from('GIF89a and so on, as long as a header is')), undefined);
  });

  it('is read no further than its size says', async () => {
    const bomb = { width: 2, height: 1, depth: 8, colour: 0, rows: [new Array<number>(3_000_000).fill(7)] };
    assert.deepEqual(await pixelsOf(bomb), [7, 7, 7, 255, 7, 7, 7, 255]);
  });
});
