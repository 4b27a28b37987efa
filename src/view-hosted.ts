import { html, type TemplateResult } from 'lit';
import { otherWay, type View } from './view-parts.js';

/** The gateway's own page: it cannot tell us when it is done, so nothing it says is listened to. */
export function hosted(v: View, url: string): TemplateResult {
  return html`<div class="hosted">
    <iframe
      part="frame"
      sandbox=${rights(url)}
      referrerpolicy="no-referrer"
      title=${v.texts.hostedTitle}
      src=${url}
    ></iframe>
    <a part="link" href=${url} target="_blank" rel="noopener noreferrer">${v.texts.hostedLink}</a>
    ${otherWay(v)}
  </div>`;
}

/** It runs scripts and calls its own gateway. With its origin as well, a page of our own origin could leave the sandbox. */
function rights(url: string): string {
  return new URL(url).origin === location.origin ? 'allow-scripts' : 'allow-scripts allow-same-origin';
}
