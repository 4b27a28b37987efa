import { first, sleep } from '../platform/async.js';
import { LoginError } from '../login/login-error.js';
import type { Presence } from '../element/presence.js';
import type { Gate } from '../transport/run.js';

/** A login whose browser is offline for longer than this, in ms, ends with the error `offline`. */
const OFFLINE_PATIENCE = 30_000;

type Facts = Pick<Presence, 'onScreen' | 'offline' | 'changes'>;

/** Returns a gate that is open while the element is on screen and the browser is online. */
export function pageGate(seen: Facts): Gate {
  const isOpen = () => seen.onScreen && !seen.offline;
  const open = (signal: AbortSignal) => untilHolds(seen, isOpen, signal);
  return {
    open: (signal) => first(signal, open, (s) => tooLongOffline(seen, s)),
    async reopened(signal) {
      await untilHolds(seen, () => !isOpen(), signal);
      await open(signal);
    },
  };
}

/** Rejects when a page that is seen has been offline for too long; it never resolves. */
async function tooLongOffline(seen: Facts, signal: AbortSignal): Promise<void> {
  await untilHolds(seen, () => seen.offline && seen.onScreen, signal);
  await sleep(OFFLINE_PATIENCE, signal);
  if (seen.offline) throw new LoginError('offline', 'The browser is offline');
  await untilHolds(seen, () => false, signal);
}

/** Resolves as soon as `holds` returns true, and rejects when the signal aborts. */
function untilHolds({ changes }: Facts, holds: () => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (holds()) {
      resolve();
      return;
    }
    const over = new AbortController();
    const check = () => {
      if (!holds()) return;
      over.abort();
      resolve();
    };
    const stop = () => {
      over.abort();
      reject(signal.reason as Error);
    };
    changes.addEventListener('change', check, { signal: over.signal });
    signal.addEventListener('abort', stop, { signal: over.signal });
  });
}
