import type { LoginUpdate, Unreachable } from '../login/login.js';
import { accountOf } from './ask.js';
import type { listen } from './listen.js';
import { poll } from './poll.js';
import { isTransient } from './retry.js';
import type { Run } from './run.js';

/**
 * Yields every update of a run: from the gateway's WebSocket if it has one that can be opened, otherwise by polling. `hear` is
 * {@link listen}, which a page fetches only where there is a socket.
 */
export async function* updates(run: Run, hear: typeof listen): AsyncGenerator<LoginUpdate | Unreachable> {
  const { gateway, signal } = run;
  for await (const update of rawUpdates(run, hear)) {
    const isUnnamed = update.type === 'linked' && !update.account && gateway.account !== undefined;
    if (isUnnamed) yield { type: 'linking' };
    yield isUnnamed ? { ...update, account: await accountOf(gateway, signal) } : update;
  }
}

async function* rawUpdates(run: Run, hear: typeof listen): AsyncGenerator<LoginUpdate | Unreachable> {
  const socket = run.transport === 'polling' ? undefined : run.gateway.socket;
  if (!socket?.opening) yield* restartOwed(run);
  // A run that wants only the state uses a socket that takes requests, because other sockets send QR codes; else it polls.
  if (socket && (run.wants === 'qr' || socket.opening)) yield* hear(run, socket);
  yield* restartOwed(run);
  yield* poll(run);
}

/** Tells the gateway, once, that the person wants new codes after the last ones have expired. */
async function* restartOwed({ gateway, memory, signal }: Run): AsyncGenerator<LoginUpdate> {
  signal.throwIfAborted();
  if (memory.owes !== 'restart' || !gateway.restart) return;
  memory.owes = undefined;
  try {
    yield await gateway.restart(signal);
  } catch (error) {
    if (!isTransient(error)) throw error; // If a transient failure goes on, the next question meets it again.
  }
}
