import { adoptStyles, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { Card, LoginActions } from './card/card.js';
import { dispatchChange, dispatchError, reflectStatus, type WaQrLoginEventMap } from './element/events.js';
import { styles } from './element/frame.css.js';
import { cardFrame, cardLost } from './element/frame.js';
import { Presence } from './element/presence.js';
import { LoginSession, type LoginStream } from './element/session.js';
import { isOtherAccount, pollIntervalOf, startsWithCode } from './element/settings.js';
import type { BackendOptions } from './gateways/backend.js';
import type { Gateway } from './gateways/gateway.js';
import type { GatewayName } from './gateways/registry.js';
import { LoginError } from './login/login-error.js';
import {
  beginRun,
  isRunning,
  UNLIMITED,
  type LoginMethod,
  type LoginRequest,
  type LoginState,
  type LoginStatus,
  type NumberForm,
} from './login/login.js';
import { Memory } from './login/memory.js';
import { toPhoneNumber } from './login/phone-number.js';
import type { MessageOverrides } from './messages/index.js';
import { load, once, type Once } from './platform/chunk.js';
import type { Transport } from './transport/run.js';

/** Fetched when an element is first seen, once for all of them. */
type CardModule = typeof import('./card/index.js');
const loadCardModule = once<CardModule>(() => load((_fragment) => import('./card/index.js')));

/**
 * Links a WhatsApp number to a gateway: shows the QR code or the pairing code, keeps it fresh, and says when it is linked.
 * @tagname wa-qr-login
 * @attr {string} [lang=element, page, browser, `en`] - One of twelve languages, as in HTML.
 * @attr {string} [status=`idle`] - Read only: the status, also a custom state such as `:state(qr)`.
 * @fires {CustomEvent<LinkedDetail>} linked - `{ "account": { "id": "79001234567@c.us", "phone": "79001234567", "name": "Ana" }, "already": false }`; what is not known is left out. `already`: no code was shown, the number was linked before. Once per login.
 * @fires {CustomEvent<ExpiredDetail>} expired - `{ "reason": "codes" }`, or `timeout`, or `gateway`. A button gets new codes.
 * @fires {CustomEvent<ErrorDetail>} error - `{ "code": "unauthorized", "message": "The gateway answered with HTTP 401", "retryable": false }`; `message` is for developers. The login has failed for good.
 * @fires {CustomEvent<StateChangeDetail>} statechange - `{ "status": "qr", "previous": "waiting" }`, before the three above.
 * @cssstate idle - Nothing was asked: manual, stopped, or the number form.
 * @cssstate waiting - A skeleton; after 10 s, that it can take minutes.
 * @cssstate qr - The QR code, its remaining time, the way to a pairing code.
 * @cssstate code - The pairing code, a copy button, its remaining time.
 * @cssstate linking - Scanned; the gateway is finishing.
 * @cssstate passkey - WhatsApp asks for a passkey, which no page can give; the login goes on listening.
 * @cssstate linked - Done, with the account's name and its number, half hidden.
 * @cssstate expired - No code, one button for a new one.
 * @cssstate error - What happened, and a button where trying again makes sense.
 * @slot logo - Your picture, before the title; at most 40 px high.
 * @slot title - Instead of the title's text.
 * @slot footer - Below everything: a link for help, your terms.
 * @slot linked - Instead of “WhatsApp is linked”: what comes next.
 * @slot passkey - Instead of what to do when WhatsApp asks for a passkey: how to reach you.
 * @csspart card - All of it.
 * @csspart header - Logo and title.
 * @csspart title - The heading.
 * @csspart body - What differs from state to state.
 * @csspart steps - The list of what to do on the phone.
 * @csspart qr - The white square with the QR code.
 * @csspart placeholder - The square without a code: before the first, and after the last.
 * @csspart frame - The gateway's own page.
 * @csspart bar - The code's remaining life as a bar.
 * @csspart time - The same in words.
 * @csspart count - Which code of how many.
 * @csspart resize - The button that enlarges the QR code.
 * @csspart code - The pairing code.
 * @csspart copy - The button that copies it.
 * @csspart switch - The button that leads to the other way of linking.
 * @csspart form - The number form.
 * @csspart input - Its field.
 * @csspart button - The one button of a state: start, get a new code, try again.
 * @csspart help - What to do when the phone stalls.
 * @csspart link - Links to other pages.
 * @csspart icon - The picture of a state without a code.
 * @csspart account - The linked account.
 * @csspart error - What went wrong.
 * @csspart footer - The last lines.
 * @csspart hint - What linking allows, and how to undo it.
 * @cssprop [--wa-surface=light-dark(#fff, #17201c)] - Background.
 * @cssprop [--wa-text=light-dark(#16211c, #edf3f0)] - Text; keep 4.5:1 to the background.
 * @cssprop [--wa-quiet=light-dark(#566860, #a6b8af)] - Text of less weight; keep 4.5:1 to the background.
 * @cssprop [--wa-line=light-dark(#d5ded9, #38473f)] - Borders, and the square where a code will be.
 * @cssprop [--wa-accent=light-dark(#0b6b4f, #5fd3a8)] - Buttons, links and the bar.
 * @cssprop [--wa-on-accent=light-dark(#fff, #06281c)] - Text on a button.
 * @cssprop [--wa-wrong=light-dark(#b3261e, #ffb4ab)] - Errors.
 * @cssprop [--wa-radius=16px] - Corners of the card; those inside follow.
 * @cssprop [--wa-space=28px] - Space within the card, less where it is narrow.
 * @cssprop [--wa-font=inherit] - Font family.
 * @cssprop [--wa-qr-size=264px] - Side of the QR code; never less than 240 px or 3 px a module. On a wide card it can be enlarged.
 * @cssprop [--wa-frame-height=440px] - Height of the gateway's own page.
 */
export class WaQrLogin extends LitElement {
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
    appName: { attribute: 'app-name' },
    headingLevel: { attribute: 'heading-level', type: Number },
    theme: { reflect: true, useDefault: true },
    frameless: { type: Boolean, reflect: true },
    lang: { reflect: true },
    credentials: {},
    headers: { attribute: false },
    messages: { attribute: false },
  };

  /**
   * Where the login is asked for; with `gateway`, the address of that gateway or of a proxy in front of it.
   * @default the gateway's own
   */
  declare backendUrl: string | undefined;
  /**
   * Whom to ask: your own backend, or a vendor. The property also takes a `Gateway` object.
   */
  declare gateway: GatewayName | Gateway;
  /** The gateway's credential, for trusted internal pages only; leave it out where a proxy adds it. */
  declare instance: string | undefined;
  /** The gateway's credential, for trusted internal pages only; leave it out where a proxy adds it. */
  declare token: string | undefined;
  /** Z-API's account security token, likewise. */
  declare clientToken: string | undefined;
  /** PlugChat: `Bearer`, for the newer form of its header. */
  declare authScheme: string | undefined;
  /** With `auto` a WebSocket where the gateway has one, polling when it cannot be opened. */
  declare transport: Transport;
  /** What comes first; with `auto` the code on a phone, which cannot scan itself. */
  declare method: LoginMethod | 'auto';
  /** Which QR address is called where a gateway has both. */
  declare qrFormat: 'text' | 'image';
  /** Green API's hosted QR page: host or origin of the custom domain. Its address shows the token to the person. */
  declare qrDomain: string | undefined;
  /** Prefilled phone number. */
  declare phone: string | undefined;
  /**
   * ISO 3166 code of the country whose numbers may be typed without their country code, such as `BR`.
   * @default the browser's region
   */
  declare country: string | undefined;
  /**
   * QR codes shown before the login stops.
   * @default the gateway's
   */
  declare maxCodes: number | undefined;
  /**
   * Seconds between two questions, never faster than the gateway allows.
   * @default the gateway's
   */
  declare pollInterval: number | undefined;
  /** No request before `start()` or the button. */
  declare manual: boolean;
  /** Whom the person links to. */
  declare appName: string | undefined;
  /**
   * Of the title, 1 to 6.
   * @default 2
   */
  declare headingLevel: number | undefined;
  /** With `auto` the one that the person's system prefers. */
  declare theme: 'auto' | 'light' | 'dark';
  /** For a page that has a frame and a title of its own around the card, such as a dialog: neither is shown twice. */
  declare frameless: boolean;
  /** Fetch credentials mode for `backend`. */
  declare credentials: RequestCredentials;
  /**
   * For `backend`: headers, or a function called for each request, which may be async.
   * @type {HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined}
   */
  declare headers: BackendOptions['headers'];
  /** A partial override of any text on screen. */
  declare messages: MessageOverrides | undefined;

  readonly #internals = this.attachInternals();
  readonly #session = new LoginSession(
    this,
    (request, memory, signal) => this.#open(request, memory, signal),
    (state, previous) => this.#stateChanged(state, previous),
  );
  readonly #presence = new Presence(this, {
    seen: () => {
      this.#beginIfSeen();
      this.requestUpdate(); // the card says when it is offline
    },
    gone: () => (this.#isWanted = !this.manual && this.status !== 'linked'),
    left: () => this.#session.pause(),
    back: () => this.#session.resume(),
  });
  #card: Card | undefined;
  #connection = this.#newConnection();
  /** A login is to begin as soon as the element is on screen. */
  #isWanted = false;
  /** The last number as it was typed, so that nobody types it twice. */
  #lastPhone: string | undefined;

  constructor() {
    super();
    this.gateway = 'backend';
    this.transport = 'auto';
    this.method = 'auto';
    this.qrFormat = 'text';
    this.manual = false;
    this.theme = 'auto';
    this.frameless = false;
    this.credentials = 'same-origin';
  }

  /**
   * Registers the element, once: a second copy of this script leaves the first in place. Another name is for pages where
   * somebody else's loader chases all that begins with `wa-`, as Web Awesome's autoloader does.
   */
  static define(tagName = 'wa-qr-login'): void {
    if (!customElements.get(tagName))
      customElements.define(tagName, this === WaQrLogin && tagName !== 'wa-qr-login' ? class extends this {} : this);
  }

  /** What is on screen. Read only. */
  get status(): LoginStatus {
    return this.#session.state.status;
  }

  /** Begins the login; does nothing while one runs. */
  start(): void {
    if (isRunning(this.#session.state)) return;
    this.#isWanted = true;
    if (!this.isConnected) return; // it begins when it is on the page
    if (this.isUpdatePending) this.performUpdate();
    if (this.#isWanted) this.#beginPreferredMethod();
  }

  /** Ends the login: status `idle`, nothing is asked. */
  stop(): void {
    this.#isWanted = false;
    this.#session.stop();
  }

  /** Ends what runs and repeats its request from the beginning. */
  restart(): void {
    if (!this.isConnected) return;
    if (this.isUpdatePending) this.performUpdate();
    const isAfterExpiry = this.status === 'expired';
    void this.#begin(this.#session.request ?? { method: 'qr' }, isAfterExpiry);
  }

  /** Asks for a pairing code, which rings the phone. `phone`: with country code. The promise never rejects: a failure is an `error` event. */
  async requestCode(phone: string): Promise<void> {
    return this.#requestCode(phone, toPhoneNumber(phone));
  }

  async #requestCode(phone: string, digits: string | undefined): Promise<void> {
    if (!digits) return dispatchError(this, new LoginError('invalid-phone', 'A phone number has 8 to 15 digits'));
    if (!this.isConnected) return; // nobody would see it
    if (this.isUpdatePending) this.performUpdate();
    const { form, state: before, request } = this.#session;
    this.#lastPhone = phone;
    const state = await this.#begin({ method: 'code', phone: digits });
    // The screen goes back to what was shown, unless somebody has begun another login.
    if (state.status !== 'error' || this.#session.state !== state) return;
    if (form) this.#openForm({ phone, error: state.code });
    else if (isRunning(before) && request?.method === 'qr') void this.#begin({ method: 'qr' });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    reflectStatus(this, this.#internals, this.status, this.status);
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
    const phone = request?.method === 'code' ? request.phone : undefined;
    const { offline } = this.#presence;
    const login = { state, method: request?.method, phone, methods, codeFirst: startsWithCode(this), offline };
    const content = this.#card?.content(login);
    const isLost = !content && state.status === 'error';
    return cardFrame(isLost ? { body: cardLost(this.messages, this.#actions.again) } : content);
  }

  protected override firstUpdated(): void {
    this.#beginIfSeen();
  }

  readonly #actions: LoginActions = {
    start: () => this.#beginPreferredMethod(),
    again: () => this.restart(),
    useQr: () => void this.#begin({ method: 'qr' }),
    useCode: () => this.#openForm({ phone: this.#lastPhone ?? this.phone ?? '' }),
    send: (phone, digits = toPhoneNumber(phone)) =>
      digits ? void this.#requestCode(phone, digits) : this.#openForm({ phone, error: 'phone' }),
  };

  #beginIfSeen(): void {
    if (!this.#presence.onScreen) return;
    this.#loadTexts();
    if (this.#isWanted && this.hasUpdated) this.#beginPreferredMethod();
  }

  /** With the QR code, or with the number form where a code comes first. */
  #beginPreferredMethod(): void {
    if (startsWithCode(this)) this.#openForm({ phone: this.#lastPhone ?? this.phone ?? '' });
    else void this.#begin({ method: 'qr' });
  }

  #begin(request: LoginRequest, isAfterExpiry = false): Promise<LoginState> {
    this.#isWanted = false;
    this.#loadTexts();
    const owes = request.method === 'code' ? 'code' : isAfterExpiry ? 'restart' : undefined;
    const login = beginRun(request.method, UNLIMITED, Date.now());
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
      (error: unknown) => {
        if (this.#session.form === form) this.#fail(error);
      },
    );
  }

  async #open(request: LoginRequest, memory: Memory, signal: AbortSignal): Promise<LoginStream> {
    const { openLogin } = await this.#loadCard();
    return openLogin(this, await this.#connection(), this.#presence, request, memory, signal);
  }

  #newConnection(): Once<Gateway> {
    return once(async () => (await this.#loadCard()).connectGateway(this));
  }

  /** Fetches the words and all that shows them. */
  #loadTexts(): void {
    this.#loadCard()
      .then(() => this.#card?.loadTexts())
      .catch((error: unknown) => this.#fail(error));
  }

  /** Tells a failure that several callers may hear of once, and never on an element that was removed. */
  #fail(error: unknown): void {
    if (this.isConnected && this.status !== 'error') this.#session.fail(error);
  }

  async #loadCard(): Promise<CardModule> {
    const card = await loadCardModule();
    if (this.#card) return card;
    this.#card = new card.Card(this, this.#actions, (error) => this.#session.fail(error));
    this.#card.followState(this.#session.state);
    adoptStyles(this.renderRoot as ShadowRoot, [styles, card.styles]);
    this.requestUpdate();
    return card;
  }

  /** The page hears of a change before it is rendered. */
  #stateChanged(state: LoginState, previous: LoginState): void {
    this.#card?.followState(state);
    dispatchChange(this, this.#internals, state, previous);
  }
}

type Listener<Event> = (this: WaQrLogin, event: Event) => void;
type Ours = keyof WaQrLoginEventMap;
type Theirs = Exclude<keyof HTMLElementEventMap, Ours>;
type ListenerOptions = boolean | AddEventListenerOptions;

/** `addEventListener` knows the element's own events. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the overloads of a class cannot be declared in it without an implementation
export interface WaQrLogin {
  addEventListener<Type extends Ours>(
    type: Type,
    listener: Listener<WaQrLoginEventMap[Type]>,
    options?: ListenerOptions,
  ): void;
  addEventListener<Type extends Theirs>(
    type: Type,
    listener: Listener<HTMLElementEventMap[Type]>,
    options?: ListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: ListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'wa-qr-login': WaQrLogin;
  }
}
