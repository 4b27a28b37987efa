import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findFinders } from '../../../src/qr/finders.js';
import { isInverted, readModules } from '../../../src/qr/read-modules.js';
import { BLACK, decode, draw, encode, NOTHING, WHITE, type Design, type Filter, type Rendering } from './pictures.js';

const text = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;
const code = encode(text);

/** What of the renderings is not read as it was written. */
function misread(design: Design, renderings: readonly Rendering[]): string[] {
  return renderings
    .filter((rendering) => {
      const modules = readModules(draw(code, design, rendering));
      return !modules || decode(modules) !== text;
    })
    .map((rendering) => Object.values(rendering).join(' '));
}

const each = (sides: readonly number[], filters: readonly Filter[], turns: readonly number[]): Rendering[] =>
  sides.flatMap((side) => filters.flatMap((filter) => turns.map((turn) => ({ side, filter, turn }))));

describe('a picture of a code', () => {
  const sides = [200, 219, 232, 250, 264, 276, 290, 300, 333, 350, 400, 480, 512, 640, 777, 1000];
  for (const filter of ['nearest', 'linear', 'cubic', 'lanczos3'] as const)
    it(`is read at ${sides.length} sizes, scaled by a ${filter} filter`, () =>
      assert.deepEqual(misread({}, each(sides, [filter], [0])), []));

  for (const turn of [-3, -1, 2, 3])
    it(`is read turned by ${turn}°`, () =>
      assert.deepEqual(misread({}, each([200, 276, 480], ['linear', 'cubic'], [turn])), []));

  for (const turn of [90, 180, 270])
    it(`is set upright when it is turned by ${turn}°`, () => {
      const modules = readModules(draw(code, {}, { side: 276, filter: 'cubic', turn }));
      assert.deepEqual(Array.from(modules?.data ?? []), Array.from(code.data, Number));
    });

  for (const [what, design] of Object.entries<Design>({
    'with circular eyes': { eyes: 'circle' },
    'with rounded eyes': { eyes: 'rounded' },
    'in dots': { dots: 0.45 },
    'in small dots with circular eyes': { dots: 0.35, eyes: 'circle' },
    'in dots, eyes and all': { dots: 0.45, eyes: 'dots' },
    'framed by dots': { framed: true },
    'in dots, framed by dots': { dots: 0.45, framed: true },
    'in the green of WhatsApp': { dark: [37, 211, 102, 255] },
    'with orange eyes': { eyeColour: [255, 136, 0, 255] },
    'black on nothing': { light: NOTHING },
    'white on black': { dark: WHITE, light: BLACK },
    'white on black, in dots': { dark: WHITE, light: BLACK, dots: 0.45, eyes: 'circle' },
    'white on nothing': { dark: WHITE, light: NOTHING },
  }))
    it(`is read ${what}`, () => assert.deepEqual(misread(design, each([200, 276], ['cubic'], [0, 2.5])), []));

  it('is read without a margin', () =>
    assert.deepEqual(misread({ margin: 0 }, each([200, 276, 520], ['nearest', 'cubic'], [0])), []));

  it('has square eyes again, whatever they looked like', () => {
    const modules = readModules(draw(code, { eyes: 'circle' }, { side: 276, filter: 'cubic' }));
    assert.deepEqual(Array.from(modules?.data ?? []), Array.from(code.data, Number));
  });

  for (const version of [1, 2, 7, 14, 20, 40])
    it(`is read whatever its version (${version})`, () => {
      const big = encode('x'.repeat({ 1: 17, 2: 32, 7: 154, 14: 458, 20: 858, 40: 2_953 }[version] ?? 0));
      assert.equal(big.size, 17 + 4 * version);
      const modules = readModules(draw(big, {}, { side: Math.max(200, (big.size + 8) * 3), filter: 'cubic' }));
      assert.deepEqual(Array.from(modules?.data ?? []), Array.from(big.data, Number));
    });
});

/** 1000 px of a pattern. */
function pattern(shadeAt: (x: number, y: number) => number, side = 1_000): ImageData {
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let i = 0; i < side * side; i++) data.fill(shadeAt(i % side, Math.floor(i / side)), 4 * i, 4 * i + 3);
  return { data, width: side, height: side, colorSpace: 'srgb' };
}

const noise = (x: number, y: number) => (Math.imul(x * 374_761_393 + y * 668_265_263, 1_274_126_177) >>> 13) & 255;

describe('a picture of no code', () => {
  for (const [what, shadeAt] of Object.entries<(x: number, y: number) => number>({
    white: () => 255,
    black: () => 0,
    noise,
    stripes: (x) => (x % 2) * 255,
    'stripes in the ratio of finders': (x) => (/[1357]/.test('013456689'[x % 9] ?? '') ? 255 : 0),
    'a grid of finders': (x, y) => (Math.max(Math.abs((x % 9) - 4), Math.abs((y % 9) - 4)) % 2 ? 0 : 255),
    dots: (x, y) => (Math.hypot((x % 10) - 5, (y % 10) - 5) < 4 ? 0 : 255),
  }))
    it(`is not taken for one: ${what}`, () => assert.equal(readModules(pattern(shadeAt)), undefined));

  it('is looked at a bounded number of times, whatever it holds', () => {
    const finders = (x: number, y: number) => {
      const ring = Math.max(Math.abs((x % 9) - 4), Math.abs((y % 9) - 4));
      return ring === 2 || ring === 4 ? 255 : 0;
    };
    let looks = 0;
    const { data, ...rest } = pattern(finders);
    const grey = new Proxy(
      Uint8Array.from({ length: data.length / 4 }, (_, i) => data[4 * i] ?? 0),
      {
        get: (target, name) => {
          looks++;
          return Reflect.get(target, name, target) as unknown;
        },
      },
    );
    assert.ok(findFinders({ ...rest, data: grey, level: 128 }).length > 3);
    assert.ok(looks < 2 * 1_000_000, `${looks} looks at 1,000,000 pixels`);
  });

  it('is nothing where there are no pixels', () => {
    for (const side of [1, 2, 20]) assert.equal(readModules(pattern(() => 0, side)), undefined);
  });

  it('may still be one in light on dark', () => {
    const damage = (image: ImageData): ImageData => {
      const { data, width } = image;
      for (let i = 0; i < data.length; i += 4)
        if (i / 4 / width > 20 && i / 4 / width < 60 && (i / 4) % width > 80 && (i / 4) % width < 190)
          data.fill(0, i, i + 3);
      return image;
    };
    const side = { side: 276, filter: 'cubic' } as const;
    const inverted = damage(draw(code, { dark: WHITE, light: BLACK }, side));
    assert.equal(readModules(inverted), undefined);
    assert.equal(isInverted(inverted), true);
    assert.equal(isInverted(damage(draw(code, {}, side))), false);
    assert.equal(isInverted(pattern(() => 0)), false);
  });
});
