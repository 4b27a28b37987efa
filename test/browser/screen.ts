import { executeServerCommand } from '@web/test-runner-commands';
import jsqr from 'jsqr';
import type { WaQrLogin } from '../../src/index.js';
import { DRAWN_QR, find, shows, until } from './world.js';

/** A person goes on aiming until the phone has read the code. A browser under load may still show the frame before it. */
const ATTEMPTS = 10;
/** What stands around the code in the picture, CSS px. */
const MARGIN = 12;

/** What a phone's camera would read off the screen, as the browser has really painted it. */
export async function readScreen(element: WaQrLogin): Promise<string | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const text = decode(await photograph(element));
    if (text) return text;
  }
  return undefined;
}

async function photograph(element: WaQrLogin): Promise<ImageData> {
  await shows(element, DRAWN_QR);
  await until(() => getComputedStyle(find(element, '[part~=qr]')).opacity === '1', 'the end of the change-over');
  element.scrollIntoView({ block: 'center' });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const { png } = await executeServerCommand<{ png: string }, undefined>('screenshot');
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
  return cutOut(await createImageBitmap(new Blob([bytes], { type: 'image/png' })), find(element, '[part~=qr]'));
}

/** The code with a little of the card around it. */
function cutOut(screen: ImageBitmap, code: HTMLElement): ImageData {
  const { x, y, width } = code.getBoundingClientRect();
  const scale = screen.width / innerWidth;
  const side = Math.round((width + 2 * MARGIN) * scale);
  const context = new OffscreenCanvas(side, side).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(screen, Math.round((MARGIN - x) * scale), Math.round((MARGIN - y) * scale));
  return context.getImageData(0, 0, side, side);
}

function decode({ data, width, height }: ImageData): string | undefined {
  return jsqr.default(data, width, height, { inversionAttempts: 'dontInvert' })?.data;
}
