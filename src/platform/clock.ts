/** The wall clock may run ahead of the machine's own by this much before it counts as a jump, ms: it is set in small steps, too. */
const JUMP = 1_000;

/** How far the wall clock has jumped ahead so far, as after a sleep of the machine, ms. */
let jumped = 0;
/** What the wall clock said when the machine's own clock stood at zero, ms. */
let wallStart = Date.now() - performance.now();

/**
 * Milliseconds on a clock that nobody can put back, for the ends of codes and waits. It runs by `performance.now()`, which some
 * machines stop while they sleep; the wall clock then moves it on. Where somebody sets the wall clock ahead, codes end early;
 * where somebody puts it back, nothing happens. Its zero means nothing: it is no time of day.
 */
export function monotonicNow(): number {
  const own = performance.now();
  const ahead = Date.now() - wallStart - own - jumped;
  if (ahead > JUMP) jumped += ahead;
  // It was put back: only what it gains from here on is a jump.
  else if (ahead < -JUMP) wallStart += ahead;
  return own + jumped;
}
