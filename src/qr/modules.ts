/** The modules of a QR code, row by row: 1 is dark, 0 is light. `size`: modules per side. */
export interface Modules {
  readonly size: number;
  readonly data: ArrayLike<number>;
}

/** The width of the white margin in modules (ISO/IEC 18004, "Quiet zone"). */
export const QUIET_ZONE = 4;

/**
 * Paints a code on a canvas: one pixel per module, black on white, with its quiet zone. It is a canvas because browsers and
 * extensions that recolour pages change the colours of CSS and SVG, but not pixels.
 */
export function paintModules({ size, data }: Modules): HTMLCanvasElement {
  const side = size + 2 * QUIET_ZONE;
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const context = canvas.getContext('2d'); // jsdom has none
  const image = context?.createImageData(side, side);
  image?.data.fill(255);
  for (let i = 0; i < size * size; i++) {
    const at = (QUIET_ZONE + Math.floor(i / size)) * side + QUIET_ZONE + (i % size);
    if (data[i]) image?.data.fill(0, 4 * at, 4 * at + 3);
  }
  if (image) context?.putImageData(image, 0, 0);
  return canvas;
}
