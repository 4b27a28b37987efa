import type { Pixels } from './grey.js';
import { readImageSize } from './image-size.js';

/** The longest side that is decoded, px. */
const LONGEST_SIDE = 1_000;

/** Samples a pixel, by the colour type of the header: grey, colour, palette, grey with opacity, colour with opacity. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Png {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly depth: number;
  readonly colour: number;
  readonly palette: Uint8Array;
  readonly opacities: Uint8Array;
  readonly packed: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * Decodes a PNG (https://www.w3.org/TR/png-3/) where there is no browser to do it. Returns undefined for what is none, for an
 * interlaced or a large one, and where the platform cannot inflate.
 */
export async function decodePng(bytes: Uint8Array): Promise<Pixels | undefined> {
  try {
    const png = readChunks(bytes);
    if (!png) return undefined;
    const samples = CHANNELS[png.colour] ?? 0;
    const rowLength = Math.ceil((png.width * samples * png.depth) / 8);
    const raw = await inflate(new Blob([...png.packed]), (rowLength + 1) * png.height);
    const reach = Math.max(1, (samples * png.depth) / 8);
    return raw && samples ? toPixels(png, unfilter(raw, rowLength, reach), rowLength) : undefined;
  } catch {
    return undefined; // it is cut off
  }
}

function readChunks(bytes: Uint8Array): Png | undefined {
  const { width, height } = readImageSize(bytes) ?? { width: 0, height: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPlain = view.getUint32(0) === 0x89504e47 && view.getUint8(28) === 0;
  if (!isPlain || !width || !height || Math.max(width, height) > LONGEST_SIDE) return undefined;
  const chunks = [...chunksOf(view)];
  const [palette, opacities] = ['PLTE', 'tRNS'].map((name) => chunks.find((chunk) => chunk.name === name)?.data);
  const packed = chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data);
  const [depth, colour] = [view.getUint8(24), view.getUint8(25)];
  const none = new Uint8Array();
  return { width, height, depth, colour, palette: palette ?? none, opacities: opacities ?? none, packed };
}

function* chunksOf(view: DataView): Generator<{ name: string; data: Uint8Array<ArrayBuffer> }> {
  for (let at = 8; at + 12 <= view.byteLength;) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...[4, 5, 6, 7].map((i) => view.getUint8(at + i)));
    yield { name, data: Uint8Array.from({ length }, (_, i) => view.getUint8(at + 8 + i)) };
    at += 12 + length;
  }
}

/** Reads no more than a picture of this size can have: a few bytes may stand for gigabytes. */
async function inflate(packed: Blob, length: number): Promise<Uint8Array | undefined> {
  const reader = packed.stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const raw = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const { value } = await reader.read();
    if (!value) return undefined;
    raw.set(value.subarray(0, length - at), at);
    at += value.length;
  }
  await reader.cancel().catch(() => undefined);
  return raw;
}

/** Takes back what each row was filtered with, in place; `reach`: the bytes between a sample and the same one of the pixel before. */
function unfilter(raw: Uint8Array, rowLength: number, reach: number): Uint8Array {
  const rows = new Uint8Array((raw.length / (rowLength + 1)) * rowLength);
  for (let at = 0; at < rows.length; at++) {
    const [row, column] = [Math.floor(at / rowLength), at % rowLength];
    const left = column >= reach ? (rows[at - reach] ?? 0) : 0;
    const up = row > 0 ? (rows[at - rowLength] ?? 0) : 0;
    const corner = row > 0 && column >= reach ? (rows[at - rowLength - reach] ?? 0) : 0;
    const filter = raw[row * (rowLength + 1)] ?? 0;
    rows[at] = (raw[row * (rowLength + 1) + 1 + column] ?? 0) + foretold(filter, left, up, corner);
  }
  return rows;
}

/** What the filter takes a byte to be: https://www.w3.org/TR/png-3/#9Filters */
function foretold(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function toPixels(
  { width, height, depth, colour, palette, opacities }: Png,
  rows: Uint8Array,
  rowLength: number,
): Pixels {
  const samples = CHANNELS[colour] ?? 1;
  const sampleAt = (row: number, index: number): number => {
    const bit = index * depth;
    const byte = rows[row * rowLength + (bit >> 3)] ?? 0;
    return depth < 8 ? (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1) : byte;
  };
  const scale = colour === 3 || depth >= 8 ? 1 : 255 / ((1 << depth) - 1);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [row, first] = [Math.floor(i / width), (i % width) * samples];
    const sample = (n: number) => sampleAt(row, first + n) * scale;
    if (colour === 3)
      data.set([...palette.subarray(3 * sample(0), 3 * sample(0) + 3), opacities[sample(0)] ?? 255], 4 * i);
    else if (samples < 3) data.set([sample(0), sample(0), sample(0), samples === 2 ? sample(1) : 255], 4 * i);
    else data.set([sample(0), sample(1), sample(2), samples === 4 ? sample(3) : 255], 4 * i);
  }
  return { width, height, data };
}
