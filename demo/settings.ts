import type { GatewayName } from '../src/simulator/index.js';
import { DEFAULTS, hasChoice } from './gateways.js';
import type { Scenario } from './scenarios.js';

type Scenarios = Readonly<Record<string, Scenario>>;

export function setting(form: HTMLFormElement, name: string): string {
  return new FormData(form).get(name) as string;
}

export function gatewayOf(form: HTMLFormElement): GatewayName {
  return setting(form, 'gateway') as GatewayName;
}

/** Fills the form with what the address says, so that a reload or a link shows the same. */
export function readSettings(form: HTMLFormElement, scenarios: Scenarios): void {
  const wanted = new URLSearchParams(location.search);
  for (const name of ['way', 'gateway']) set(form.elements.namedItem(name), wanted.get(name) ?? '');
  offer(form, scenarios);
  for (const [name, value] of wanted) set(form.elements.namedItem(name), value);
}

/** Shows the scenarios and the controls of the gateway that is chosen. */
export function offer(form: HTMLFormElement, scenarios: Scenarios): void {
  const gateway = gatewayOf(form);
  const asked = setting(form, 'way') === 'direct' ? gateway : 'backend';
  const choice = form.elements.namedItem('scenario') as HTMLSelectElement;
  const former = choice.value;
  const possible = Object.entries(scenarios).filter(([, { gateways }]) => gateways?.includes(gateway) ?? true);
  choice.replaceChildren(...possible.map(([name, { label }]) => new Option(label, name)));
  set(choice, former);
  for (const name of Object.keys(DEFAULTS))
    (form.elements.namedItem(name) as HTMLSelectElement).closest('label')!.hidden = !hasChoice(asked, name);
}

export function writeSettings(form: HTMLFormElement): void {
  const entries = [...new FormData(form)] as [string, string][];
  history.replaceState(null, '', `?${new URLSearchParams(entries).toString()}`);
}

function set(control: unknown, value: string): void {
  if (control instanceof HTMLInputElement) control.value = value;
  else if (control instanceof HTMLSelectElement && [...control.options].some((option) => option.value === value))
    control.value = value;
}
