import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { load, once } from '../platform/chunk.js';
import type { NumberReading } from './phone-metadata.js';

/** What the form shows of the number. */
export interface NumberView {
  readonly typed: string;
  readonly reading: NumberReading | undefined;
  /** The calling code of the country whose numbers may be typed without, such as `+55`. */
  readonly callingCode: string | undefined;
  readonly input: (event: Event) => void;
  /** Takes what is in the field when it is sent: a script that fills in a number may not say so by an event. */
  readonly take: (typed: string) => Pick<NumberView, 'typed' | 'reading'>;
}

interface NumberHost extends ReactiveControllerHost, HTMLElement {
  readonly country: string | undefined;
}

const metadata = once(() => load((_fragment) => import('./phone-metadata.js')));

/** The number as it is typed, and what the countries' numbering plans say of it, as soon as they have been fetched. */
export class NumberField implements ReactiveController {
  #typed = '';
  readonly #host: NumberHost;

  constructor(host: NumberHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** The form is shown, with a number that was typed before. Without the numbering plans it takes any number. */
  open(phone: string): void {
    this.#typed = phone;
    metadata().then(
      () => this.#host.requestUpdate(),
      () => undefined,
    );
  }

  view(): NumberView {
    const country = countryOf(this.#host);
    const isInternational = /^\s*(\+|00)/.test(this.#typed);
    return {
      typed: this.#typed,
      reading: metadata.value?.readNumber(this.#typed, country),
      callingCode: isInternational ? undefined : metadata.value?.callingCode(country),
      input: this.#input,
      take: (typed) => {
        this.#type(typed);
        return this.view();
      },
    };
  }

  readonly #input = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (isTypedAtEnd(event, field)) {
      const formatted = metadata.value?.formatNumber(field.value, countryOf(this.#host));
      if (formatted) field.value = formatted;
    }
    this.#type(field.value);
  };

  #type(typed: string): void {
    this.#typed = typed;
    this.#host.requestUpdate();
  }
}

/** Whoever corrects what is in the middle, or takes back what was typed, must not have the field change under the cursor. */
function isTypedAtEnd(event: Event, { value, selectionEnd }: HTMLInputElement): boolean {
  const isDeletion = 'inputType' in event && String(event.inputType).startsWith('delete');
  return !isDeletion && selectionEnd === value.length;
}

/** The country that the page names, or the one that most speakers of the browser's language live in. */
function countryOf({ country }: NumberHost): string | undefined {
  if (country) return country.trim().toUpperCase();
  try {
    return new Intl.Locale(navigator.language).maximize().region;
  } catch {
    return undefined; // no language at all, as in some test environments
  }
}
