import qrcode from 'qrcode/lib/core/qrcode.js';

/** How a gateway draws its codes. */
export interface QrStyle {
  readonly correction: 'M' | 'H';
  /** The width of the white frame, in modules. */
  readonly margin: number;
}

/** How many pixels wide a module is. */
const SCALE = 4;
/** This makes a picture of 276 × 276 px of a payload of 237 characters, as most gateways do. */
const USUAL_STYLE: QrStyle = { correction: 'M', margin: 4 };
/** How many pictures are kept. Each is asked for about 20 times, for few accounts at a time. */
const CACHED = 16;

const cache = new Map<string, Uint8Array>();

/** The QR code of a payload as a PNG file, black on white. */
export function qrImage(payload: string, { correction, margin }: QrStyle = USUAL_STYLE): Uint8Array {
  const key = `${correction}${margin} ${payload}`;
  const known = cache.get(key);
  if (known) return known;
  const { modules } = qrcode.create([{ data: payload, mode: 'byte' }], { errorCorrectionLevel: correction });
  const width = (modules.size + 2 * margin) * SCALE;
  const isDark = (x: number, y: number) => modules.data[y * modules.size + x] === 1;
  const image = pngFile(width, scanlines(width, isDark, modules.size));
  for (const oldest of [...cache.keys()].slice(0, Math.max(0, cache.size + 1 - CACHED))) cache.delete(oldest);
  cache.set(key, image);
  return image;
}

/** The same, as a gateway writes it into JSON. */
export function qrBase64(payload: string, style?: QrStyle): string {
  return btoa(Array.from(qrImage(payload, style), (byte) => String.fromCharCode(byte)).join(''));
}

export function qrDataUri(payload: string, style?: QrStyle): string {
  return `data:image/png;base64,${qrBase64(payload, style)}`;
}

/** One bit a pixel, 1 is white; each line begins with its filter, 0 for none. */
function scanlines(width: number, isDark: (x: number, y: number) => boolean, size: number): Uint8Array {
  const stride = 1 + Math.ceil(width / 8);
  const lines = new Uint8Array(stride * width);
  const margin = (width / SCALE - size) / 2;
  const module = (pixel: number): number => Math.floor(pixel / SCALE) - margin;
  const inside = (at: number): boolean => at >= 0 && at < size;
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = [module(x), module(y)];
      const dark = inside(column) && inside(row) && isDark(column, row);
      const at = y * stride + 1 + (x >> 3);
      if (!dark) lines[at] = (lines[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return lines;
}

function pngFile(width: number, lines: Uint8Array): Uint8Array {
  const header = [...bigEndian(width), ...bigEndian(width), 1, 0, 0, 0, 0];
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...pngChunk('IHDR', header),
    ...pngChunk('IDAT', storedZlib(lines)),
    ...pngChunk('IEND', []),
  ]);
}

function pngChunk(name: string, data: readonly number[]): number[] {
  const body = [...Array.from(name, (letter) => letter.charCodeAt(0)), ...data];
  return [...bigEndian(data.length), ...body, ...bigEndian(crc32(body))];
}

/**
 * A zlib stream of one stored block (at most 65,535 bytes; ours have 10,000). `CompressionStream` would halve it, but
 * it answers on the platform's time: an image must be there in the same turn, or a test with a fake clock has to sleep.
 */
function storedZlib(data: Uint8Array): number[] {
  const length = [data.length & 255, data.length >> 8];
  const complement = length.map((byte) => byte ^ 255);
  return [0x78, 0x01, 1, ...length, ...complement, ...data, ...bigEndian(adler32(data))];
}

function adler32(data: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of data) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}

function crc32(data: readonly number[]): number {
  let sum = ~0;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum;
}

/** Four bytes, the highest first. */
function bigEndian(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}
