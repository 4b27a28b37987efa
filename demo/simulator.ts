import type { AccountScript, RecordedCall } from '../src/simulator/index.js';

/** An account of the simulator, reached over its control API. */
export interface Account {
  readonly origin: string;
  readonly instance: string;
  /** Absent where the page asks the relay: then it has no business with it. */
  readonly token?: string;
}

/** What the simulator says about an account. */
export interface Look {
  readonly state: string;
  /** The payload valid now. */
  readonly qr: string | null;
  readonly calls: readonly RecordedCall[];
  readonly sockets: number;
}

/** `token`: instead of the right one. `direct`: the page will speak to the gateway itself, and needs the token. */
export async function createAccount(
  script: AccountScript,
  token: string | undefined,
  direct: boolean,
): Promise<Account> {
  return (await send('./accounts', { method: 'POST', body: JSON.stringify({ script, token, direct }) })) as Account;
}

export async function look(account: Account): Promise<Look> {
  return (await send(`./accounts/${account.instance}`)) as Look;
}

/** Does something to an account, such as `scan`; resolves to the result the simulator names. */
export async function act(account: Account, action: string, input: object = {}): Promise<unknown> {
  const answer = await send(`${address(account)}/${action}`, { method: 'POST', body: JSON.stringify(input) });
  return (answer as { result?: unknown }).result;
}

export async function removeAccount(account: Account): Promise<void> {
  await send(`./accounts/${account.instance}`, { method: 'DELETE' });
}

function address({ origin, instance }: Account): string {
  return `${origin}/_simulator/accounts/${instance}`;
}

async function send(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
  return response.json();
}
