/** What a module is wide at least where there is room, CSS px: less is hard to read for a camera. */
const SMALLEST_MODULE = 4;

/**
 * Makes a code as wide as its parent is without it, or wider, up to 4 px a module, where the page has room; `inline-size` is all
 * that is set. Its style sheet must hold it within its parent (`max-inline-size: 100%`), and the parent within the page.
 */
export function fitQr(canvas: HTMLCanvasElement): void {
  if (canvas.className === 'raw') return; // how many modules it has is unknown
  const { style, width } = canvas;
  style.inlineSize = '0';
  const alone = canvas.parentElement?.clientWidth ?? 0;
  style.inlineSize = `${Math.max(alone, SMALLEST_MODULE * width)}px`;
  sizeQr(canvas, canvas.clientWidth, canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1);
}

/**
 * Makes a code as wide as fits in `available` CSS pixels, each module a whole number of device pixels: modules that differ in
 * width are hard to read.
 */
export function sizeQr({ style, width }: HTMLCanvasElement, available: number, ratio: number): void {
  // Zoomed pages have ratios such as 1.100000023841858, by which a width that fits exactly would miss a pixel.
  const pixels = Math.floor((available * ratio) / width + 0.001);
  style.inlineSize = pixels > 0 ? `${(width * pixels) / ratio}px` : '100%';
}
