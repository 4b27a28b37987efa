import type { Attribute } from './attributes.js';

/** Adds a control for each attribute to the part of the form for its group. */
export function build(form: HTMLFormElement, attributes: readonly Attribute[]): void {
  for (const attribute of attributes)
    form.querySelector(`[data-group="${attribute.group}"]`)!.append(labelled(attribute));
}

/** Returns one of several radio buttons for the network fault. */
export function pill(value: string, text: string): HTMLLabelElement {
  const label = document.createElement('label');
  const radio = document.createElement('input');
  Object.assign(radio, { type: 'radio', name: 'network', value, defaultChecked: value === 'none' });
  label.append(radio, text);
  return label;
}

/** Shows under a field what is wrong with it, or removes that text. */
export function complain(form: HTMLFormElement, name: string, wrong: string | undefined): void {
  const control = form.elements.namedItem(name) as HTMLElement;
  control.setAttribute('aria-invalid', String(wrong !== undefined));
  document.getElementById(`${name}-wrong`)!.textContent = wrong ?? '';
}

function labelled(attribute: Attribute): HTMLElement {
  const label = document.createElement('label');
  const name = document.createElement('span');
  name.textContent = attribute.name;
  label.className = typeof attribute.kind === 'string' ? attribute.kind : 'choice';
  label.append(name, control(attribute));
  if (attribute.kind === 'json') label.append(room(attribute));
  return label;
}

function control({ name, kind, initial = '', placeholder = '' }: Attribute): HTMLElement {
  if (typeof kind !== 'string') return select(name, kind);
  const field = document.createElement(kind === 'json' ? 'textarea' : 'input');
  Object.assign(field, { name, placeholder, defaultValue: initial, spellcheck: false, autocomplete: 'off' });
  if (kind === 'json') {
    field.setAttribute('aria-describedby', `${name}-wrong`);
    Object.assign(field, { rows: 3 });
  } else Object.assign(field, INPUTS[kind]);
  return field;
}

/** The kinds of input. `new-password` keeps password managers from offering to store the secrets. */
const INPUTS = {
  text: { type: 'text' },
  secret: { type: 'password', autocomplete: 'new-password' },
  number: { type: 'number', min: '0', step: 'any' },
  flag: { type: 'checkbox', value: 'true' },
} as const;

function select(name: string, choices: readonly (readonly [value: string, label: string])[]): HTMLSelectElement {
  const field = document.createElement('select');
  field.name = name;
  field.append(...choices.map(([value, label]) => new Option(label, value)));
  return field;
}

/** Returns the place for an error. It exists from the start, because screen readers announce only changes of what they know. */
function room({ name }: Attribute): HTMLElement {
  const text = document.createElement('small');
  text.id = `${name}-wrong`;
  text.setAttribute('role', 'alert');
  return text;
}
