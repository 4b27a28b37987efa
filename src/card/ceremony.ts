import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { isPhone } from '../element/settings.js';
import type { PasskeyCeremony } from '../gateways/gateway.js';
import type { PasskeyExtension } from '../gateways/passkey-extension.js';
import type { LoginState, PasskeyChallenge } from '../login/login.js';
import { installAddress, isInstalled, sign } from './ask-extension.js';
import type { FullView, StateOf } from './card-view.js';
import { spelledCode } from './code-parts.js';
import { againButton, primaryButton, quietLine } from './parts.js';

interface CeremonyHost extends ReactiveControllerHost, HTMLElement {
  readonly passkeyExtension: PasskeyExtension | null | undefined;
}

/**
 * `looking`: the extension was asked whether it is there. `missing`: it did not answer. `ready`: the person may begin. `busy`: the
 * person is signing, or the gateway has been told. `failed`: the person may try again.
 */
type Step = 'looking' | 'missing' | 'ready' | 'busy' | 'failed';

/** The end of a login for which WhatsApp wants a passkey: the extension signs, and the gateway is told. */
export class Ceremony implements ReactiveController {
  #step: Step = 'looking';
  /** What is wanted, as text: with another challenge all begins anew. */
  #wanted = '';
  #over = new AbortController();
  readonly #host: CeremonyHost;
  readonly #passkey: PasskeyCeremony;

  constructor(host: CeremonyHost, passkey: PasskeyCeremony) {
    this.#host = host;
    this.#passkey = passkey;
    host.addController(this);
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.followState(undefined);
    });
  }

  followState(state: LoginState | undefined): void {
    const { challenge, confirm } = state?.status === 'passkey' ? state : {};
    const wanted = (challenge ?? confirm) ? JSON.stringify([challenge, confirm]) : '';
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#over.abort();
    this.#over = new AbortController();
    if (confirm !== undefined) this.#enter('ready');
    else if (challenge && this.#host.passkeyExtension !== null) void this.#look();
  }

  /** What the person can do here; nothing where only the help is left. */
  body(v: FullView, { challenge, confirm }: StateOf<'passkey'>): TemplateResult | undefined {
    if (confirm !== undefined) return this.#comparison(v, confirm);
    return challenge && this.#host.passkeyExtension !== null ? this.#signing(v, challenge) : undefined;
  }

  #comparison(v: FullView, code: string): TemplateResult {
    const { passkeyCompare, passkeySame } = v.texts;
    return html`<p aria-hidden="true">${passkeyCompare}</p>
      ${spelledCode(code, passkeyCompare)} ${this.#button(v, passkeySame, (signal) => this.#passkey.confirm(signal))}`;
  }

  #signing(v: FullView, challenge: PasskeyChallenge): TemplateResult | undefined {
    const { texts } = v;
    if (this.#step === 'looking') return html``;
    if (this.#step !== 'missing')
      return this.#button(v, texts.passkeyContinue, (signal) => this.#sign(challenge, signal));
    const address = isPhone() ? undefined : installAddress(this.#extension);
    if (!isPhone() && address === undefined) return undefined;
    return html`<slot name="passkey">
        ${
          address === undefined
            ? html`<p>${texts.passkeyComputer}</p>`
            : html`<p>
                <a part="link" href=${address} target="_blank" rel="noopener noreferrer">${texts.passkeyInstall}</a>
              </p>`
        }
      </slot>
      ${againButton(v, texts.newCode)}`;
  }

  /** The one button, or that it was pressed. */
  #button({ texts }: FullView, label: string, act: (signal: AbortSignal) => Promise<unknown>): TemplateResult {
    if (this.#step === 'busy') return quietLine(texts.linking);
    return html`${this.#step === 'failed' ? html`<p role="alert">${texts.error}</p>` : nothing}
    ${primaryButton(label, () => void this.#act(act))}`;
  }

  async #look(): Promise<void> {
    const { signal } = this.#over;
    this.#enter('looking');
    const isThere = await isInstalled(this.#extension, signal).catch(() => false);
    if (!signal.aborted) this.#enter(isThere ? 'ready' : 'missing');
  }

  /** What has become of it, the stream of updates tells. */
  async #act(act: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const { signal } = this.#over;
    this.#enter('busy');
    const isDone = await act(signal).then(isAccepted, () => false);
    if (!signal.aborted && !isDone) this.#enter('failed');
  }

  async #sign(challenge: PasskeyChallenge, signal: AbortSignal): Promise<unknown> {
    const assertion = await sign(this.#extension, challenge, signal);
    return assertion && this.#passkey.answer(assertion, signal);
  }

  get #extension(): PasskeyExtension {
    return this.#host.passkeyExtension ?? {};
  }

  #enter(step: Step): void {
    this.#step = step;
    this.#host.requestUpdate();
  }
}

/** A backend may say in its answer that the gateway has refused. */
function isAccepted(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'type' in answer && answer.type !== 'error';
}
