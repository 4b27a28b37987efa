import { WaQrLogin } from '../../../src/wa-qr-login.js';
import { COMMON_FAULTS, SOCKET_FAULTS, type Cell, type CellReport, type PageFault, type Way } from '../faults.js';
import { network } from './fake-network.js';
import { sight } from './fake-sight.js';
import { realPause, time } from './fake-time.js';
import { loadEverything } from './load-everything.js';
import { MatrixCell } from './matrix-cell.js';
import { describeWays } from './played-gateway.js';

const SECOND = 1_000;
/** From the first question to the state in which the fault begins. */
const APPROACH = 40;
/** The twelve minutes, in steps of so many seconds. */
const STEP = 6;
const STEPS = 120;
/** Until a button that rests may be pressed, the next code has come, or a wait of its own has ended. */
const RECOVERY = 60;

/** A cell with the name of its fault. */
export type NamedCell = Omit<Cell, 'fault'> & { readonly fault: string };

const faults = new Map([...COMMON_FAULTS, ...SOCKET_FAULTS].map((fault) => [fault.name, fault]));

declare global {
  var runCells: (cells: readonly NamedCell[]) => Promise<readonly CellReport[]>;
  var ways: readonly Way[];
}

const unhandled: string[] = [];
addEventListener('unhandledrejection', ({ reason }) => unhandled.push(String(reason?.stack ?? reason)));
addEventListener('error', ({ message }) => unhandled.push(message));

/** All of these at the same time; faults of the page befall all of them. */
globalThis.runCells = async (named) => {
  const table = named.map((cell): Cell => ({ ...cell, fault: faults.get(cell.fault)! }));
  const cells = table.map((cell) => new MatrixCell(cell));
  const page = table[0]?.fault.page;
  for (let second = 0; second < APPROACH; second++) {
    await time.pass(SECOND);
    for (const cell of cells) cell.approach();
  }
  for (let step = 0; step < STEPS; step++) {
    if (page) befallPage(page, step);
    await time.pass(STEP * SECOND);
    for (const cell of cells) cell.endure();
  }
  for (const cell of cells) cell.mend();
  if (page) mendPage(page);
  for (let step = 0; step < RECOVERY && !cells.every(({ isWell }) => isWell); step++) {
    await time.pass(3 * SECOND);
    for (const cell of cells) cell.goOn();
  }
  const reports = cells.map((cell) => cell.end());
  await time.settle();
  network.reset();
  time.reset();
  sight.reset();
  const [crash] = unhandled.splice(0);
  return crash === undefined
    ? reports
    : reports.map((report) => ({ ...report, complaints: [...report.complaints, crash] }));
};

const HOUR = 3_600_000;

function befallPage(fault: PageFault, step: number): void {
  if (fault === 'flickering') return sight.hidePage(step % 2 === 0);
  if (fault === 'asleep' && step % 10 === 1) return time.sleep(90_000);
  if (step > 0) return;
  if (fault === 'offline') sight.goOffline(true);
  if (fault === 'hidden') sight.hidePage(true);
  if (fault === 'away') sight.leave();
  if (fault === 'scrolled away') sight.isInViewport = false;
  if (fault === 'clock back') time.wall -= HOUR;
  if (fault === 'clock ahead') time.wall += HOUR;
}

function mendPage(fault: PageFault): void {
  if (fault === 'offline') sight.goOffline(false);
  if (fault === 'hidden' || fault === 'flickering') sight.hidePage(false);
  if (fault === 'away') sight.comeBack();
  if (fault === 'scrolled away') sight.isInViewport = true;
}

WaQrLogin.define();
globalThis.ways = await describeWays();
await loadEverything();
await realPause(100);
globalThis.isReady = true;
