/** What takes no longer is not worth an update of its own, ms: pages would ask once more for the news that follows. */
const SHORT = 500;

/** Resolves with whether the promise takes longer than that, and never rejects. */
export async function takesLong(promise: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(true), SHORT)));
  const settled = promise.then(
    () => false,
    () => false,
  );
  try {
    return await Promise.race([settled, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
