import jsqr from 'jsqr';
import type { Page } from 'puppeteer-core';
import decodeQR from 'qr/decode.js';

/** What becomes of a picture between a screen and a camera; what is left out is left as it is. */
export interface Degradation {
  readonly scale?: number;
  /** Degrees. */
  readonly turn?: number;
  /** Radius, px. */
  readonly blur?: number;
  /** 1 is the picture's own. */
  readonly brightness?: number;
  readonly contrast?: number;
  /** Where a lamp is mirrored, as parts of the width and of the height. */
  readonly glare?: readonly [x: number, y: number];
  /** The quality, 0 to 1. */
  readonly jpeg?: number;
  /** The standard deviation of what is added to each pixel, of 255. The same is added each time. */
  readonly noise?: number;
}

interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** What each of two independent decoders reads off a PNG; undefined: nothing. `page` does the drawing. */
export async function decode(
  page: Page,
  png: string,
  degradation: Degradation = {},
): Promise<Record<'jsqr' | 'qr', string | undefined>> {
  const { width, height, rgba } = await page.evaluate(draw, png, degradation);
  const data = new Uint8ClampedArray(Buffer.from(rgba, 'base64'));
  if (degradation.noise) addNoise(data, degradation.noise);
  const { data: text } = jsqr.default(data, width, height, { inversionAttempts: 'dontInvert' }) ?? {};
  return { jsqr: text, qr: read({ data, width, height }) };
}

function read(image: Pixels): string | undefined {
  try {
    return decodeQR(image);
  } catch {
    return undefined; // it throws where it finds none
  }
}

/** Grey noise, nearly normal: the sum of four even ones. */
function addNoise(data: Uint8ClampedArray, deviation: number): void {
  const random = seeded(1);
  for (let i = 0; i < data.length; i += 4) {
    const step = (random() + random() + random() + random() - 2) * deviation * Math.sqrt(3);
    for (let channel = i; channel < i + 3; channel++) data[channel]! += step;
  }
}

/** Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs in the page. */
async function draw(
  png: string,
  { scale = 1, turn = 0, blur = 0, brightness = 1, contrast = 1, glare, jpeg }: Degradation,
): Promise<{ width: number; height: number; rgba: string }> {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const width = Math.round(bitmap.width * scale);
  const height = Math.round(bitmap.height * scale);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.filter = `blur(${blur}px) contrast(${contrast}) brightness(${brightness})`;
  context.translate(width / 2, height / 2);
  context.rotate((turn * Math.PI) / 180);
  context.drawImage(bitmap, -width / 2, -height / 2, width, height);
  context.resetTransform();
  context.filter = 'none';
  if (glare) {
    const [x, y] = [glare[0] * width, glare[1] * height];
    const light = context.createRadialGradient(x, y, 0, x, y, width / 2.5);
    light.addColorStop(0, '#ffff');
    light.addColorStop(1, '#fff0');
    context.fillStyle = light;
    context.fillRect(0, 0, width, height);
  }
  if (jpeg) {
    const blob = await context.canvas.convertToBlob({ type: 'image/jpeg', quality: jpeg });
    context.drawImage(await createImageBitmap(blob), 0, 0);
  }
  const { data } = context.getImageData(0, 0, width, height);
  let rgba = '';
  for (let i = 0; i < data.length; i += 0x6000) rgba += String.fromCharCode(...data.subarray(i, i + 0x6000));
  return { width, height, rgba: btoa(rgba) };
}
