import type { Grey } from './grey.js';

/** The centre of what looks like a finder pattern, in pixels, and the width of a module there. A code has three, in its corners. */
export interface Finder {
  readonly x: number;
  readonly y: number;
  readonly module: number;
}

/** The pixels `from` to `to` of a row or column whose first pixel has the index `start` and whose pixels are `step` apart. */
interface Line {
  readonly start: number;
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/** A place where a line seems to cross a finder: dark, light, dark, light, dark in the ratio 1:1:3:1:1. */
interface Crossing {
  readonly centre: number;
  readonly module: number;
}

/** The most crossings that are checked. A code has about a tenth of that; hostile patterns can have any number. */
const MOST_CROSSINGS = 1_000;
/** The most finders that are returned. There are more than three because data looks like a finder now and then. */
const MOST_FINDERS = 12;

/** Finds what looks like a finder; those that most rows cross come first. */
export function findFinders(grey: Grey): Finder[] {
  const found: { finder: Finder; rows: number }[] = [];
  let crossings = 0;
  for (let y = 0; y < grey.height && crossings < MOST_CROSSINGS; y++)
    for (const { centre, module } of findCrossings(grey, rowAt(grey, y, 0, grey.width))) {
      const known = found.find(({ finder }) => isNear(finder, centre, y));
      if (known) known.rows++;
      const finder = known || ++crossings > MOST_CROSSINGS ? undefined : locate(grey, centre, y, 7 * module);
      if (finder && !found.some(({ finder: other }) => isNear(other, finder.x, finder.y)))
        found.push({ finder, rows: 1 });
    }
  const byRows = found.sort((a, b) => b.rows - a.rows);
  return byRows.slice(0, MOST_FINDERS).map(({ finder }) => finder);
}

const rowAt = ({ width }: Grey, y: number, from: number, to: number): Line => ({
  start: y * width,
  step: 1,
  ...within(from, to, width),
});
const columnAt = ({ width, height }: Grey, x: number, from: number, to: number): Line => ({
  start: x,
  step: width,
  ...within(from, to, height),
});
const within = (from: number, to: number, length: number) => ({
  from: Math.max(0, Math.floor(from)),
  to: Math.min(length, Math.ceil(to)),
});

const isNear = ({ x, y, module }: Finder, otherX: number, otherY: number): boolean =>
  Math.abs(x - otherX) < 2 * module && Math.abs(y - otherY) < 2 * module;

/** Finds the centre of the finder near a point. A finder has the same ratio in its row and its column, within `reach` px. */
function locate(grey: Grey, nearX: number, nearY: number, reach: number): Finder | undefined {
  const column = crossingAt(grey, columnAt(grey, Math.floor(nearX), nearY - reach, nearY + reach), nearY);
  const row = column && crossingAt(grey, rowAt(grey, Math.floor(column.centre), nearX - reach, nearX + reach), nearX);
  if (!row || Math.max(row.module, column.module) > 1.4 * Math.min(row.module, column.module)) return undefined;
  return { x: row.centre, y: column.centre, module: (row.module + column.module) / 2 };
}

const crossingAt = (grey: Grey, line: Line, near: number): Crossing | undefined =>
  findCrossings(grey, line).find(({ centre, module }) => Math.abs(centre - near) < 2 * module);

function findCrossings({ data, level }: Grey, { start, step, from, to }: Line): Crossing[] {
  const found: Crossing[] = [];
  const edges: number[] = [];
  let former = 255;
  for (let i = from; i <= to; i++) {
    const shade = i < to ? (data[start + i * step] ?? 255) : 255;
    const isEdge = shade < level !== former < level;
    // A smooth edge lies between the centres of two pixels, closer to the one whose shade is closer to the level.
    if (isEdge) edges.push(i - 0.5 + (former - level) / (former - shade));
    const crossing = isEdge && former < level ? toCrossing(edges) : undefined;
    if (crossing) found.push(crossing);
    former = shade;
  }
  return found;
}

/** Checks the ratio between the last six edges. */
function toCrossing(edges: readonly number[]): Crossing | undefined {
  const at = edges.length - 6;
  const [first = 0, last = 0] = [edges[at], edges[at + 5]];
  const module = (last - first) / 7;
  for (let i = 0; i < 5; i++) {
    const modules = i === 2 ? 3 : 1;
    const width = (edges[at + i + 1] ?? NaN) - (edges[at + i] ?? NaN);
    if (!(Math.abs(width / module - modules) < modules / 2)) return undefined;
  }
  return { centre: (first + last + (edges[at + 2] ?? 0) + (edges[at + 3] ?? 0)) / 4, module };
}
