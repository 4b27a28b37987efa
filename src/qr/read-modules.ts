import { findFinders, type Finder } from './finders.js';
import { shadeAt, shrink, toGrey, type Exposure, type Grey, type Pixels } from './grey.js';
import type { Modules } from './modules.js';

/** For codes in dark on light, in light on dark, and in light on a transparent background. */
const EXPOSURES: readonly Exposure[] = [
  { background: 255, inverted: false },
  { background: 255, inverted: true },
  { background: 0, inverted: true },
];
/** How often a picture is halved. A code of 57 modules in 1000 px then has 2 px per module, the least that can be read. */
const HALVINGS = 3;
/** How many sets of three finders are tried. */
const MOST_CORNERS = 6;

/** The limit for `skewOf`. Blur and a turn by some degrees stay below it. */
const MOST_SKEW = 0.4;

/** The finders of a code: at its top left, its top right and its bottom left. */
type Corners = readonly [corner: Finder, right: Finder, below: Finder];

/** Tells whether a module is dark. Columns and rows count from 0. */
type Reader = (column: number, row: number) => boolean;

/** Reads the modules of a QR code that may be scaled, turned or decorated. Returns undefined where the reading is not certain. */
export function readModules(image: Pixels): Modules | undefined {
  for (const exposure of EXPOSURES) {
    let grey = toGrey(image, exposure);
    for (let halved = 0; halved <= HALVINGS; halved++) {
      // Finders in a colour of their own are often lighter than the rest, so a second level is tried.
      const modules = readGrey(grey) ?? readGrey({ ...grey, level: (grey.level + 255) / 2 });
      if (modules) return modules;
      grey = shrink(grey);
    }
  }
  return undefined;
}

/** Whether finders show up only when the picture is inverted: a code in light on dark, even if its modules cannot be read. */
export function isInverted(image: Pixels): boolean {
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

/** All sets of three finders that stand as in a code, best first. */
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

/** How far three finders are from what a code has (0): a right angle, sides of one length, modules of one width. */
function skewOf(corner: Finder, right: Finder, below: Finder): number {
  const [x, y, otherX, otherY] = [right.x - corner.x, right.y - corner.y, below.x - corner.x, below.y - corner.y];
  const [side, otherSide] = [Math.hypot(x, y), Math.hypot(otherX, otherY)];
  const modules = [corner.module, right.module, below.module];
  const turn = (x * otherY - y * otherX) / (side * otherSide);
  if (!(turn > 0)) return Infinity; // mirrored, or the same finder twice
  return 1 - turn + Math.abs(Math.log(side / otherSide)) + Math.log(Math.max(...modules) / Math.min(...modules));
}

/**
 * Guesses the size from the distance between the finders, whose centres are 3.5 modules from the edges. A size is 17 plus 4 for
 * each version. Blur can mislead by one version, so the neighbours are guesses, too.
 */
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

/** Checks what every code has: the middles of three finders, two timing patterns, and an alignment pattern at the bottom right. */
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

/** Reads all modules, but sets those of the finders, because round finders lack their corners. */
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
