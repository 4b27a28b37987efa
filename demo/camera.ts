import jsqr from 'jsqr';

/** What stands around the code on a page, in CSS pixels. */
const AROUND = 24;

/** The QR code as a camera would see it: the pixels of the picture on screen, with white around. Nothing on screen: `undefined`. */
export async function photograph(login: HTMLElement): Promise<HTMLCanvasElement | undefined> {
  const drawing = login.shadowRoot?.querySelector<SVGSVGElement | HTMLCanvasElement>('[part~="qr"] :is(svg, canvas)');
  if (!drawing) return undefined;
  const { width, height } = drawing.getBoundingClientRect();
  const photo = document.createElement('canvas');
  photo.width = Math.round(width) + 2 * AROUND;
  photo.height = Math.round(height) + 2 * AROUND;
  const context = pixels(photo);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, photo.width, photo.height);
  context.drawImage(
    drawing instanceof SVGElement ? await toImage(drawing, width, height) : drawing,
    AROUND,
    AROUND,
    width,
    height,
  );
  return photo;
}

/** The text of the code on a photo, read by a decoder that shares nothing with the element's encoder. */
export function decode(photo: HTMLCanvasElement): string | undefined {
  const { data, width, height } = pixels(photo).getImageData(0, 0, photo.width, photo.height);
  return jsqr.default(data, width, height)?.data;
}

async function toImage(drawing: SVGElement, width: number, height: number): Promise<HTMLImageElement> {
  const copy = drawing.cloneNode(true) as SVGElement;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

function pixels(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser has no canvas');
  return context;
}
