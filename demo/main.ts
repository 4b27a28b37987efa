import type {} from '../src/index.js';
import { ATTRIBUTES } from './attributes.js';
import { BACKENDS } from './backends.js';
import { BRAND_CONTROLS, BrandPanel } from './brand-panel.js';
import { listCalls } from './call-list.js';
import { CodeTabs, type Code } from './code-tabs.js';
import { listEvents } from './event-list.js';
import { faults, type NetworkFault, type NetworkFaultName } from './faults.js';
import { knownGateways } from './gateways.js';
import { Phone } from './phone.js';
import { person, type Scenario } from './scenarios.js';
import { simulation } from './served.js';
import { Settings } from './settings.js';
import type { Account, Look } from './simulation.js';
import { FRAMEWORKS, NOTES, SNIPPETS } from './snippet.js';
import { Tabs } from './tabs.js';

/** How often the page looks at what the simulator has recorded, ms. */
const EVERY = 500;
/** What stands under the style sheet to copy. */
const STYLED =
  'Under the tab “Look” the accent, the radius and the density are chosen. There are parts and slots for more.';
/** These take effect in place; the others begin another login. */
const IN_PLACE: ReadonlySet<string> = new Set([
  ...ATTRIBUTES.filter(({ inPlace }) => inPlace).map(({ name }) => name),
  ...BRAND_CONTROLS,
]);

const find = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector)!;
const login = document.querySelector('wa-qr-login')!;
const form = document.querySelector('form')!;
const brand = new BrandPanel(form, dress);
const settings = new Settings(form, simulation.hasOutside);
const phone = new Phone(find('#phone'), login, simulation);
const code = new CodeTabs(find('#page-code'), [...FRAMEWORKS, 'CSS']);
let account: Account | undefined;
let run = new AbortController();

/** What changes nothing about the login itself. */
function dress(): void {
  settings.dress(login, 'in place');
  brand.apply();
  document.documentElement.dataset['theme'] = settings.get('theme');
  tell();
}

function tell(): void {
  const { written } = settings;
  const codes = FRAMEWORKS.map((name): [string, Code] => [name, { text: SNIPPETS[name](written), note: NOTES[name] }]);
  code.show({ ...Object.fromEntries(codes), CSS: { text: brand.css, note: STYLED } });
  settings.keep();
}

/** Another login, with an account of its own. */
async function begin(): Promise<void> {
  run.abort();
  const { signal } = (run = new AbortController());
  const { scenario, asked } = settings;
  find('#hint').textContent = scenario.hint;
  const script = { gateway: asked.gateway, ...person, ...scenario.script };
  const created = await simulation.open({ script, token: scenario.token, isDirect: asked.isDirect });
  await spoil(created);
  if (signal.aborted) return simulation.close(created);
  const former = account;
  account = created;
  await link(created, scenario);
  if (former) await simulation.close(former);
  if (scenario.later) void afterwards(created, scenario.later, signal);
  await watch(created, signal);
}

/** Hands the account to the element, which is defined when it has the first. */
async function link(created: Account, scenario: Scenario): Promise<void> {
  // A login under way would begin again, wanted or not.
  if (settings.get('manual') !== '') login.stop?.();
  find('#events').replaceChildren();
  phone.hold(created, scenario);
  find('#phone button[name="enter-code"]').hidden = !knownGateways[settings.asked.gateway].hasCodes;
  settings.dress(login, 'wholly');
  simulation.connect(login, created, settings.place);
  dress();
  await import('../src/index.js');
}

/** Brings about the fault of the network that is chosen, and only that. The scenario's own stays, if it is to. */
async function spoil(spoiled: Account): Promise<void> {
  const chosen: NetworkFault = faults[settings.get('network') as NetworkFaultName];
  const { scenario, asked } = settings;
  const isNew = spoiled !== account;
  const fault = async (one: Scenario['fault']) => one && simulation.act(spoiled, 'fault', one);
  find('#network-hint').textContent = chosen.hint;
  simulation.network.become(chosen.network ?? 'fine');
  if (!isNew) await simulation.act(spoiled, 'clear-faults');
  await fault(chosen.gateway);
  if (chosen.noSocket && knownGateways[asked.gateway].hasSocket) await fault({ name: 'refuse-socket' });
  if (isNew || !scenario.fault?.times) await fault(scenario.fault);
  // What is open would go on undisturbed.
  if (!isNew && chosen.gateway) await simulation.act(spoiled, 'drop');
}

async function afterwards(
  created: Account,
  { after, set }: NonNullable<Scenario['later']>,
  signal: AbortSignal,
): Promise<void> {
  await sleep(after);
  if (!signal.aborted) await simulation.act(created, 'set', set);
}

async function watch(created: Account, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const seen = document.visibilityState === 'visible' ? await simulation.look(created) : undefined;
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

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function changed(name: string): void {
  if (name === 'gateway' || name === 'way') settings.offer();
  const isGood = settings.take(name);
  if (name === 'network') {
    tell();
    if (account) void spoil(account);
  } else if (!isGood) settings.keep();
  else if (IN_PLACE.has(name)) dress();
  else void begin();
}

/** The pages of the form, one tab for each. */
function turnPages(): void {
  const pages = form.querySelectorAll<HTMLElement>('#settings > [role="tabpanel"]');
  new Tabs(find('#pages'), (chosen) => pages.forEach((page, at) => (page.hidden = at !== chosen)));
}

turnPages();
new CodeTabs(find('#backend-code'), Object.keys(BACKENDS)).show(BACKENDS);
find('[data-fact="gateways"]').textContent = String(Object.keys(knownGateways).length);
listEvents(login, find('#events'));
login.addEventListener('statechange', ({ detail }) => {
  find('#status').textContent = find('#status').dataset['status'] = detail.status;
});
form.addEventListener('input', ({ target }) => changed((target as HTMLInputElement).name));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void begin();
});
for (const method of ['start', 'stop', 'restart'] as const)
  find(`button[name="${method}"]`).addEventListener('click', () => login[method]());
find('#drop').addEventListener('click', () => simulation.network.drop());
// Nothing else here fails than the demo's own server.
addEventListener('unhandledrejection', () => {
  find('#trouble').hidden = false;
});
void begin();
