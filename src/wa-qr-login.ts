import type { PropertyValues, TemplateResult } from 'lit';
import type { Card, LoginActions } from './card/card.js';
import { adoptStylesIn } from './element/adopt-styles.js';
import { askFirst, fetchWords, type FirstAnswer } from './element/first-parts.js';
import { dispatchChange, dispatchError, reflectStatus, type LoginEventTarget } from './element/events.js';
import { fillField } from './element/form-field.js';
import { styles } from './element/frame.css.js';
import { cardFrame, cardLost } from './element/frame.js';
import { DEFER_HYDRATION, MorphSafeElement } from './element/morph-safe-element.js';
import { Presence } from './element/presence.js';
import { LoginSession, type LoginStream } from './element/session.js';
import { isOtherAccount, pollIntervalOf, startsWithCode } from './element/settings.js';
import type { BackendOptions } from './gateways/backend.js';
import type { Gateway } from './gateways/gateway.js';
import type { PasskeyExtension } from './gateways/passkey-extension.js';
import type { GatewayName } from './gateways/registry.js';
import { beginRun, isRunning, UNLIMITED } from './login/login.js';
import type { LoginMethod, LoginRequest, LoginState, LoginStatus, NumberForm } from './login/login.js';
import { Memory } from './login/memory.js';
import type { MessageOverrides } from './messages/index.js';
import { load, once, type Once } from './platform/chunk.js';
import type { Transport } from './transport/run.js';
import { monotonicNow } from './platform/clock.js';

/** All that the card needs. It is loaded when the first element is seen, once for all elements of the page. */
const loadCardModule = once(() => load((_fragment) => import('./card/index.js')));

/**
 * Links a WhatsApp number to an API gateway: the element shows a QR code or a pairing code, keeps it valid, and reports when the
 * number is linked.
 * @tagname wa-qr-login
 * @attr {boolean} frameless - For a page that has a frame and a title of its own around the card, such as a dialog: neither is shown twice.
 * @attr {string} name - The name under which a form around the element sends the linked account: its id, or its phone number, or `linked` where the gateway tells neither.
 * @attr {boolean} defer-hydration - No login begins before the attribute is taken away. Frameworks write it into the HTML of a server, so that nothing happens before their listeners are there; `wa-qr-login/react` does.
 * @attr {string} [lang=element, page, browser, `en`] - The language of the card, one of thirty, as in HTML.
 * @attr {string} [status=`idle`] - The status of the login (read-only). It is also a custom state, such as `:state(qr)`.
 * @fires {CustomEvent<LinkedDetail>} linked - `{ "account": { "id": "79001234567@c.us", "phone": "79001234567", "name": "Ana" }, "already": false }`. What the gateway does not tell is left out. `already` is true if no code was shown, because the number had been linked before. Dispatched once per login.
 * @fires {CustomEvent<ExpiredDetail>} expired - `{ "reason": "codes" }`: as many QR codes as allowed were shown; `timeout`: the time is over; `gateway`: the gateway has ended the login. The card offers a button for a new code.
 * @fires {CustomEvent<ErrorDetail>} error - `{ "code": "unauthorized", "message": "The gateway answered with HTTP 401", "retryable": false }`. A login, or a request for a pairing code, has failed for good. `message` is for developers; `retryable` says whether the card offers a button to try again.
 * @fires {CustomEvent<StateChangeDetail>} statechange - `{ "status": "qr", "previous": "waiting" }`. Dispatched before the three events above.
 * @cssstate idle - No login is running: it has not begun, it was stopped, or the form for the phone number is shown.
 * @cssstate waiting - There is no code yet. The card shows a skeleton; after 10 s it says that this can take minutes.
 * @cssstate qr - The card shows the QR code in a ring that shows its remaining life, or the gateway's own page.
 * @cssstate code - The card shows the pairing code, its remaining time and a button that copies it.
 * @cssstate linking - The code was scanned or typed, and the gateway is finishing the link.
 * @cssstate passkey - WhatsApp asks for a passkey. Where the gateway takes one, a browser extension provides it. The login goes on listening.
 * @cssstate linked - The number is linked. The card shows the account's name, and its number half hidden.
 * @cssstate expired - The code has expired. The card offers one button for a new one.
 * @cssstate error - The card says what has happened, with a button if it makes sense to try again.
 * @slot logo - Your picture before the title, at most 44 px high.
 * @slot title - Replaces the text of the title.
 * @slot code - The first code, as your server has rendered it into the page; `relay.first` writes what belongs here.
 * @slot footer - Your content below everything else, such as a link to help or to your terms.
 * @slot linked - Your content below “WhatsApp is linked”, for example to say what comes next.
 * @slot passkey - Replaces the explanation of what to do when WhatsApp asks for a passkey, for example to say how to reach you.
 * @csspart card - The whole card.
 * @csspart header - The row with the logo and the title.
 * @csspart title - The heading.
 * @csspart intro - The quiet line below the heading.
 * @csspart change - The button beside a pairing code that leads back to the field for the number.
 * @csspart body - The part of the card that depends on the status.
 * @csspart steps - The list of steps that the person takes on the phone.
 * @csspart qr - The white square with the QR code.
 * @csspart placeholder - The square without a code, before the first one and after the last one.
 * @csspart frame - The frame with the gateway's own page.
 * @csspart bar - The ring around the QR code that shows its remaining life.
 * @csspart time - The line below a code: that it renews itself, or its remaining life.
 * @csspart resize - The button that enlarges the QR code.
 * @csspart code - The pairing code, or the help code of a passkey.
 * @csspart copy - The button that copies the code.
 * @csspart way - Each of the two buttons for the ways of linking.
 * @csspart switch - The one of them that leads to the other way of linking.
 * @csspart form - The form for the phone number.
 * @csspart input - The field of that form.
 * @csspart button - The main button of a status: start, get a code, copy it, try again.
 * @csspart help - The answers for those who are stuck.
 * @csspart link - A link to another page.
 * @csspart icon - The icon of a status without a code.
 * @csspart account - The name and the number of the linked account.
 * @csspart error - The explanation of what went wrong.
 * @csspart support - The short code of an error, for whoever is asked for help.
 * @csspart footer - The last lines of the card.
 * @csspart hint - The text that says what linking allows, and how to undo it.
 * @cssprop [--wa-surface=light-dark(#fff, #17201c)] - The background.
 * @cssprop [--wa-text=light-dark(#16211c, #edf3f0)] - The text; keep a contrast of 4.5:1 to the background.
 * @cssprop [--wa-quiet=light-dark(#566860, #a6b8af)] - Secondary text; keep a contrast of 4.5:1 to the background.
 * @cssprop [--wa-line=light-dark(#d5ded9, #38473f)] - The borders, and the square where a code will be.
 * @cssprop [--wa-accent=light-dark(#0b6b4f, #5fd3a8)] - The buttons, the links and the ring; keep a contrast of 4.5:1 to the background.
 * @cssprop [--wa-on-accent=light-dark(#fff, #06281c)] - The text on a button.
 * @cssprop [--wa-wrong=light-dark(#b3261e, #ffb4ab)] - The errors, and the ring of the last code.
 * @cssprop [--wa-radius=16px] - The radius of the card's corners; the corners inside are derived from it.
 * @cssprop [--wa-space=28px] - The space inside the card; a narrow card has less.
 * @cssprop [--wa-font=inherit] - The font family.
 * @cssprop [--wa-qr-size=325px] - The side of the QR code, at least 240 px; 344 px on a narrow card. The person can enlarge it on a wide card.
 * @cssprop [--wa-frame-height=440px] - The height of the gateway's own page, at least 320 px.
 */
export class WaQrLogin extends MorphSafeElement {
  static readonly formAssociated = true;
  static override styles = styles;
  static override properties = {
    backendUrl: { attribute: 'backend-url' },
    gateway: {},
    instance: {},
    token: {},
    clientToken: { attribute: 'client-token' },
    authScheme: { attribute: 'auth-scheme' },
    transport: {},
    method: {},
    qrFormat: { attribute: 'qr-format' },
    qrDomain: { attribute: 'qr-domain' },
    phone: {},
    country: {},
    maxCodes: { attribute: 'max-codes', type: Number },
    pollInterval: { attribute: 'poll-interval', type: Number },
    manual: { type: Boolean },
    required: { type: Boolean },
    appName: { attribute: 'app-name' },
    headingLevel: { attribute: 'heading-level', type: Number },
    theme: { reflect: true, useDefault: true },
    lang: { reflect: true },
    credentials: {},
    headers: { attribute: false },
    messages: { attribute: false },
    passkeyExtension: { attribute: false },
  };

  /**
   * The address of your backend or, with `gateway`, of that gateway or of a proxy in front of it.
   * @default the gateway's own
   */
  declare backendUrl: string | undefined;
  /** Who is asked for the login: your own backend, or a gateway by its name. The property also takes a `Gateway` object. */
  declare gateway: GatewayName | Gateway;
  /** The account's identifier at the gateway. Only for trusted internal pages; leave it out if a proxy adds it. */
  declare instance: string | undefined;
  /** The account's secret at the gateway. Only for trusted internal pages; leave it out if a proxy adds it. */
  declare token: string | undefined;
  /** Z-API's account security token. Only for trusted internal pages; leave it out if a proxy adds it. */
  declare clientToken: string | undefined;
  /** The scheme before the token in PlugChat's `Authorization` header: `Bearer` for its newer form. */
  declare authScheme: string | undefined;
  /** How the login is asked for. `auto`: by WebSocket where there is one, and by polling if it cannot be kept open. */
  declare transport: Transport;
  /** What the card offers first. `auto`: the pairing code on a phone, which cannot scan its own screen; else the QR code. */
  declare method: LoginMethod | 'auto';
  /** Which endpoint is called at gateways that offer the QR code both as text and as image. */
  declare qrFormat: 'text' | 'image';
  /** The host or origin of Green API's hosted QR page, which is then shown in a frame. Its address contains the token. */
  declare qrDomain: string | undefined;
  /** The phone number that the form is prefilled with. */
  declare phone: string | undefined;
  /**
   * The country whose phone numbers may be typed without their country code, such as `BR` (ISO 3166).
   * @default the browser's region
   */
  declare country: string | undefined;
  /**
   * How many QR codes are shown before the login expires.
   * @default the gateway's
   */
  declare maxCodes: number | undefined;
  /**
   * The seconds between two questions to the gateway; the gateway's own limit still holds.
   * @default the gateway's
   */
  declare pollInterval: number | undefined;
  /** The login does not begin by itself, but by `start()` or by the button on the card. */
  declare manual: boolean;
  /** A form around the element is not sent before the number is linked. */
  declare required: boolean;
  /** The name of your product, as in “Link WhatsApp to Acme CRM”. */
  declare appName: string | undefined;
  /**
   * The heading level of the title, 1 to 6.
   * @default 2
   */
  declare headingLevel: number | undefined;
  /** The colours. `auto`: those that the person's system prefers. */
  declare theme: 'auto' | 'light' | 'dark';
  /** Whether requests to `backend` carry cookies: the credentials mode of `fetch`. */
  declare credentials: RequestCredentials;
  /**
   * The headers of requests to `backend`, or a function, also an async one, that is called for each request. With headers a
   * `wss:` address is polled, because a browser's WebSocket cannot carry them.
   * @type {HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined}
   */
  declare headers: BackendOptions['headers'];
  /** Texts that replace those of the card; what is left out keeps its text. */
  declare messages: MessageOverrides | undefined;
  /**
   * The browser extension that has a passkey request signed, if it is not the published one; `null` uses none. It is asked for only
   * where the gateway reports a challenge.
   * @default the published one
   */
  declare passkeyExtension: PasskeyExtension | null | undefined;

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

  constructor() {
    super();
    this.gateway = 'backend';
    this.transport = 'auto';
    this.method = 'auto';
    this.qrFormat = 'text';
    this.manual = false;
    this.required = false;
    this.theme = 'auto';
    this.credentials = 'same-origin';
  }

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
    const isLost = !content && state.status === 'error';
    return cardFrame(isLost ? { body: cardLost(this.messages, this.#actions.again) } : content);
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
    const owes = request.method === 'code' ? 'code' : this.#session.needsRestart ? 'restart' : undefined;
    const login = beginRun(request.method, UNLIMITED, monotonicNow());
    return this.#session.start(request, new Memory(login, owes, () => pollIntervalOf(this)));
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
