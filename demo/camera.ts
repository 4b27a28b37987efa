import jsqr from 'jsqr';

/** The white margin around the code on a photo, in CSS pixels. */
const AROUND = 24;

/** Returns the QR code as a camera would see it: the pixels on screen with white around. Returns undefined if there is none. */
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

/** Reads the text of the QR code on a photo, with a decoder that shares no code with the element's encoder. */
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
