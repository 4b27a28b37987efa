import type { Scenario } from './scenarios.js';

export function setting(form: HTMLFormElement, name: string): string {
  return new FormData(form).get(name) as string;
}

/** Fills the form: the scenarios there are, and what the address says, so that a reload or a link shows the same. */
export function readSettings(form: HTMLFormElement, scenarios: Readonly<Record<string, Scenario>>): void {
  const choice = form.elements.namedItem('scenario') as HTMLSelectElement;
  choice.replaceChildren(...Object.entries(scenarios).map(([name, { label }]) => new Option(label, name)));
  for (const [name, value] of new URLSearchParams(location.search)) set(form.elements.namedItem(name), value);
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
