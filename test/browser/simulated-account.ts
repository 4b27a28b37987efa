import { executeServerCommand } from '@web/test-runner-commands';
import type { WaQrLogin } from '../../src/index.js';
import type { AccountScript, FaultName, FaultOptions, RecordedCall } from '../../src/simulator/index.js';
import { mount } from './world.js';

interface AccountReport {
  readonly qr?: string;
  readonly state: string;
  readonly calls: readonly RecordedCall[];
  readonly sockets: number;
  readonly pending: number;
}

/** Kept from before a test puts something else in its place. */
const realFetch = fetch.bind(window);

/** An account of the simulator that runs beside the tests: real HTTP, real WebSocket. */
export class RemoteAccount {
  readonly instance: string;
  readonly token: string;
  readonly origin: string;

  private constructor(origin: string, instance: string, token: string) {
    this.origin = origin;
    this.instance = instance;
    this.token = token;
  }

  /** One whose codes stay, and that is linked soon after a scan, unless the script says otherwise: no test has to be quick or to wait. */
  static async create(script: AccountScript = {}): Promise<RemoteAccount> {
    const { origin } = await executeServerCommand<{ origin: string }, undefined>('simulator');
    const body = JSON.stringify({ qrLife: 600_000, window: 600_000, linkDelay: 200, ...script });
    const answer = await realFetch(`${origin}/_simulator/accounts`, { method: 'POST', body });
    const { instance, token } = (await answer.json()) as { instance: string; token: string };
    return new RemoteAccount(origin, instance, token);
  }

  async report(): Promise<AccountReport> {
    return (await (await realFetch(`${this.origin}/_simulator/accounts/${this.instance}`)).json()) as AccountReport;
  }

  async countCalls(method: string): Promise<number> {
    return (await this.report()).calls.filter((call) => call.method === method).length;
  }

  async act(action: string, body: unknown = {}): Promise<{ result?: string }> {
    const url = `${this.origin}/_simulator/accounts/${this.instance}/${action}`;
    const answer = await realFetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
    return (await answer.json()) as { result?: string };
  }

  fault(name: FaultName, options: FaultOptions = {}): Promise<unknown> {
    return this.act('fault', { name, ...options });
  }

  /** The phone scans this code; what comes of it. */
  async scan(payload: string): Promise<string | undefined> {
    return (await this.act('scan', { payload })).result;
  }

  /** The phone scans the code that is valid now. */
  async scanCurrent(): Promise<void> {
    const result = await this.scan((await this.report()).qr ?? '');
    if (result !== 'linking') throw new Error(`The scan was for nothing: ${result}`);
  }
}

/** An element that logs in to the account; `attributes` come on top. */
export function mountFor(
  account: RemoteAccount,
  attributes: Readonly<Record<string, string>> = {},
): Promise<WaQrLogin> {
  const { origin, instance, token } = account;
  return mount({ gateway: 'green-api', 'backend-url': origin, instance, token, ...attributes });
}
