import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorCode } from './login.js';
import { otherWay, remaining, type Of, type Texted } from './view-parts.js';

/** The number form: what is typed, and what was wrong with it. */
export interface Form {
  readonly phone: string;
  readonly error?: ErrorCode | 'phone';
}

/** E.164: at most 15 digits; no country numbers its phones with fewer than 8, country code included. */
const PHONE = /^\d{8,15}$/;

/** The digits of a number as people type it, or nothing: spaces, brackets, dashes, `+` and `00` are theirs. */
export function digitsOf(phone: string): string | undefined {
  const digits = phone.replace(/[\s().+/-]/g, '').replace(/^00/, '');
  return PHONE.test(digits) ? digits : undefined;
}

export function code(v: Texted, state: Of<'code'>): TemplateResult {
  const shown = /^[^-]{8}$/.test(state.code) ? `${state.code.slice(0, 4)}-${state.code.slice(4)}` : state.code;
  const copied = v.copied === undefined ? nothing : v.copied ? v.texts.copied : v.texts.copyFailed;
  return html`<div class="picture">
    <p class="unseen" id="code">${v.texts.codeLabel}</p>
    <p class="code" part="code" dir="ltr" translate="no" aria-labelledby="code">
      <span aria-hidden="true">${shown}</span><span class="unseen">${state.code.split('').join(' ')}</span>
    </p>
    <button
      type="button"
      class="secondary"
      part="copy"
      @click=${() => {
        copy(state.code.replaceAll('-', ''), v.actions.copied);
      }}
    >
      ${v.texts.copy}
    </button>
    <p role="status">${copied}</p>
    ${remaining(v.texts.remainingLast, state.endsAt - v.now)} ${otherWay(v)}
  </div>`;
}

export function phoneForm(v: Texted, { phone, error }: Form): TemplateResult {
  const { texts, actions } = v;
  const send = (event: Event) => {
    event.preventDefault();
    actions.send(phoneIn(event));
  };
  return html`<form class="box" novalidate @submit=${send}>
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
    ${error ? html`<p id="hint" class="wrong" role="alert">${error === 'phone' ? texts.phoneInvalid : texts.errors[error]}</p>` : html`<p id="hint">${texts.phoneHint}</p>`}
    <button type="submit" class="primary" part="button">${texts.getCode}</button>
    ${otherWay(v)}
  </form>`;
}

function phoneIn({ currentTarget }: Event): string {
  const phone = (currentTarget as HTMLFormElement).elements.namedItem('phone');
  return phone instanceof HTMLInputElement ? phone.value : '';
}

/** Asks for the clipboard within the click: a browser forgets the click after an `await`. */
function copy(code: string, done: (copied: boolean) => void): void {
  navigator.clipboard.writeText(code).then(
    () => done(true),
    () => done(false),
  );
}
