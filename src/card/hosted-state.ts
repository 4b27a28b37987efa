import { html, type TemplateResult } from 'lit';
import { switchMethodButton, type CardView } from './parts.js';

/** Renders the gateway's own page in a frame. It sends no messages (the state is polled instead), so none are listened to. */
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

/**
 * Returns the rights of the frame: its page runs scripts and calls its gateway. A page of our own origin must not keep that
 * origin, because with both rights it could remove its own sandbox.
 */
function sandboxRights(url: string): string {
  return new URL(url).origin === location.origin ? 'allow-scripts' : 'allow-scripts allow-same-origin';
}
