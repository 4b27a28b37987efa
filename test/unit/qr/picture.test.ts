import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import qrcode from 'qrcode/lib/core/qrcode.js';
import type { Modules } from '../../../src/qr/modules.js';
import { readModules } from '../../../src/qr/picture.js';

const code: Modules = qrcode.create([{ data: new TextEncoder().encode(`2@${'aB3+/x'.repeat(38)}`), mode: 'byte' }], {
  errorCorrectionLevel: 'L',
}).modules;

interface Paint {
  /** px a module; need not be whole. */
  readonly scale?: number;
  readonly margin?: number;
  readonly noise?: number;
  readonly light?: readonly [number, number, number, number];
  readonly dark?: readonly [number, number, number, number];
  readonly spoil?: (data: Uint8ClampedArray, width: number) => void;
}

/** A picture as a gateway would send it, decoded. */
function picture({
  scale = 4,
  margin = 24,
  noise = 0,
  light = [255, 255, 255, 255],
  dark = [0, 0, 0, 255],
  spoil,
}: Paint = {}): ImageData {
  const width = Math.round(code.size * scale) + 2 * margin;
  const data = new Uint8ClampedArray(width * width * 4);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++) {
      const [column, row] = [Math.floor((x - margin) / scale), Math.floor((y - margin) / scale)];
      const inside = column >= 0 && row >= 0 && column < code.size && row < code.size;
      const colour = inside && code.data[row * code.size + column] ? dark : light;
      const shade = noise * Math.sin(x * 12.9898 + y * 78.233);
      data.set(
        colour.map((value, i) => (i < 3 ? value + shade : value)),
        (y * width + x) * 4,
      );
    }
  spoil?.(data, width);
  return { data, width, height: width, colorSpace: 'srgb' };
}

const read = (paint?: Paint) => {
  const modules = readModules(picture(paint));
  return modules && { size: modules.size, data: [...Array.from(modules.data)].map(Number) };
};
const wanted = { size: code.size, data: Array.from(code.data).map(Number) };

describe('the modules of a picture', () => {
  for (const [what, paint] of [
    ['as gateways send it', {}],
    ['without a margin', { margin: 0 }],
    ['at a pixel a module', { scale: 1, margin: 4 }],
    ['at three and a half pixels a module', { scale: 3.5 }],
    ['large', { scale: 9.7, margin: 80 }],
    ['with the noise of a JPEG', { noise: 40 }],
    ['on nothing at all', { light: [0, 0, 0, 0] }],
    ['in colours', { dark: [10, 80, 60, 255], light: [250, 255, 240, 255] }],
  ] as [string, Paint][])
    it(`are read ${what}`, () => assert.deepEqual(read(paint), wanted));

  for (const [what, paint] of [
    ['inverted', { dark: [255, 255, 255, 255], light: [0, 0, 0, 255] }],
    ['empty', { dark: [255, 255, 255, 255] }],
    ['black', { light: [0, 0, 0, 255] }],
    [
      'framed',
      {
        spoil: (data, width) => {
          for (let i = 0; i < width * 4; i++) if (i % 4 < 3) data[i] = 0;
        },
      },
    ],
    ['cut', { spoil: (data, width) => data.fill(255, (data.length / 2 / (width * 4)) * width * 4) }],
  ] as [string, Paint][])
    it(`are not guessed where the picture is ${what}`, () => assert.equal(read(paint), undefined));
});
