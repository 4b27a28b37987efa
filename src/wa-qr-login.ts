import type { PropertyValues, TemplateResult } from 'lit';
import type { Card, LoginActions } from './card/card.js';
import { adoptStylesIn } from './element/adopt-styles.js';
import { askFirst, fetchWords, type FirstAnswer } from './element/first-parts.js';
import { dispatchChange, dispatchError, reflectStatus, type LoginEventTarget } from './element/events.js';
import { fillField } from './element/form-field.js';
import { styles } from './element/frame.css.js';
import { cardFrame, cardLost, emptyContent } from './element/frame.js';
import { DEFER_HYDRATION } from './element/morph-safe-element.js';
import { Presence } from './element/presence.js';
import { LoginSession, type LoginStream } from './element/session.js';
import { SettingsElement } from './element/settings-element.js';
import { isOtherAccount, pollIntervalOf, startsWithCode } from './element/settings.js';
import type { Gateway } from './gateways/gateway.js';
import { isRunning, type LoginRequest, type LoginState, type LoginStatus, type NumberForm } from './login/login.js';
import type { Memory } from './login/memory.js';
import { load, once, type Once } from './platform/chunk.js';

/** All that the card needs. It is loaded when the first element is seen, once for all elements of the page. */
const loadCardModule = once(() => load((_fragment) => import('./card/index.js')));

/**
 * Links a WhatsApp number to an API gateway: the element shows a QR code or a pairing code, keeps it valid, and reports when the
 * number is linked.
 * @tagname wa-qr-login
 * @fires {CustomEvent<LinkedDetail>} linked - `{ "account": { "id": "79001234567@c.us", "phone": "79001234567", "name": "Ana" }, "already": false }`. What the gateway does not tell is left out. `already` is true if no code was shown, because the number had been linked before. Dispatched once per login.
 * @fires {CustomEvent<ExpiredDetail>} expired - `{ "reason": "codes" }`: as many QR codes as allowed were shown; `timeout`: the time is over; `gateway`: the gateway has ended the login. The card offers a button for a new code.
 * @fires {CustomEvent<ErrorDetail>} error - `{ "code": "unauthorized", "message": "The gateway answered with HTTP 401", "retryable": false }`. A login, or a request for a pairing code, has failed for good. `message` is for developers; `retryable` says whether another try may succeed although nobody has changed anything; the card offers a way on in any case.
 * @fires {CustomEvent<StateChangeDetail>} statechange - `{ "status": "qr", "previous": "waiting" }`. Dispatched before the three events above.
 */
export class WaQrLogin extends SettingsElement {
  static override styles = styles;

  /** The DOMs of test tools may have none. */
  readonly #internals = (this.attachInternals as HTMLElement['attachInternals'] | undefined)?.();
  readonly #session = new LoginSession(
    this,
    (request, memory, signal) => this.#open(request, memory, signal),
    (state, previous) => this.#stateChanged(state, previous),
  );
  readonly #presence = new Presence(this, {
    seen: () => this.#beginIfSeen(),
    gone: () => (this.#isWanted = !this.manual && this.status !== 'linked'),
    left: () => this.#session.pause(),
    back: () => this.#session.resume(),
  });
  #card: Card | undefined;
  #styles = [styles];
  #connection = this.#newConnection();
  #firstAnswer: FirstAnswer | undefined;
  /** A login is to begin as soon as the element is on screen. */
  #isWanted = false;
  /** Counts what was asked for: while the card is loading for a number, something else may be. */
  #wishes = 0;
  /** The phone number as it was typed last, so that nobody has to type it twice. */
  #lastPhone: string | undefined;

  /**
   * Registers the element, unless the tag is registered already. Choose another tag on pages whose own loader looks for
   * everything that begins with `wa-`, as Web Awesome's autoloader does.
   */
  static define(tagName = 'wa-qr-login'): void {
    if (!customElements.get(tagName))
      customElements.define(tagName, this === WaQrLogin && tagName !== 'wa-qr-login' ? class extends this {} : this);
  }

  /** The status of the login, which decides what is on screen. Read-only. */
  get status(): LoginStatus {
    return this.#session.state.status;
  }

  /** Begins the login. Does nothing while a login is running. */
  start(): void {
    if (isRunning(this.#session.state)) return;
    this.#isWanted = true;
    if (!this.isConnected) return; // The login begins once the element is on the page.
    if (this.isUpdatePending) this.performUpdate();
    if (this.#isWanted) this.#beginPreferredMethod();
  }

  /** Ends the login: its status becomes `idle`, and nothing more is requested. */
  stop(): void {
    this.#wishes++;
    this.#isWanted = false;
    this.#session.stop();
  }

  /** Ends the running login, if any, and begins again with the same request: for a QR code, or a code for the same phone number. */
  restart(): void {
    if (!this.isConnected) return;
    if (this.isUpdatePending) this.performUpdate();
    void this.#begin(this.#session.request ?? { method: 'qr' });
  }

  /**
   * Requests a pairing code for a phone number with country code; WhatsApp notifies that phone. The promise never rejects: a
   * failure is reported by an `error` event, and the card goes back to the form or the QR code.
   */
  async requestCode(phone: string): Promise<void> {
    const wish = ++this.#wishes;
    const card = await this.#loadCard().catch((error: unknown) => this.#fail(error));
    const digits = card?.toPhoneNumber(phone);
    if (!card || !digits) return card && dispatchError(this, card.invalidPhone());
    if (wish !== this.#wishes || !this.isConnected) return; // it was overtaken, or nobody would see it
    if (this.isUpdatePending) this.performUpdate();
    const { form, state: before, request } = this.#session;
    const typed: unknown = phone; // a script may have handed in a number
    this.#lastPhone = String(typed);
    const state = await this.#begin({ method: 'code', phone: digits });
    // The card goes back to what it showed before, unless another login has begun.
    if (state.status !== 'error' || this.#session.state !== state) return;
    if (form) this.#openForm({ phone: this.#lastPhone, error: state.code });
    else if (isRunning(before) && request?.method === 'qr') void this.#begin({ method: 'qr' });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    reflectStatus(this, this.#internals, this.status, this.status, this.isFromMarkup);
  }

  /** Moved into another document, the login goes on, but style sheets stay behind. */
  adoptedCallback(): void {
    if (this.shadowRoot) adoptStylesIn(this.shadowRoot, this.#styles);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lang') && this.#card) this.#loadTexts();
    if (changed.has('maxCodes')) this.#session.updateLimits();
    if (!isOtherAccount(changed, this)) return;
    this.#connection = this.#newConnection();
    const wasBegun = this.status !== 'idle' || this.#session.form !== undefined;
    if (wasBegun) this.#session.stop();
    this.#isWanted ||= wasBegun || !this.manual;
    this.#beginIfSeen();
  }

  protected override render(): TemplateResult {
    const { state, request } = this.#session;
    const methods = (isRunning(state) ? state.methods : undefined) ?? this.#connection.value?.methods ?? [];
    const { offline } = this.#presence;
    const content = this.#card?.content({ state, request, methods, codeFirst: startsWithCode(this), offline });
    if (!content && state.status === 'error') return cardFrame({ body: cardLost(this.messages, this.#actions.again) });
    return cardFrame(content ?? emptyContent(this, startsWithCode(this)));
  }

  protected override updated(): void {
    fillField(this, this.#internals, this.#session.state);
  }

  protected override firstUpdated(): void {
    this.#beginIfSeen();
  }

  /** What has been set on it at the same time counts. */
  protected override hydrated(): void {
    void this.updateComplete.then(() => this.#beginIfSeen());
  }

  readonly #actions: LoginActions = {
    start: () => this.#beginPreferredMethod(),
    again: () => this.restart(),
    useQr: () => void this.#begin({ method: 'qr' }),
    useCode: () => this.#openForm({ phone: this.#lastPhone ?? this.phone ?? '' }),
    send: (phone, isWrong) => (isWrong ? this.#openForm({ phone, error: 'phone' }) : void this.requestCode(phone)),
  };

  #beginIfSeen(): void {
    if (!this.#presence.onScreen || this.hasAttribute(DEFER_HYDRATION)) return;
    this.#loadTexts();
    if (this.#isWanted && this.hasUpdated) this.#beginPreferredMethod();
  }

  /** Begins with the QR code, or with the form for the phone number if a pairing code comes first. */
  #beginPreferredMethod(): void {
    if (startsWithCode(this)) this.#openForm({ phone: this.#lastPhone ?? this.phone ?? '' });
    else void this.#begin({ method: 'qr' });
  }

  #begin(request: LoginRequest): Promise<LoginState> {
    this.#wishes++;
    this.#isWanted = false;
    this.#loadTexts();
    return this.#session.start(request, () => pollIntervalOf(this));
  }

  /** What is wrong with the gateway is told before a number is typed in vain, and one without pairing codes begins with the QR code. */
  #openForm(form: NumberForm): void {
    this.#isWanted = false;
    this.#session.stop(form);
    this.#connection().then(
      ({ methods }) => {
        if (this.#session.form === form && !methods.includes('code')) void this.#begin({ method: 'qr' });
        this.requestUpdate();
      },
      (error: unknown) => this.#session.form === form && this.#fail(error),
    );
  }

  async #open(request: LoginRequest, memory: Memory, signal: AbortSignal): Promise<LoginStream> {
    const isFirst = !loadCardModule.value && this.#presence.onScreen;
    this.#firstAnswer = isFirst ? askFirst(this, request, memory, signal) : undefined;
    const { openLogin } = await this.#loadCard();
    return openLogin(this, await this.#connection(), this.#presence, request, memory, signal);
  }

  #newConnection(): Once<Gateway> {
    return once(async () => (await this.#loadCard()).connectGateway(this, () => this.#firstAnswer?.()));
  }

  /** Loads the card and its texts at once. */
  #loadTexts(): void {
    if (!this.#card) fetchWords(this);
    this.#loadCard()
      .then(() => this.#card?.loadTexts())
      .catch((error: unknown) => this.#fail(error));
  }

  /** Ends the login as an error. Several callers may meet the same failure: it is reported once, and not after removal. */
  #fail(error: unknown): void {
    if (this.isConnected && this.status !== 'error') this.#session.fail(error);
  }

  async #loadCard(): ReturnType<typeof loadCardModule> {
    const card = await loadCardModule();
    if (this.#card) return card;
    this.#card = new card.Card(this, this.#actions, this.#styles, (error) => this.#session.fail(error));
    this.#card.followState(this.#session.state);
    this.requestUpdate();
    return card;
  }

  /** Reports a change of state to the card and to the page. This happens before the change is rendered. */
  #stateChanged(state: LoginState, previous: LoginState): void {
    this.#card?.followState(state);
    fillField(this, this.#internals, state);
    dispatchChange(this, this.#internals, state, previous);
  }
}

/** `addEventListener` knows the element's own events. */
export interface WaQrLogin {
  addEventListener: LoginEventTarget['addEventListener'];
}

declare global {
  interface HTMLElementTagNameMap {
    'wa-qr-login': WaQrLogin;
  }
}
