import { LoginError } from '../login/login-error.js';
import { QUIET_ZONE, type Modules } from './modules.js';

/**
 * Draws the picture that a gateway has sent on a canvas. If a plain QR code can be read in it, each module becomes one pixel, so
 * that it can be scaled without a blur; otherwise the picture stays as it is and the canvas has the class `raw`.
 * @throws {LoginError} `bad-response`, if the picture cannot be decoded.
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

/** Reads the modules of an upright QR code. Returns undefined if the picture shows none, or one that is turned or decorated. */
export function readModules(image: ImageData): Modules | undefined {
  const isDark = (x: number, y: number) => isDarkPixel(image.data, (y * image.width + x) * 4);
  const box = darkBox(image, isDark);
  if (!box) return undefined;
  let finder = 0;
  while (finder < box.side && isDark(box.left + finder, box.top)) finder++;
  // The finder pattern in the corner is 7 modules wide, and a code of version v has 17 + 4 v modules per side. A blurred edge
  // can shift the result by one version, so the neighbours are tried as well.
  const version = Math.round(((box.side * 7) / finder - 17) / 4);
  return [version, version - 1, version + 1].map((guess) => sample(17 + 4 * guess, box, isDark)).find(isCode);
}

function sample(size: number, { left, top, side }: Box, isDark: (x: number, y: number) => boolean): Modules {
  const at = (index: number) => Math.floor(((index + 0.5) * side) / size);
  const data = new Uint8Array(Math.max(0, size) ** 2);
  for (let i = 0; i < data.length; i++) data[i] = Number(isDark(left + at(i % size), top + at(Math.floor(i / size))));
  return { size, data };
}

/** Whether a pixel is dark. Transparent pixels count as light. */
function isDarkPixel(data: Uint8ClampedArray, at: number): boolean {
  const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
  return alpha > 127 && red * 0.3 + green * 0.59 + blue * 0.11 < 128;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Returns the smallest square around all dark pixels, or undefined if they do not fill one. */
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

/** Whether the modules have the marks of a QR code: the middle rows of the three finder patterns, and the timing pattern. */
function isCode({ size, data }: Modules): boolean {
  if (size < 21 || size > 177) return false;
  const corners = [3 * size, 3 * size + size - 7, (size - 4) * size];
  const found = corners.every((start) => Array.from({ length: 7 }, (_, i) => data[start + i]).join('') === '1011101');
  return (
    found &&
    Array.from({ length: size - 16 }, (_, i) => data[6 * size + 8 + i]).every((dark, i) => dark === (i + 1) % 2)
  );
}

/** Draws one pixel per module, with the quiet zone. */
function redraw(canvas: HTMLCanvasElement, { size, data }: Modules): void {
  canvas.className = '';
  canvas.width = canvas.height = size + 2 * QUIET_ZONE; // Setting the size clears the canvas.
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (let i = 0; i < data.length; i++)
    if (data[i]) context.fillRect(QUIET_ZONE + (i % size), QUIET_ZONE + Math.floor(i / size), 1, 1);
}
