import jsqr from 'jsqr';
import qrcode from 'qrcode/lib/core/qrcode.js';
import type { Modules } from '../../../src/qr/modules.js';

/** How a gateway may draw a code. */
export interface Design {
  /** The radius of a data module that is a dot; 0: it is a square. */
  readonly dots?: number;
  /** Finders: squares, circles, or dots as the data. */
  readonly eyes?: 'square' | 'circle' | 'rounded' | 'dots';
  /** A row of dots around all of it. */
  readonly framed?: boolean;
  readonly margin?: number;
  readonly dark?: Colour;
  readonly light?: Colour;
  /** Of the finders. */
  readonly eyeColour?: Colour;
}

export interface Rendering {
  /** px. */
  readonly side: number;
  readonly filter: Filter;
  /** Degrees. */
  readonly turn?: number;
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];
export type Filter = keyof typeof FILTERS;

export const WHITE: Colour = [255, 255, 255, 255];
export const BLACK: Colour = [0, 0, 0, 255];
export const NOTHING: Colour = [0, 0, 0, 0];

/** px a module before it is scaled to the size of the picture. */
const DETAIL = 6;

export const encode = (text: string): Modules =>
  qrcode.create([{ data: new TextEncoder().encode(text), mode: 'byte' }], { errorCorrectionLevel: 'L' }).modules;

/** The picture that comes of it, as a canvas hands it out. */
export function draw(code: Modules, design: Design, { side, filter, turn = 0 }: Rendering): ImageData {
  const modules = code.size + 2 * (design.margin ?? 4) + (design.framed ? 4 : 0);
  const source = modules * DETAIL;
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180) / DETAIL, Math.sin((turn * Math.PI) / 180) / DETAIL];
  const data = new Float32Array(source * source * 4);
  for (let i = 0; i < source * source; i++) {
    const [x, y] = [(i % source) + 0.5 - source / 2, Math.floor(i / source) + 0.5 - source / 2];
    const [column, row] = [x * cos + y * sin + modules / 2, y * cos - x * sin + modules / 2];
    data.set(colourAt(code, design, modules, column, row), 4 * i);
  }
  return scale(data, source, side, FILTERS[filter]);
}

/** What a decoder reads off the modules. */
export function decode({ size, data }: Modules): string | undefined {
  const side = (size + 8) * 3;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let i = 0; i < side * side; i++) {
    const [column, row] = [Math.floor((i % side) / 3) - 4, Math.floor(i / side / 3) - 4];
    const isInside = column >= 0 && row >= 0 && column < size && row < size;
    if (isInside && data[row * size + column]) pixels.fill(0, 4 * i, 4 * i + 3);
  }
  return jsqr.default(pixels, side, side)?.data;
}

function colourAt(code: Modules, design: Design, modules: number, x: number, y: number): Colour {
  const { dots = 0, framed, margin = 4, dark = BLACK, light = WHITE, eyeColour = dark } = design;
  const edge = Math.min(x, y, modules - x, modules - y);
  if (framed && edge >= 0 && edge < 1) return isDot(x, y, 0.4) ? dark : light;
  const [column, row] = [x - margin - (framed ? 2 : 0), y - margin - (framed ? 2 : 0)];
  const eye = design.eyes === 'dots' ? undefined : eyeAt(code.size, column, row);
  if (eye) return isInEye(design.eyes, ...eye) ? eyeColour : light;
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const isInside = left >= 0 && top >= 0 && left < code.size && top < code.size;
  const isDark = isInside && code.data[top * code.size + left];
  return isDark && (!dots || isDot(column, row, dots)) ? dark : light;
}

const isDot = (x: number, y: number, radius: number) =>
  Math.hypot(x - Math.floor(x) - 0.5, y - Math.floor(y) - 0.5) < radius;

/** How far from the centre of the finder that it lies in. */
function eyeAt(size: number, column: number, row: number): [number, number] | undefined {
  const centres = [
    [3.5, 3.5],
    [size - 3.5, 3.5],
    [3.5, size - 3.5],
  ] as const;
  const centre = centres.find(([x, y]) => Math.max(Math.abs(column - x), Math.abs(row - y)) < 3.5);
  return centre && [Math.abs(column - centre[0]), Math.abs(row - centre[1])];
}

function isInEye(eyes: Design['eyes'], x: number, y: number): boolean {
  const from = eyes === 'circle' ? Math.hypot(x, y) : Math.max(x, y);
  const isCut = eyes === 'rounded' && x > 2 && y > 2 && Math.hypot(x - 2, y - 2) > 1.5;
  return !isCut && (from < 1.5 || from > 2.5) && from < 3.5;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** By the names of image libraries: the weight at a distance, and how far it reaches, in px of the smaller of two pictures. */
const FILTERS = {
  nearest: { reach: 0.5, weight: () => 1 },
  linear: { reach: 1, weight: (x: number) => 1 - x },
  cubic: {
    reach: 2,
    weight: (x: number) => (x < 1 ? 1.5 * x ** 3 - 2.5 * x ** 2 + 1 : -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2),
  },
  lanczos3: { reach: 3, weight: (x: number) => sinc(x) * sinc(x / 3) },
} as const;

function scale(from: Float32Array, source: number, side: number, filter: (typeof FILTERS)[Filter]): ImageData {
  const taps = Array.from({ length: side }, (_, i) => tapsAt(i, source / side, source, filter));
  const narrow = new Float32Array(side * source * 4);
  for (let row = 0; row < source; row++)
    for (let x = 0; x < side; x++)
      for (let part = 0; part < 4; part++)
        narrow[(row * side + x) * 4 + part] = sum(taps[x]!, (at) => from[(row * source + at) * 4 + part]!);
  const data = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y++)
    for (let i = 0; i < side * 4; i++) data[y * side * 4 + i] = sum(taps[y]!, (at) => narrow[at * side * 4 + i]!);
  return { data, width: side, height: side, colorSpace: 'srgb' };
}

type Taps = readonly (readonly [at: number, weight: number])[];

function tapsAt(i: number, ratio: number, source: number, { reach, weight }: (typeof FILTERS)[Filter]): Taps {
  const [centre, unit] = [(i + 0.5) * ratio - 0.5, Math.max(1, ratio)];
  if (reach < 1) return [[Math.min(source - 1, Math.floor((i + 0.5) * ratio)), 1]];
  const taps: [number, number][] = [];
  for (let at = Math.ceil(centre - reach * unit); at <= centre + reach * unit; at++)
    taps.push([Math.min(source - 1, Math.max(0, at)), weight(Math.abs(at - centre) / unit)]);
  const total = taps.reduce((former, [, part]) => former + part, 0);
  return taps.map(([at, part]) => [at, part / total]);
}

function sum(taps: Taps, valueAt: (at: number) => number): number {
  let total = 0;
  for (const [at, weight] of taps) total += weight * valueAt(at);
  return total;
}
