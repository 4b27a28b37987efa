import { LoginError } from '../login/login-error.js';
import { readImageSize } from './image-size.js';
import type { Modules } from './modules.js';
import { isInverted, readModules } from './read-modules.js';

/** The most that is decoded, in px per side and in all. A file of 22 kB can hold 16,000² white pixels, which take seconds. */
const LONGEST_SIDE = 4_096;
const MOST_PIXELS = 4_194_304;
/** The longest side that is read and shown, in px. More would not help a camera. */
const DRAWN_SIDE = 1_000;

/**
 * Reads a gateway's picture: its modules, so that the code scales without blur, or, where they cannot be read, the picture as it
 * came, on a canvas of the class `raw`.
 * @throws {LoginError} `bad-response`, if it cannot be decoded or is too large.
 */
export async function readPicture(dataUri: string): Promise<Modules | HTMLCanvasElement> {
  const bytes = Uint8Array.from(atob(dataUri.slice(dataUri.indexOf(',') + 1)), (char) => char.charCodeAt(0));
  const type = /^data:([^;]+)/.exec(dataUri)?.[1] ?? '';
  if (!isDecodable(bytes))
    throw new LoginError('bad-response', 'The picture of the QR code is too large, or does not tell its size');
  // The DOMs of test tools paint nothing: there the canvas stays empty, and the login goes on.
  if (!('CanvasRenderingContext2D' in globalThis))
    return Object.assign(document.createElement('canvas'), { className: 'raw' });
  const bitmap = await createImageBitmap(new Blob([bytes], { type })).catch(() => {
    throw new LoginError('bad-response', 'The picture of the QR code cannot be decoded');
  });
  const canvas = drawBitmap(bitmap);
  bitmap.close();
  return readModulesOf(canvas) ?? canvas;
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

/** Where the modules cannot be read, the canvas becomes dark on light and loses its transparency. */
function readModulesOf(canvas: HTMLCanvasElement): Modules | undefined {
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  const { modules, inverted } = readCanvas(context);
  if (!modules) makeOpaque(context, inverted);
  return modules;
}

function readCanvas(context: CanvasRenderingContext2D): { modules?: Modules | undefined; inverted: boolean } {
  try {
    const image = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
    const modules = readModules(image);
    return { modules, inverted: !modules && isInverted(image) };
  } catch {
    return { inverted: false }; // a browser that guards against fingerprinting may refuse to hand out pixels
  }
}

function makeOpaque(context: CanvasRenderingContext2D, inverted: boolean): void {
  const { width, height } = context.canvas;
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = inverted ? '#000' : '#fff';
  context.fillRect(0, 0, width, height);
  if (!inverted) return;
  context.globalCompositeOperation = 'difference';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
}
