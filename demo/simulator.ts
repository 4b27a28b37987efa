import type { AccountScript, RecordedCall } from '../src/simulator/index.js';

/** An account of the simulator, reached over its control API. */
export interface Account {
  readonly origin: string;
  readonly instance: string;
  readonly token: string;
}

/** What the simulator says about an account. */
export interface Look {
  readonly state: string;
  /** The payload valid now. */
  readonly qr: string | null;
  readonly calls: readonly RecordedCall[];
  readonly sockets: number;
}

export async function findSimulator(): Promise<string> {
  const { origin } = (await send('./simulator.json')) as { origin: string };
  return origin;
}

export async function createAccount(origin: string, script: AccountScript): Promise<Account> {
  const created = (await send(`${origin}/_simulator/accounts`, {
    method: 'POST',
    body: JSON.stringify(script),
  })) as Account;
  return { origin, instance: created.instance, token: created.token };
}

export async function look(account: Account): Promise<Look> {
  return (await send(address(account))) as Look;
}

/** Does something to an account, such as `scan`; resolves to the result the simulator names. */
export async function act(account: Account, action: string, input: object = {}): Promise<unknown> {
  const answer = await send(`${address(account)}/${action}`, { method: 'POST', body: JSON.stringify(input) });
  return (answer as { result?: unknown }).result;
}

export async function removeAccount(account: Account): Promise<void> {
  await send(address(account), { method: 'DELETE' });
}

function address({ origin, instance }: Account): string {
  return `${origin}/_simulator/accounts/${instance}`;
}

async function send(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
  return response.json();
}
