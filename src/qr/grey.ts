/** A picture as `ImageData` has it: four bytes a pixel, for red, green, blue and opacity. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/** A picture in shades of grey, from 0 for black to 255. Pixels below `level` count as dark. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly level: number;
}

/** How pixels become grey: the shade behind transparent pixels, and whether the result is inverted. */
export interface Exposure {
  readonly background: 0 | 255;
  readonly inverted: boolean;
}

export function toGrey({ width, height, data: pixels }: Pixels, { background, inverted }: Exposure): Grey {
  const data = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < data.length; i++, at += 4) {
    const [red, green, blue, alpha] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0, pixels[at + 3] ?? 0];
    const shade = background + ((red * 0.3 + green * 0.59 + blue * 0.11 - background) * alpha) / 255;
    data[i] = inverted ? 255 - shade : shade;
  }
  return { width, height, data, level: darkLevel(data) };
}

/** Halves width and height; each pixel is the mean of four. Modules that are drawn as dots grow together, and noise disappears. */
export function shrink({ width: former, height: formerHeight, data: from }: Grey): Grey {
  const [width, height] = [former >> 1, formerHeight >> 1];
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) {
    const at = 2 * Math.floor(i / width) * former + 2 * (i % width);
    const sum = (from[at] ?? 0) + (from[at + 1] ?? 0) + (from[at + former] ?? 0) + (from[at + former + 1] ?? 0);
    data[i] = sum / 4;
  }
  return { width, height, data, level: darkLevel(data) };
}

/** The shade at any point, interpolated between the centres of the four nearest pixels. */
export function shadeAt({ width, height, data }: Grey, x: number, y: number): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [right, down] = [x - 0.5 - left, y - 0.5 - top];
  const pixel = (column: number, row: number) =>
    data[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))] ?? 255;
  const upper = pixel(left, top) * (1 - right) + pixel(left + 1, top) * right;
  const lower = pixel(left, top + 1) * (1 - right) + pixel(left + 1, top + 1) * right;
  return upper * (1 - down) + lower * down;
}

/** The level that divides the shades best into two groups: https://en.wikipedia.org/wiki/Otsu%27s_method */
function darkLevel(data: Uint8Array): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (const shade of data) {
    counts[shade] = (counts[shade] ?? 0) + 1;
    total += shade;
  }
  let [best, level, below, sum] = [-1, 128, 0, 0];
  for (let shade = 0; shade < 255; shade++) {
    below += counts[shade] ?? 0;
    sum += shade * (counts[shade] ?? 0);
    const above = data.length - below;
    const spread = below && above ? below * above * ((total - sum) / above - sum / below) ** 2 : -1;
    if (spread <= best) continue;
    best = spread;
    level = (sum / below + (total - sum) / above) / 2;
  }
  return level;
}
