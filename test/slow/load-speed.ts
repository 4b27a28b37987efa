// Lets hours and timers of this process pass SPEED times as fast. To be imported before what it hurries.
const speed = Number(process.env['SPEED'] ?? 1);

if (speed !== 1) {
  const { setTimeout, performance } = globalThis;
  const now = performance.now.bind(performance);
  const began = Date.now() - now();
  const sooner = (handler: () => void, ms = 0, ...rest: unknown[]) => setTimeout(handler, ms / speed, ...rest);
  performance.now = () => now() * speed;
  Date.now = () => Math.round(began + now() * speed);
  // Node's own has a version for promises, too, which nothing here uses.
  globalThis.setTimeout = sooner as typeof setTimeout;
}
