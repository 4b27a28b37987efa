/** Resolves after `ms` milliseconds. Rejects with the signal's reason as soon as it aborts, and leaves no timer behind. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const done = () => {
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Starts all of `starts`, settles like the first one that settles, and aborts the others. */
export async function first<T>(signal: AbortSignal, ...starts: ((signal: AbortSignal) => Promise<T>)[]): Promise<T> {
  signal.throwIfAborted();
  const others = new AbortController();
  const stop = () => {
    others.abort(signal.reason);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race(starts.map((start) => start(others.signal)));
  } finally {
    signal.removeEventListener('abort', stop);
    others.abort();
  }
}

/**
 * Settles like `start`, or resolves with `otherwise` if that takes longer than `ms` milliseconds. It uses its own timer,
 * because the fake clocks of tests cannot advance `AbortSignal.timeout`.
 */
export function within<T>(
  ms: number,
  signal: AbortSignal,
  start: (signal: AbortSignal) => Promise<T>,
  otherwise: T,
): Promise<T> {
  return first(signal, start, async (s) => {
    await sleep(ms, s);
    return otherwise;
  });
}
