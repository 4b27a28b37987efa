/** Quiet, and able to run as root in a container; only pages of our own are loaded. `gc()` is for the leak tests. */
export const chromiumArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-sync',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
  '--no-first-run',
  ...(process.platform === 'linux' ? ['--no-sandbox'] : []),
];
