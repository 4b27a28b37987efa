import type { GatewayName } from '../src/simulator/index.js';
import { ADDRESS, ATTRIBUTES, isSecret, type Asked, type Attribute } from './attributes.js';
import { build, complain, pill } from './controls.js';
import { faults, type NetworkFault } from './faults.js';
import { knownGateways } from './gateways.js';
import { readJson, type Json } from './json.js';
import { scenarios, type Scenario } from './scenarios.js';
import type { Place } from './simulation.js';
import type { Written } from './snippet.js';

const ALL: ReadonlyMap<string, Attribute> = new Map(ATTRIBUTES.map((one) => [one.name, one]));
const SECRET: ReadonlySet<string> = new Set(ATTRIBUTES.filter(isSecret).map(({ name }) => name));

/** The form: what is chosen, and what that makes of the element. */
export class Settings {
  readonly #form: HTMLFormElement;
  /** Whether more than the simulator can be reached. */
  readonly #outside: boolean;
  /** The last good value of each JSON field, which holds while somebody types. */
  readonly #json = new Map<string, Json | undefined>();
  readonly #caution = Object.assign(document.createElement('p'), { id: 'caution' });
  /** What the form says where the address says nothing. */
  readonly #initial: ReadonlyMap<string, string>;

  constructor(form: HTMLFormElement, outside: boolean) {
    this.#form = form;
    this.#outside = outside;
    build(form, ATTRIBUTES);
    const gateways = Object.entries(knownGateways).map(([name, { label }]) => new Option(label, name));
    (form.elements.namedItem('gateway') as HTMLSelectElement).append(...gateways);
    form.querySelector('#network')!.append(...Object.entries(faults).map(([name, { label }]) => pill(name, label)));
    (form.elements.namedItem('way') as HTMLElement).closest('label')!.after(this.#caution);
    this.offer();
    this.#initial = this.#all();
    this.#read();
  }

  get(name: string): string {
    return (new FormData(this.#form).get(name) as string | null) ?? '';
  }

  get asked(): Asked {
    return { gateway: this.get('gateway') as GatewayName, isDirect: this.get('way') === 'direct' };
  }

  get scenario(): Scenario {
    return scenarios[this.get('scenario') as keyof typeof scenarios];
  }

  get place(): Place {
    const typed = (name: string) => (this.#means(ALL.get(name)!) ? this.get(name) : '');
    return {
      ...this.asked,
      sockets: this.get('transport') !== 'polling',
      backendUrl: typed('backend-url'),
      instance: typed('instance'),
      token: typed('token'),
    };
  }

  /** Takes in what was typed; false: it is no good, and the field says why. */
  take(name: string): boolean {
    if (ALL.get(name)?.kind !== 'json') return true;
    const { value, wrong } = readJson(name, this.get(name));
    complain(this.#form, name, wrong);
    if (wrong === undefined) this.#json.set(name, value);
    return wrong === undefined;
  }

  /** Shows the scenarios and the controls that mean something now. */
  offer(): void {
    const { gateway } = this.asked;
    const choice = this.#form.elements.namedItem('scenario') as HTMLSelectElement;
    const former = choice.value;
    const possible = Object.entries<Scenario>(scenarios).filter(
      ([, { gateways }]) => gateways?.includes(gateway) ?? true,
    );
    choice.replaceChildren(...possible.map(([name, { label }]) => new Option(label, name)));
    set(choice, former);
    for (const attribute of ATTRIBUTES)
      (this.#form.elements.namedItem(attribute.name) as HTMLElement).closest('label')!.hidden = !this.#means(attribute);
    this.#offerFaults();
    this.#tellCaution();
  }

  /** Whether a page may ask this gateway itself, where it does. */
  #tellCaution(): void {
    const { gateway, isDirect } = this.asked;
    const { caution = 'yes, with credentials that are made for a page' } = knownGateways[gateway];
    this.#caution.hidden = !isDirect;
    this.#caution.textContent = `Asked by a page: ${caution}.`;
  }

  /** Writes on the element what takes effect in place, or everything but where its login is. */
  dress(login: HTMLElement, how: 'in place' | 'wholly'): void {
    for (const attribute of ATTRIBUTES)
      if (!ADDRESS.has(attribute.name) && (how === 'wholly' || attribute.inPlace)) this.#write(login, attribute);
  }

  /** What a page would write. */
  get written(): Written {
    const isShown = (attribute: Attribute) => !attribute.isCredential && this.#means(attribute);
    const shown = ATTRIBUTES.filter(isShown).filter(({ kind }) => kind !== 'json');
    return {
      ...this.asked,
      attributes: shown.map(({ name, kind }) => [name, kind === 'flag' ? this.get(name) !== '' : this.get(name)]),
      properties: ['headers', 'messages', 'passkeyExtension'].flatMap((name) => {
        const value = this.#means(ALL.get(name)!) && this.#json.get(name);
        return value ? [[name, value]] : [];
      }),
    };
  }

  /** So that a reload or a link shows the same. */
  keep(): void {
    const kept = [...this.#all()].filter(([name, value]) => value !== this.#initial.get(name) && !SECRET.has(name));
    const search = new URLSearchParams(kept).toString();
    history.replaceState(null, '', search === '' ? location.pathname : `?${search}`);
  }

  #offerFaults(): void {
    const radios = this.#form.elements.namedItem('network') as RadioNodeList;
    for (const radio of radios as Iterable<Node> as Iterable<HTMLInputElement>) {
      const { where }: NetworkFault = faults[radio.value as keyof typeof faults];
      radio.parentElement!.hidden = !(where?.(this.asked) ?? true);
      if (radio.parentElement!.hidden && radio.checked) radios.value = 'none';
    }
  }

  #means({ where, outside }: Attribute): boolean {
    return (!outside || this.#outside) && (where?.(this.asked) ?? true);
  }

  #write(login: HTMLElement, attribute: Attribute): void {
    const { name, kind } = attribute;
    const value = this.#means(attribute) ? this.get(name) : '';
    if (kind === 'json') Object.assign(login, { [name]: this.#means(attribute) ? this.#json.get(name) : undefined });
    else if (kind === 'flag') login.toggleAttribute(name, value !== '');
    else if (value === '') login.removeAttribute(name);
    else login.setAttribute(name, value);
  }

  #all(): Map<string, string> {
    const controls = [...this.#form.elements].map((control) => control.getAttribute('name') ?? '');
    return new Map(controls.filter((name) => name !== '').map((name) => [name, this.get(name)]));
  }

  #read(): void {
    const wanted = new URLSearchParams(location.search);
    for (const name of ['way', 'gateway']) set(this.#form.elements.namedItem(name), wanted.get(name) ?? '');
    this.offer();
    for (const [name, value] of wanted) if (!SECRET.has(name)) set(this.#form.elements.namedItem(name), value);
    for (const { name } of ATTRIBUTES) this.take(name);
    for (const details of this.#form.querySelectorAll('details'))
      details.open = ATTRIBUTES.some(({ name }) => wanted.has(name) && details.querySelector(`[name="${name}"]`));
  }
}

function set(control: unknown, value: string): void {
  if (control instanceof HTMLSelectElement) {
    if ([...control.options].some((option) => option.value === value)) control.value = value;
  } else if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = value !== '';
  else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) control.value = value;
  else if (control instanceof RadioNodeList) control.value = value;
}
