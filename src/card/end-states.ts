import { html, nothing, type TemplateResult } from 'lit';
import type { Account } from '../login/login.js';
import { toPhoneNumber } from '../login/phone-number.js';
import type { FullView, StateOf } from './card-view.js';
import { copyButton, hiddenNumber, namedText, spelledCode } from './code-parts.js';
import { againButton, countedTime, messageBox, waysToLink } from './parts.js';
import { richText, shorten } from './rich-text.js';

const ICONS = {
  done: 'M5 12.5l4.5 4.5L19 7.5',
  wrong: 'M12 5.5v8m0 4.5v.1',
  key: 'M13 11a4 4 0 1 1-3.5-2a4 4 0 0 1 3.5 2h7v3m-4-3v2',
};

function statusIcon(path: string, kind = ''): TemplateResult {
  return html`<svg class="i icon ${kind}" part="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

/** A tick, drawn as a pen would draw it. */
export function linkedIcon(): TemplateResult {
  return statusIcon(ICONS.done, 'drawn');
}

export function passkeyBody(v: FullView, state: StateOf<'passkey'>): TemplateResult {
  return messageBox(
    html`${statusIcon(ICONS.key)}
      <p class="strong">${v.texts.passkey}</p>
      ${v.ceremony?.body(v, state) ?? passkeyHelp(v, state)}`,
  );
}

/** Where nobody can sign here. */
function passkeyHelp(v: FullView, state: StateOf<'passkey'>): TemplateResult {
  // None is inherited from a prototype to which the page has added fields.
  const { url, token, endsAt } = { url: undefined, token: undefined, ...state };
  const { texts } = v;
  const isTimed = Number.isFinite(endsAt);
  return html`<slot name="passkey">
      <p>${richText(texts.passkeyHint)}</p>
      ${url ? html`<p><a part="link" href=${url} target="_blank" rel="noopener noreferrer">${texts.passkeyLink}</a></p>` : nothing}
      ${
        token
          ? html`<p class="quiet" aria-hidden="true">${texts.passkeyToken}</p>
              ${spelledCode(shorten(token, 40), texts.passkeyToken, token)} ${copyButton(v, token)}
              ${isTimed ? countedTime({ endsAt, text: texts.validFor, texts }) : nothing}`
          : nothing
      }
      ${url || token ? nothing : html`<p>${namedText(v, texts.passkeyWays)}</p>`}
    </slot>
    ${againButton(v, texts.newCode)}`;
}

export function linkedBody(v: FullView, { account, already }: StateOf<'linked'>): TemplateResult {
  return messageBox(
    html`<slot name="linked"></slot> ${accountPill(v, account)}
      ${already ? html`<p class="quiet">${v.texts.already}</p>` : nothing}`,
  );
}

/** An account may have neither: some identifiers look like numbers and are none. */
function accountPill(v: FullView, account: Account): TemplateResult | typeof nothing {
  const digits = toPhoneNumber(account.phone ?? '');
  const name = shorten(account.name?.trim() ?? '');
  if (!name && !digits) return nothing;
  const initial = /[\p{L}\p{N}]/u.exec(name)?.[0].toLocaleUpperCase(v.texts.lang) ?? '';
  return html`<div class="account" part="account" translate="no">
    ${initial ? html`<span class="initial" aria-hidden="true">${initial}</span>` : nothing}
    <div>
      ${
        name
          ? html`<p>
              <b><bdi>${name}</bdi></b>
            </p>`
          : nothing
      }
      ${digits ? html`<p class="quiet">${hiddenNumber(v, digits)}</p>` : nothing}
    </div>
  </div>`;
}

/** Whatever went wrong, there is a way on: where somebody else must act first, the text says who. */
export function errorBody(v: FullView, { code }: StateOf<'error'>): TemplateResult {
  const { texts } = v;
  return messageBox(
    html`${statusIcon(ICONS.wrong, 'wrong')}
      <div class="box" role="alert" part="error">
        <p class="strong">${texts.error}</p>
        <p>${namedText(v, texts.errors[code])}</p>
      </div>
      ${againButton(v, texts.tryAgain)} ${otherWay(v)}
      <p class="quiet support" part="support" translate="no">${richText(texts.supportCode, { code })}</p>`,
  );
}

/** Where a code was refused, the QR code is the way on. */
function otherWay(v: FullView): unknown {
  return v.method === 'code' ? html`<div class="ways">${waysToLink(v, true)}</div>` : nothing;
}

/** The gateway's own page: it cannot tell us when it is done, so nothing it says is listened to. */
export function hostedPage(v: FullView, page: string): TemplateResult {
  // An address of another kind would be a script in the page's own origin.
  const url = /^https?:$/.test(new URL(page).protocol) ? page : 'about:blank';
  return html`<iframe
      part="frame"
      sandbox=${sandboxRights(url)}
      referrerpolicy="no-referrer"
      title=${v.texts.hostedTitle}
      src=${url}
    ></iframe>
    <p class="below">
      <a part="link" href=${url} target="_blank" rel="noopener noreferrer">${v.texts.hostedLink}</a>
    </p>`;
}

/** It runs scripts and calls its own gateway. With its origin as well, a page of our own origin could leave the sandbox. */
function sandboxRights(url: string): string {
  return new URL(url).origin === location.origin ? 'allow-scripts' : 'allow-scripts allow-same-origin';
}
