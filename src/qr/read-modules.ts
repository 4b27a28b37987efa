import { findFinders, type Finder } from './finders.js';
import { shadeAt, shrink, toGrey, type Exposure, type Grey } from './grey.js';
import type { Modules } from './modules.js';

/** Dark on light, light on dark, and light on nothing. */
const EXPOSURES: readonly Exposure[] = [
  { background: 255, inverted: false },
  { background: 255, inverted: true },
  { background: 0, inverted: true },
];
/** How often a picture is halved: of 1000 px a code of 57 modules is then read at 2 px a module, which is the least. */
const HALVINGS = 3;
/** Of the three marks that could be those of one code, so many sets are tried. */
const MOST_CORNERS = 6;

/** How little three marks may look like a right-angled corner, see `skewOf`: blur and a turn of some degrees stay below. */
const MOST_SKEW = 0.4;

/** The marks of a code: at the top left, at the other end of its first row, and at the other end of its first column. */
type Corners = readonly [corner: Finder, right: Finder, below: Finder];

/** Tells whether a module is dark; the first column and row are 0. */
type Reader = (column: number, row: number) => boolean;

/** The modules of a QR code, however it is scaled, turned or decorated; nothing where that is not sure. */
export function readModules(image: ImageData): Modules | undefined {
  for (const exposure of EXPOSURES) {
    let grey = toGrey(image, exposure);
    for (let halved = 0; halved <= HALVINGS; halved++) {
      // Marks in a colour of their own are often lighter than the rest.
      const modules = readGrey(grey) ?? readGrey({ ...grey, level: (grey.level + 255) / 2 });
      if (modules) return modules;
      grey = shrink(grey);
    }
  }
  return undefined;
}

/** Whether it can only be a code in light on dark, even if its modules cannot be read. */
export function isInverted(image: ImageData): boolean {
  const [dark, light] = EXPOSURES.map((exposure) => findCorners(findFinders(toGrey(image, exposure))).length > 0);
  return !dark && light === true;
}

function readGrey(grey: Grey): Modules | undefined {
  for (const corners of findCorners(findFinders(grey))) {
    const size = guessSizes(corners).find((guess) => isCode(guess, readerOf(grey, corners, guess)));
    if (size) return readAll(size, readerOf(grey, corners, size));
  }
  return undefined;
}

/** All sets of three marks that stand as in a code, the squarest first. */
function findCorners(finders: readonly Finder[]): Corners[] {
  const pairs = finders.flatMap((corner) => finders.map((right) => [corner, right] as const));
  return pairs
    .flatMap((pair) => finders.map((below): Corners => [...pair, below]))
    .map((corners) => ({ corners, skew: skewOf(...corners) }))
    .filter(({ skew }) => skew < MOST_SKEW)
    .sort((a, b) => a.skew - b.skew)
    .slice(0, MOST_CORNERS)
    .map(({ corners }) => corners);
}

/** How far from a right angle between sides of one length, with marks of one size: 0 is what a code has. */
function skewOf(corner: Finder, right: Finder, below: Finder): number {
  const [x, y, otherX, otherY] = [right.x - corner.x, right.y - corner.y, below.x - corner.x, below.y - corner.y];
  const [side, otherSide] = [Math.hypot(x, y), Math.hypot(otherX, otherY)];
  const modules = [corner.module, right.module, below.module];
  const turn = (x * otherY - y * otherX) / (side * otherSide);
  if (!(turn > 0)) return Infinity; // mirrored, or the same mark twice
  return 1 - turn + Math.abs(Math.log(side / otherSide)) + Math.log(Math.max(...modules) / Math.min(...modules));
}

/** A code has 17 modules and four for each version, seven of them between the centres and the ends; a blurred mark misleads by one version. */
function guessSizes([corner, right, below]: Corners): number[] {
  const side = (distance(corner, right) + distance(corner, below)) / 2;
  const version = Math.round(((side * 3) / (corner.module + right.module + below.module) + 7 - 17) / 4);
  return [version, version - 1, version + 1]
    .filter((guess) => guess >= 1 && guess <= 40)
    .map((guess) => 17 + 4 * guess);
}

const distance = (a: Finder, b: Finder): number => Math.hypot(a.x - b.x, a.y - b.y);

function readerOf(grey: Grey, [corner, right, below]: Corners, size: number): Reader {
  const between = size - 7;
  return (column, row) => {
    const [along, down] = [(column - 3) / between, (row - 3) / between];
    const x = corner.x + (right.x - corner.x) * along + (below.x - corner.x) * down;
    const y = corner.y + (right.y - corner.y) * along + (below.y - corner.y) * down;
    return shadeAt(grey, x, y) < grey.level;
  };
}

/** Whether it has the marks of one: the middles of its three finders, both timing patterns, and the last alignment pattern. */
function isCode(size: number, isDark: Reader): boolean {
  const indices = Array.from({ length: size }, (_, i) => i);
  const hasMark = (column: number, row: number, radius: number) =>
    indices.slice(0, 2 * radius + 1).every((i) => {
      const away = i - radius;
      const isExpected = Math.abs(away) !== radius - 1;
      return isDark(column + away, row) === isExpected && isDark(column, row + away) === isExpected;
    });
  const alternates = indices
    .slice(8, size - 8)
    .every((i) => isDark(i, 6) === (i % 2 === 0) && isDark(6, i) === (i % 2 === 0));
  const hasAlignment = size === 21 || hasMark(size - 7, size - 7, 2);
  return alternates && hasAlignment && finderCentres(size).every(([column, row]) => hasMark(column, row, 3));
}

/** The finders are drawn anew, as round ones lack their corners. */
function readAll(size: number, isDark: Reader): Modules {
  const data = new Uint8Array(size * size);
  for (let i = 0; i < data.length; i++) {
    const [column, row] = [i % size, Math.floor(i / size)];
    const rings = finderCentres(size).map(([x, y]) => Math.max(Math.abs(column - x), Math.abs(row - y)));
    const ring = Math.min(...rings);
    data[i] = Number(ring > 4 ? isDark(column, row) : ring !== 2 && ring !== 4);
  }
  return { size, data };
}

const finderCentres = (size: number) => [[3, 3] as const, [size - 4, 3] as const, [3, size - 4] as const];
