import { html, nothing, type TemplateResult } from 'lit';
import type { NumberForm } from '../login/login.js';
import { copyableCode, switchMethodButton, remainingTime, type StateOf, type CardView } from './parts.js';

export function pairingCode(v: CardView, state: StateOf<'code'>): TemplateResult {
  const { code, since, endsAt } = state;
  return html`${copyableCode(v, code, v.texts.codeLabel, code.replaceAll('-', ''))}
  ${remainingTime(v, { since, endsAt, text: v.texts.validFor })}`;
}

export function numberForm(v: CardView, { phone, error }: NumberForm): TemplateResult {
  const { texts, actions } = v;
  const send = (event: Event) => {
    event.preventDefault();
    actions.send(phoneIn(event));
  };
  return html`<form class="box" part="form" novalidate @submit=${send}>
    <label for="phone">${texts.phone}</label>
    <input
      id="phone"
      name="phone"
      part="input"
      type="tel"
      inputmode="tel"
      autocomplete="tel"
      dir="ltr"
      .value=${phone}
      aria-describedby="hint"
      aria-invalid=${error ? 'true' : 'false'}
    />
    ${numberHint(v, error)} ${v.resting ? html`<p class="time">${texts.resting}</p>` : nothing}
    <button type="submit" class="primary" part="button" ?disabled=${v.resting}>${texts.getCode}</button>
    ${switchMethodButton(v)}
  </form>`;
}

function phoneIn({ currentTarget }: Event): string {
  const phone = (currentTarget as HTMLFormElement).elements.namedItem('phone');
  return phone instanceof HTMLInputElement ? phone.value : '';
}

function numberHint({ texts }: CardView, error: NumberForm['error']): TemplateResult {
  if (!error) return html`<p id="hint">${texts.phoneHint}</p>`;
  return html`<p id="hint" class="wrong" role="alert">
    ${error === 'phone' ? texts.phoneInvalid : texts.errors[error]}
  </p>`;
}
