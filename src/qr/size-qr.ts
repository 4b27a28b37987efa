/** The least width of a module where there is room, in CSS px. Cameras have trouble with smaller ones. */
const SMALLEST_MODULE = 4;

/**
 * Makes a code as wide as its parent would be without it. If that is less than 4 px per module, the code widens its parent as far
 * as the page has room. The style sheet must keep the code within its parent (`max-inline-size: 100%`) and the parent within the
 * page. Only `inline-size` is set.
 */
export function fitQr(canvas: HTMLCanvasElement): void {
  if (canvas.className === 'raw') return; // its modules are unknown
  const { style, width } = canvas;
  style.inlineSize = '0';
  const alone = canvas.parentElement?.clientWidth ?? 0;
  style.inlineSize = `${Math.max(alone, SMALLEST_MODULE * width)}px`;
  sizeQr(canvas, canvas.clientWidth, canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1);
}

/**
 * Sets the largest width within `available` CSS px that gives every module the same whole number of device pixels. Modules of
 * different widths are hard to read.
 */
export function sizeQr({ style, width }: HTMLCanvasElement, available: number, ratio: number): void {
  // Ratios of zoomed pages are inexact (1.100000023841858): without a tolerance, a width that just fits would lose a pixel.
  const pixels = Math.floor((available * ratio) / width + 0.001);
  style.inlineSize = pixels > 0 ? `${(width * pixels) / ratio}px` : '100%';
}
