import { Account } from './account.js';
import type { Clock } from './clock.js';
import { stateWordOf, type Dialect } from './dialect.js';
import { DIALECTS, type AccountScript, type AccountState, type FaultName, type GatewayName } from './dialects.js';
import { readFault, type FaultOptions } from './faults.js';
import { BadInput, initialsOf } from './fields.js';
import { LINK_STATES, type LinkState } from './link-state.js';
import { randomInstance, randomToken } from './random.js';
import { COMMON_FIELDS, readScript, type CommonScript } from './script.js';
import type { SimulatedAccount } from './simulator-api.js';
import { Traffic, type RecordedCall } from './traffic.js';

/** What a script holds of an account: the account itself, its traffic, and the dialect of its gateway. */
export class HostedAccount implements SimulatedAccount {
  readonly gateway: GatewayName;
  readonly dialect: Dialect;
  readonly account: Account;
  readonly traffic: Traffic;

  constructor(clock: Clock, gateway: GatewayName, script: unknown) {
    const dialect = DIALECTS[gateway];
    const { instance = randomInstance(), state, values } = readScript(script, dialect);
    this.gateway = gateway;
    this.dialect = dialect;
    this.traffic = new Traffic(clock);
    this.account = new Account({
      clock,
      gateway,
      instance,
      script: withDefaults(dialect, values),
      linkDelay: (account) => dialect.linkDelay?.(account) ?? account.script.linkDelay,
      loggedOut: () => {
        this.traffic.faults.remove(({ name }) => dialect.faults[name]?.endsAtLogout === true);
      },
    });
    this.account.change({}, ...this.#readState(state));
  }

  get instance(): string {
    return this.account.instance;
  }

  get token(): string {
    return this.account.token;
  }

  get proxyPath(): string {
    return `/proxy/${this.instance}`;
  }

  address(method: string): string {
    return this.dialect.addressOf(this.account, method);
  }

  get state(): AccountState {
    return stateWordOf(this.dialect, this.account) as AccountState;
  }

  get logins(): number {
    return this.account.logins;
  }

  get qr(): string | undefined {
    return this.account.qrCodes.current;
  }

  scan(payload: string): 'linking' | 'outdated' | 'unknown' {
    return this.account.scan(payload);
  }

  enterCode(code: string): 'linking' | 'refused' {
    return this.account.enterCode(code);
  }

  passkey(): void {
    this.account.passkey();
  }

  logout(): void {
    this.account.logout();
  }

  drop(): void {
    this.traffic.dropSockets();
  }

  expire(): void {
    this.account.expire();
  }

  fault(name: FaultName, options: FaultOptions = {}): void {
    this.traffic.faults.add(readFault(name, options, this.dialect));
  }

  clearFaults(): void {
    this.traffic.faults.remove(() => true);
  }

  set(change: AccountScript): void {
    const { gateway, instance, state, values } = readScript(change, this.dialect);
    if (gateway !== undefined || instance !== undefined) throw new BadInput('gateway and instance cannot change');
    this.account.change(values, ...this.#readState(state));
  }

  get calls(): readonly RecordedCall[] {
    return this.traffic.calls;
  }

  get sockets(): number {
    return this.traffic.sockets;
  }

  get pending(): number {
    return this.traffic.pending;
  }

  /** The simulator's word for a state and, if the script used it, the gateway's word. */
  #readState(word: string | undefined): [state?: LinkState, nuance?: string] {
    const own = LINK_STATES.find((state) => state === word);
    if (own !== undefined || word === undefined) return own === undefined ? [] : [own];
    const state = this.dialect.states[word];
    return state === undefined ? [] : [state, word];
  }
}

function withDefaults({ fields, defaults }: Dialect, values: Partial<CommonScript>): CommonScript {
  const initials = { ...initialsOf(COMMON_FIELDS), ...initialsOf(fields), token: randomToken() };
  return { ...initials, ...defaults, ...values } as CommonScript;
}
