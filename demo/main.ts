import type {} from '../src/index.js';
import type { GatewayName } from '../src/simulator/index.js';
import { listCalls } from './call-list.js';
import { listEvents } from './event-list.js';
import { DEFAULTS, hasChoice, hasCodes } from './gateways.js';
import { Phone } from './phone.js';
import { person, scenarios, type Scenario, type ScenarioName } from './scenarios.js';
import { gatewayOf, offer, readSettings, setting, writeSettings } from './settings.js';
import { act, createAccount, look, removeAccount, type Account, type Look } from './simulator.js';
import { snippet } from './snippet.js';

/** How often the page looks at what the simulator has recorded, ms. */
const EVERY = 500;
/** These take effect in place; the others begin another login. */
const IN_PLACE: ReadonlySet<string> = new Set(['theme', 'lang', 'app-name']);

/** What the number form is prefilled with. */
const NUMBER = '+1 555 010 0123';

const find = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector)!;
const login = document.querySelector('wa-qr-login')!;
const form = document.querySelector('form')!;
const phone = new Phone(find('#phone'), login);
let account: Account | undefined;
let run = new AbortController();

/** What changes nothing about the login itself. */
function dress(): void {
  for (const name of IN_PLACE) login.setAttribute(name, setting(form, name));
  document.documentElement.dataset['theme'] = setting(form, 'theme');
  find('#snippet').textContent = snippet(login);
  find('#copy').textContent = 'Copy';
  writeSettings(form);
}

/** Another login, with an account of its own. */
async function begin(): Promise<void> {
  run.abort();
  const { signal } = (run = new AbortController());
  const scenario: Scenario = scenarios[setting(form, 'scenario') as ScenarioName];
  find('#hint').textContent = scenario.hint;
  const script = { gateway: gatewayOf(form), ...person, ...scenario.script };
  const created = await createAccount(script, scenario.token, isDirect());
  if (scenario.fault) await act(created, 'fault', scenario.fault);
  if (signal.aborted) return removeAccount(created);
  const former = account;
  account = created;
  await link(created, scenario);
  if (former) await removeAccount(former);
  if (scenario.later) void afterwards(created, scenario.later, signal);
  await watch(created, signal);
}

/** Hands the account to the element: several changes in a row are one new login. The element is defined when it has the first. */
async function link(created: Account, scenario: Scenario): Promise<void> {
  find('#events').replaceChildren();
  phone.hold(created, scenario);
  choose(gatewayOf(form));
  if (isDirect()) direct(created);
  else relayed(created);
  dress();
  await import('../src/index.js');
}

function isDirect(): boolean {
  return setting(form, 'way') === 'direct';
}

/** For trusted internal pages: the credentials are in the page. */
function direct({ origin, instance, token = '' }: Account): void {
  login.setAttribute('gateway', gatewayOf(form));
  login.setAttribute('backend-url', origin);
  login.setAttribute('instance', instance);
  login.setAttribute('token', token);
}

/** As a product does it: the page knows its backend and nothing else. */
function relayed({ instance }: Account): void {
  for (const name of ['gateway', 'instance', 'token']) login.removeAttribute(name);
  const protocol = setting(form, 'transport') === 'polling' ? 'http:' : 'ws:';
  login.setAttribute('backend-url', `${protocol}//${location.host}/demo/login/${instance}`);
}

/** A control that means nothing to the gateway stands at its default. */
function choose(gateway: GatewayName): void {
  const asked = isDirect() ? gateway : 'backend';
  for (const [name, usual] of Object.entries(DEFAULTS))
    login.setAttribute(name, hasChoice(asked, name) ? setting(form, name) : usual);
  if (hasCodes(gateway)) login.setAttribute('phone', NUMBER);
  else login.removeAttribute('phone');
  find('#phone button[name="enter-code"]').hidden = !hasCodes(gateway);
}

async function afterwards(
  created: Account,
  { after, set }: NonNullable<Scenario['later']>,
  signal: AbortSignal,
): Promise<void> {
  await sleep(after);
  if (!signal.aborted) await act(created, 'set', set);
}

async function watch(created: Account, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const seen = document.visibilityState === 'visible' ? await look(created) : undefined;
    if (signal.aborted) return;
    if (seen) show(seen);
    await sleep(EVERY);
  }
}

function show(seen: Look): void {
  find('#trouble').hidden = true;
  phone.see(seen);
  listCalls(find('#calls'), seen.calls);
  find('#state').textContent = seen.state;
  find('#sockets').textContent = String(seen.sockets);
}

/** Breaks off what there is: the open sockets or, when the page polls, the next answers. */
async function drop(): Promise<void> {
  if (!account) return;
  const { sockets } = await look(account);
  if (sockets > 0) await act(account, 'drop');
  else await act(account, 'fault', { name: 'reset', times: 2 });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function copy(): Promise<void> {
  const copied = await navigator.clipboard.writeText(snippet(login)).then(
    () => true,
    () => false,
  );
  find('#copy').textContent = copied ? 'Copied' : 'Could not be copied';
}

readSettings(form, scenarios);
listEvents(login, find('#events'));
form.addEventListener('input', (event) => {
  const { name } = event.target as HTMLInputElement;
  if (name === 'gateway' || name === 'way') offer(form, scenarios);
  if (IN_PLACE.has(name)) dress();
  else void begin();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void begin();
});
find('#drop').addEventListener('click', () => void drop());
find('#copy').addEventListener('click', () => void copy());
// Nothing else here fails than the demo's own servers.
addEventListener('unhandledrejection', () => {
  find('#trouble').hidden = false;
});
void begin();
