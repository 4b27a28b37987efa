import { LoginError } from '../login/login-error.js';
import { QUIET_ZONE, type Modules } from './modules.js';

/**
 * A gateway's picture on a canvas: a pixel a module with its quiet zone, so that it can be scaled without a blur, or as it
 * came (class `raw`) where no plain QR code can be read in it.
 * @throws {LoginError} `bad-response`, when it cannot be decoded.
 */
export async function drawImage(dataUri: string): Promise<HTMLCanvasElement> {
  const bytes = Uint8Array.from(atob(dataUri.slice(dataUri.indexOf(',') + 1)), (char) => char.charCodeAt(0));
  const type = /^data:([^;]+)/.exec(dataUri)?.[1] ?? '';
  const bitmap = await createImageBitmap(new Blob([bytes], { type })).catch(() => {
    throw new LoginError('bad-response', 'The picture of the QR code cannot be decoded');
  });
  const { width, height } = bitmap;
  const canvas = Object.assign(document.createElement('canvas'), { width, height, className: 'raw' });
  const context = canvas.getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const modules = context && readModules(context.getImageData(0, 0, width, height));
  if (modules) redraw(canvas, modules);
  return canvas;
}

/** The modules of an upright QR code, or nothing where this is none: turned, decorated beyond its corners, no picture of one. */
export function readModules(image: ImageData): Modules | undefined {
  const isDark = (x: number, y: number) => isDarkPixel(image.data, (y * image.width + x) * 4);
  const box = darkBox(image, isDark);
  if (!box) return undefined;
  let finder = 0;
  while (finder < box.side && isDark(box.left + finder, box.top)) finder++;
  // A finder pattern is seven modules wide, and a code has 17 modules and four for each version; a blurred edge misleads by one.
  const version = Math.round(((box.side * 7) / finder - 17) / 4);
  return [version, version - 1, version + 1].map((guess) => sample(17 + 4 * guess, box, isDark)).find(isCode);
}

function sample(size: number, { left, top, side }: Box, isDark: (x: number, y: number) => boolean): Modules {
  const at = (index: number) => Math.floor(((index + 0.5) * side) / size);
  const data = new Uint8Array(Math.max(0, size) ** 2);
  for (let i = 0; i < data.length; i++) data[i] = Number(isDark(left + at(i % size), top + at(Math.floor(i / size))));
  return { size, data };
}

/** What is transparent is light. */
function isDarkPixel(data: Uint8ClampedArray, at: number): boolean {
  const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
  return alpha > 127 && red * 0.3 + green * 0.59 + blue * 0.11 < 128;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** The square that holds all that is dark. */
function darkBox(
  { width, height }: ImageData,
  isDark: (x: number, y: number) => boolean,
): { left: number; top: number; side: number } | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (isDark(x, y)) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = y;
      }
  const side = right - left + 1;
  return side > 20 && Math.abs(side - (bottom - top + 1)) <= side / 50 ? { left, top, side } : undefined;
}

/** Whether it has the marks of one: the middle rows of its three finder patterns, and the timing pattern between two of them. */
function isCode({ size, data }: Modules): boolean {
  if (size < 21 || size > 177) return false;
  const corners = [3 * size, 3 * size + size - 7, (size - 4) * size];
  const found = corners.every((start) => Array.from({ length: 7 }, (_, i) => data[start + i]).join('') === '1011101');
  return (
    found &&
    Array.from({ length: size - 16 }, (_, i) => data[6 * size + 8 + i]).every((dark, i) => dark === (i + 1) % 2)
  );
}

function redraw(canvas: HTMLCanvasElement, { size, data }: Modules): void {
  canvas.className = '';
  canvas.width = canvas.height = size + 2 * QUIET_ZONE; // clears it
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (let i = 0; i < data.length; i++)
    if (data[i]) context.fillRect(QUIET_ZONE + (i % size), QUIET_ZONE + Math.floor(i / size), 1, 1);
}
