import { createInterface } from 'node:readline';
import type { SimulatedAccount } from '../simulator/index.js';
import { startSimulator, type SimulatorServer } from '../simulator/node.js';
import { UsageError } from './usage-error.js';

export interface SimulateOptions {
  /** The simulator's first by default. */
  readonly gateway?: string | undefined;
  readonly port: string;
}

/** Serves the simulator with one account, whose phone obeys the keyboard, until it is interrupted. */
export async function simulate({ gateway, port }: SimulateOptions, say: (line: string) => void): Promise<0> {
  const server = await startAt(port);
  try {
    const account = addAccount(server, gateway);
    say(`${account.gateway}: backend-url ${server.origin}  instance ${account.instance}  token ${account.token}`);
    say('Press Enter to scan the QR code, or type the pairing code and press Enter; Ctrl+C ends the simulator.');
    await obeyKeyboard(account, say);
  } finally {
    await server.close();
  }
  return 0;
}

async function startAt(port: string): Promise<SimulatorServer> {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new UsageError('`--port` must be a number up to 65535');
  try {
    return await startSimulator({ port: Number(port) });
  } catch (error) {
    throw new UsageError(`The port ${port} cannot be used: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

function addAccount({ simulator }: SimulatorServer, gateway: string | undefined): SimulatedAccount {
  try {
    // The simulator itself knows which names there are.
    return simulator.add(gateway === undefined ? {} : { gateway: gateway as SimulatedAccount['gateway'] });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'There is no such gateway');
  }
}

/** Where there is no keyboard, as in the background, its input ends at once, and the simulator goes on. */
async function obeyKeyboard(account: SimulatedAccount, say: (line: string) => void): Promise<void> {
  const keyboard = createInterface({ input: process.stdin });
  keyboard.on('line', (line) => say(usePhone(account, line.trim())));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  keyboard.close();
}

function usePhone(account: SimulatedAccount, typed: string): string {
  if (typed) return `Typed: ${account.enterCode(typed)}`;
  return account.qr
    ? `Scanned: ${account.scan(account.qr)}`
    : `There is no QR code to scan; the account is ${account.state}`;
}
