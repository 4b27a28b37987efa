import type { LoginUpdate } from '../login/login.js';
import { accountOf } from './ask.js';
import { listen } from './listen.js';
import { poll } from './poll.js';
import { isTransient } from './retry.js';
import type { Run } from './run.js';

/** Every update of a login: by the gateway's socket where it has one that opens, else by polling. */
export async function* updates(run: Run): AsyncGenerator<LoginUpdate> {
  const { gateway, signal } = run;
  for await (const update of rawUpdates(run)) {
    const isUnnamed = update.type === 'linked' && !update.account && gateway.account !== undefined;
    if (isUnnamed) yield { type: 'linking' };
    yield isUnnamed ? { ...update, account: await accountOf(gateway, signal) } : update;
  }
}

async function* rawUpdates(run: Run): AsyncGenerator<LoginUpdate> {
  const socket = run.transport === 'polling' ? undefined : run.gateway.socket;
  if (!socket?.opening) yield* restartOwed(run);
  // Who wants the state only listens where the request itself rides on the socket, and else polls.
  if (socket && (run.wants === 'qr' || socket.opening)) yield* listen(run, socket);
  yield* restartOwed(run);
  yield* poll(run);
}

/** The person asked for new codes after the last ones expired: the gateway is told once. */
async function* restartOwed({ gateway, memory, signal }: Run): AsyncGenerator<LoginUpdate> {
  signal.throwIfAborted();
  if (memory.owes !== 'restart' || !gateway.restart) return;
  memory.owes = undefined;
  try {
    yield await gateway.restart(signal);
  } catch (error) {
    if (!isTransient(error)) throw error; // else the next question tells
  }
}
