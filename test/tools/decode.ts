import jsqr from 'jsqr';
import type { Page } from 'puppeteer-core';
import decodeQR from 'qr/decode.js';

/** What becomes of a picture between a screen and a camera; what is left out is left as it is. */
export interface Degradation {
  /** Radius, px. */
  readonly blur?: number;
  /** Degrees. */
  readonly turn?: number;
  readonly scale?: number;
  /** The quality, 0 to 1. */
  readonly jpeg?: number;
}

/** What each of two independent decoders reads off a PNG; undefined: nothing. `page` does the drawing. */
export async function decode(
  page: Page,
  png: string,
  degradation: Degradation = {},
): Promise<Record<'jsqr' | 'qr', string | undefined>> {
  const { width, height, rgba } = await page.evaluate(draw, png, degradation);
  const data = new Uint8ClampedArray(Buffer.from(rgba, 'base64'));
  return {
    jsqr: jsqr.default(data, width, height, { inversionAttempts: 'dontInvert' })?.data,
    qr: read({ data, width, height }),
  };
}

function read(image: { data: Uint8ClampedArray; width: number; height: number }): string | undefined {
  try {
    return decodeQR(image);
  } catch {
    return undefined; // it throws where it finds none
  }
}

/** Runs in the page. */
async function draw(
  png: string,
  { blur = 0, turn = 0, scale = 1, jpeg }: Degradation,
): Promise<{ width: number; height: number; rgba: string }> {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const width = Math.round(bitmap.width * scale);
  const height = Math.round(bitmap.height * scale);
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.filter = blur ? `blur(${blur}px)` : 'none';
  context.translate(width / 2, height / 2);
  context.rotate((turn * Math.PI) / 180);
  context.drawImage(bitmap, -width / 2, -height / 2, width, height);
  if (jpeg) {
    const blob = await context.canvas.convertToBlob({ type: 'image/jpeg', quality: jpeg });
    context.resetTransform();
    context.drawImage(await createImageBitmap(blob), 0, 0);
  }
  let rgba = '';
  for (const byte of context.getImageData(0, 0, width, height).data) rgba += String.fromCharCode(byte);
  return { width, height, rgba: btoa(rgba) };
}
