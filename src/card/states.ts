import { html, nothing, type TemplateResult } from 'lit';
import { isLastCodeOver } from '../login/advance.js';
import { isPage } from '../login/login.js';
import { announcement } from './announcement.js';
import { expectedCode, expectedForm, placeholder, type CardContent } from '../element/frame.js';
import { againButton, messageBox, primaryButton, stepsScene } from './parts.js';
import { isFull, type CardView, type StateOf } from './card-view.js';
import { qrPicture, waitingPicture } from './qr-state.js';
import { richText } from './rich-text.js';

/** What the card says and shows. */
export function cardContent(v: CardView): CardContent {
  const { lang, dir } = v.texts;
  return {
    lang,
    dir,
    shape: isWithoutScene(v) ? 'done' : v.large ? 'large' : '',
    title: cardTitle(v),
    body: stateBody(v),
    hint: consentText(v),
    status: announcement(v) ?? '',
  };
}

/** No code comes next, so that everything stands in the middle, and no room is kept for more. */
function isWithoutScene({ state }: CardView): boolean {
  return state.status === 'linked' || state.status === 'error' || state.status === 'passkey';
}

function cardTitle(v: CardView): TemplateResult {
  const { app, level, texts, state } = v;
  const isLinked = state.status === 'linked';
  const isCode = state.status === 'code';
  const named = isLinked ? texts.titleLinked : texts.title;
  const text = isCode ? texts.titleCode : app ? named : isLinked ? texts.linked : texts.titleWithoutApp;
  const kind = isLinked || isCode ? '' : 'first';
  const icon = isLinked && isFull(v) ? v.more.linkedIcon() : nothing;
  const title = richText(text, { app: app ?? '' });
  // prettier-ignore
  return html`${icon}
    <h2 part="title" class=${kind} tabindex="-1" aria-level=${level ?? nothing}><slot name="title">${title}</slot></h2>
    ${introLine(v)}`;
}

/** One quiet line: what to have at hand, or what the code on screen is for. */
function introLine(v: CardView): TemplateResult | typeof nothing {
  const { state, texts } = v;
  switch (state.status) {
    case 'code':
      return isFull(v) ? v.more.codeIntro(v) : nothing;
    case 'linked':
    case 'error':
    case 'passkey':
      return nothing;
    case 'idle':
    case 'waiting':
    case 'qr':
    case 'linking':
    case 'expired':
      return introText(isAboutCode(v) ? texts.introCode : texts.intro);
  }
}

/** Whether the pairing code is what comes next, or is under way. */
function isAboutCode({ state, method, codeFirst }: CardView): boolean {
  return state.status === 'idle' ? Boolean(state.form ?? codeFirst) : method === 'code';
}

function introText(text: string | undefined): TemplateResult {
  return html`<p class="quiet" part="intro">${richText(text)}</p>`;
}

/** What the person allows, and how to take it back. Chinese and Japanese have no space between two sentences. */
function consentText({ app = '', texts, state }: CardView): unknown {
  const allows = app ? texts.allows : texts.allowsWithoutApp;
  const space = /^(ja|zh)/.test(texts.lang) ? '' : ' ';
  return richText(state.status === 'linked' ? texts.undo : [allows, space, texts.undo], { app });
}

function stateBody(v: CardView): TemplateResult {
  const { state } = v;
  const isCode = v.method === 'code';
  switch (state.status) {
    case 'idle':
      return idleBody(v, state);
    case 'waiting':
      return stepsScene(
        v,
        isCode && isFull(v) ? v.more.expectedPairingCode(v) : waitingPicture(v, state.since),
        isCode,
      );
    case 'qr':
      return stepsScene(v, qrStatePicture(v, state), false);
    case 'code':
      return stepsScene(v, isFull(v) ? v.more.pairingCode(v, state) : expectedCode(), true);
    case 'linking':
      return isFull(v) ? v.more.linkingBody(v, state) : stepsScene(v, expectedCode(), isCode);
    case 'passkey':
      return isFull(v) ? v.more.passkeyBody(v, state) : emptyBody();
    case 'linked':
      return isFull(v) ? v.more.linkedBody(v, state) : emptyBody();
    case 'expired':
      return stepsScene(v, expiredCover(v), isCode);
    case 'error':
      return isFull(v) ? v.more.errorBody(v, state) : bareError(v, state);
  }
}

function qrStatePicture(v: CardView, state: StateOf<'qr'>): TemplateResult {
  if (isPage(state.picture)) return isFull(v) ? v.more.hostedPage(v, state.picture.page) : expectedCode();
  return isLastCodeOver(state, v.now) ? expiredCover(v) : qrPicture(v, state);
}

function idleBody(v: CardView, { form }: StateOf<'idle'>): TemplateResult {
  const { texts, actions, codeFirst } = v;
  const isReady = form && v.methods.includes('code');
  if (form) return stepsScene(v, isReady && isFull(v) ? v.more.numberForm(v, form) : expectedForm(), true);
  const start = primaryButton(codeFirst ? texts.getCode : texts.start, actions.start);
  return stepsScene(
    v,
    html`${placeholder(html`${isFull(v) ? v.more.phoneDrawing() : nothing} ${start}`, 'skeleton idle')}
      <div class="below"></div>`,
    codeFirst,
  );
}

function expiredCover(v: CardView): TemplateResult {
  const { texts } = v;
  return html`${placeholder(
      html`<p class="strong">${texts.expired}</p>
        <p>${texts.expiredHint}</p>
        ${againButton(v, texts.newCode)}`,
      'over',
    )}
    <div class="below"></div>`;
}

/** Until the chunk has come that shows it. */
function emptyBody(): TemplateResult {
  return messageBox(nothing);
}

/** The chunk with the error's own view is on its way, or could not be fetched, which may be what went wrong. */
function bareError(v: CardView, { code }: StateOf<'error'>): TemplateResult {
  const { texts, app = '' } = v;
  return messageBox(
    html`<p role="alert" part="error">${richText(texts.errors[code] ?? texts.error, { app })}</p>
      ${againButton(v, texts.tryAgain)}`,
  );
}
