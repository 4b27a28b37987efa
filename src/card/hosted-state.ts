import { html, type TemplateResult } from 'lit';
import { switchMethodButton, type CardView } from './parts.js';

/** The gateway's own page: it cannot tell us when it is done, so nothing it says is listened to. */
export function hostedPage(v: CardView, url: string): TemplateResult {
  return html`<div class="hosted">
    <iframe
      part="frame"
      sandbox=${sandboxRights(url)}
      referrerpolicy="no-referrer"
      title=${v.texts.hostedTitle}
      src=${url}
    ></iframe>
    <a part="link" href=${url} target="_blank" rel="noopener noreferrer">${v.texts.hostedLink}</a>
    ${switchMethodButton(v)}
  </div>`;
}

/** It runs scripts and calls its own gateway. With its origin as well, a page of our own origin could leave the sandbox. */
function sandboxRights(url: string): string {
  return new URL(url).origin === location.origin ? 'allow-scripts' : 'allow-scripts allow-same-origin';
}
