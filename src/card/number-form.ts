import { html, nothing, type TemplateResult } from 'lit';
import type { NumberForm } from '../login/login.js';
import { toPhoneNumber } from '../login/phone-number.js';
import type { Messages } from '../messages/index.js';
import type { FullView } from './card-view.js';
import type { NumberView } from './number-field.js';
import { namedText } from './code-parts.js';
import { countedTime } from './parts.js';
import { richText } from './rich-text.js';

/** Of a field that is not there yet. */
const EMPTY: NumberView = {
  typed: '',
  reading: undefined,
  callingCode: undefined,
  input: () => undefined,
  take: (typed) => ({ typed, reading: undefined }),
};

/**
 * The field for the number. Nothing depends on the form being submitted, which a sandboxed frame may forbid: the form is there
 * for those who fill in for the person.
 */
export function numberForm(v: FullView, form: NumberForm): TemplateResult {
  const { texts, actions, number = EMPTY, restsUntil } = v;
  const send = (event: Event) => {
    event.preventDefault();
    if (restsUntil !== undefined) return;
    const { typed, reading } = number.take(fieldOf(event).value);
    actions.send(reading?.shown ?? typed, reading ? reading.problem !== undefined : !toPhoneNumber(typed));
  };
  const sendByEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.isComposing) send(event);
  };
  return html`<form class="form" part="form" novalidate @submit=${send}>
    <label for="phone">${texts.phone}</label>
    <div class="field">
      ${number.callingCode ? html`<span id="calling-code" class="calling-code" dir="ltr">${number.callingCode}</span>` : nothing}
      <input
        id="phone"
        name="phone"
        part="input"
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        enterkeyhint="go"
        dir="ltr"
        .value=${number.typed}
        aria-describedby=${number.callingCode ? 'calling-code hint' : 'hint'}
        aria-invalid=${form.error ? 'true' : 'false'}
        @input=${number.input}
        @keydown=${sendByEnter}
      />
    </div>
    ${numberHint(v, form.error)}
    <button type="submit" class="primary wide" part="button" ?disabled=${restsUntil !== undefined} @click=${send}>
      ${texts.getCode}
    </button>
    ${restsUntil === undefined ? nothing : countedTime({ endsAt: restsUntil, text: texts.resting, texts })}
  </form>`;
}

/** The field of a form, by what happened to any part of it. */
function fieldOf({ currentTarget }: Event): HTMLInputElement {
  return (currentTarget as Element).closest('form')?.querySelector('input') as HTMLInputElement;
}

function numberHint(v: FullView, error: NumberForm['error']): TemplateResult {
  const { texts, number = EMPTY } = v;
  if (error && error !== 'phone')
    return html`<p id="hint" class="quiet wrong" role="alert">${namedText(v, texts.errors[error])}</p>`;
  if (error) return html`<p id="hint" class="quiet wrong" role="alert">${problemText(v)}</p>`;
  const example = number.callingCode ? '\xa0' : texts.phoneHint;
  return html`<p id="hint" class="quiet">${number.reading?.digits ? echo(v) : richText(example)}</p>`;
}

/** The number that will be asked for, all of it, before it is. */
function echo({ texts, number = EMPTY }: FullView): TemplateResult {
  const { shown = '', country, doubted } = number.reading ?? {};
  const text = texts.phoneEcho.replace('{number}', '*{number}*');
  const values = { number: shown.replaceAll(' ', '\u00a0'), country: countryName(texts, country) };
  return html`${richText(text, values)} ${doubted ? richText(`*${texts.phoneDoubt}*`) : nothing}`;
}

function problemText({ texts, number = EMPTY }: FullView): unknown {
  const { problem, country } = number.reading ?? {};
  if (!country || !problem || problem === 'invalid') return richText(texts.phoneInvalid);
  return richText(problem === 'short' ? texts.phoneTooShort : texts.phoneTooLong, {
    country: countryName(texts, country),
  });
}

const names = new Map<string, Intl.DisplayNames>();

/** In the language of the card; made once, since it is dear. */
function countryName({ lang }: Messages, country = ''): string {
  let regions = names.get(lang);
  if (!regions) names.set(lang, (regions = new Intl.DisplayNames(lang, { type: 'region' })));
  return country && (regions.of(country) ?? country);
}
