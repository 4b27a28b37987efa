import { LoginError } from '../login/login-error.js';
import { readImageSize } from './image-size.js';
import { paintModules } from './modules.js';
import { isInverted, readModules } from './read-modules.js';

/** The most that is decoded, px a side and in all: 22 kB can hold a white picture of 16,000 px, which takes seconds. */
const LONGEST_SIDE = 4_096;
const MOST_PIXELS = 4_194_304;
/** The side of the picture that is read and shown, px: more holds nothing that a camera sees. */
const DRAWN_SIDE = 1_000;

/**
 * A gateway's picture on a canvas: a pixel a module with its quiet zone, so that it can be scaled without a blur, or as it
 * came (class `raw`) where its modules cannot be read.
 * @throws {LoginError} `bad-response`, when it cannot be decoded or is too large.
 */
export async function drawImage(dataUri: string): Promise<HTMLCanvasElement> {
  const bytes = Uint8Array.from(atob(dataUri.slice(dataUri.indexOf(',') + 1)), (char) => char.charCodeAt(0));
  const type = /^data:([^;]+)/.exec(dataUri)?.[1] ?? '';
  if (!isDecodable(bytes))
    throw new LoginError('bad-response', 'The picture of the QR code is too large, or does not tell its size');
  const bitmap = await createImageBitmap(new Blob([bytes], { type })).catch(() => {
    throw new LoginError('bad-response', 'The picture of the QR code cannot be decoded');
  });
  const canvas = drawBitmap(bitmap);
  bitmap.close();
  return sharpen(canvas) ?? canvas;
}

function isDecodable(bytes: Uint8Array): boolean {
  const { width, height } = readImageSize(bytes) ?? { width: Infinity, height: Infinity };
  return Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS;
}

function drawBitmap(bitmap: ImageBitmap): HTMLCanvasElement {
  const scale = Math.min(1, DRAWN_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = Object.assign(document.createElement('canvas'), { width, height, className: 'raw' });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context) context.imageSmoothingQuality = 'high';
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The code module by module. Where that fails, the picture stays: light on dark changes places with dark on light. */
function sharpen(canvas: HTMLCanvasElement): HTMLCanvasElement | undefined {
  try {
    const context = canvas.getContext('2d');
    const image = context?.getImageData(0, 0, canvas.width, canvas.height);
    const modules = image && readModules(image);
    if (modules) return paintModules(modules);
    if (context && image && isInverted(image)) invert(context);
  } catch {
    // A browser that guards against fingerprinting may refuse to hand out pixels.
  }
  return undefined;
}

function invert(context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  context.globalCompositeOperation = 'destination-over';
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'difference';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
}
