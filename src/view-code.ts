import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorCode } from './login.js';
import { copyable, otherWay, remaining, type Of, type View } from './view-parts.js';

/** The number form: what is typed, and what was wrong with it. */
export interface Form {
  readonly phone: string;
  readonly error?: ErrorCode | 'phone';
}

export function code(v: View, state: Of<'code'>): TemplateResult {
  const { code, since, endsAt } = state;
  return html`${copyable(v, code, v.texts.codeLabel, code.replaceAll('-', ''))}
  ${remaining(v, { since, endsAt, text: v.texts.remainingLast })}`;
}

export function phoneForm(v: View, { phone, error }: Form): TemplateResult {
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
    ${hint(v, error)} ${v.resting ? html`<p class="time">${texts.resting}</p>` : nothing}
    <button type="submit" class="primary" part="button" ?disabled=${v.resting}>${texts.getCode}</button>
    ${otherWay(v)}
  </form>`;
}

function phoneIn({ currentTarget }: Event): string {
  const phone = (currentTarget as HTMLFormElement).elements.namedItem('phone');
  return phone instanceof HTMLInputElement ? phone.value : '';
}

function hint({ texts }: View, error: Form['error']): TemplateResult {
  if (!error) return html`<p id="hint">${texts.phoneHint}</p>`;
  return html`<p id="hint" class="wrong" role="alert">
    ${error === 'phone' ? texts.phoneInvalid : texts.errors[error]}
  </p>`;
}
