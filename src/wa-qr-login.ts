import { adoptStyles, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { show, tell, tellError } from './events.js';
import type { Face, LoginActions } from './face.js';
import type { BackendOptions, Gateway } from './gateways/index.js';
import {
  begin,
  isRunning,
  LoginError,
  type LoginMethod,
  type LoginRequest,
  type LoginState,
  type LoginStatus,
  unlimited,
} from './login.js';
import type { MessageOverrides } from './messages/index.js';
import { fetchLater, type Later } from './later.js';
import { Memory } from './memory.js';
import { intervalOf, isOtherAccount, wantsCode } from './options.js';
import { digitsOf } from './phone-number.js';
import { Seen } from './seen.js';
import { LoginSession, type Stream } from './session.js';
import type { Transport } from './transports.js';
import type { Form } from './view-code.js';
import { frame, lost } from './view-frame.js';
import { styles } from './wa-qr-login.css.js';

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
    maxCodes: { attribute: 'max-codes', type: Number },
    pollInterval: { attribute: 'poll-interval', type: Number },
    manual: { type: Boolean },
    appName: { attribute: 'app-name' },
    headingLevel: { attribute: 'heading-level', type: Number },
    theme: { reflect: true, useDefault: true },
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
   * @type {'backend' | 'green-api' | 'z-api' | 'plugchat' | Gateway}
   */
  declare gateway: string | Gateway;
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
  readonly #session = new LoginSession<Memory>(
    this,
    (request, memory, signal) => this.#open(request, memory, signal),
    (state, previous) => this.#changed(state, previous),
  );
  readonly #seen = new Seen(this, {
    seen: () => this.#beginIfSeen(),
    gone: () => (this.#wanted = !this.manual && this.status !== 'linked'),
    left: () => this.#session.pause(),
    back: () => this.#session.resume(),
  });
  #face: Face | undefined;
  #gateway: Gateway | undefined;
  /** Counts the changes of account: what was begun for a former one comes to nothing. */
  #account = 0;
  /** A login is to begin as soon as the element is on screen. */
  #wanted = false;
  /** Told once how the request for a pairing code went. */
  #answered: ((state: LoginState) => void) | undefined;
  #form: Form | undefined;
  /** The last number, so that nobody types it twice. */
  #typed: string | undefined;

  constructor() {
    super();
    this.gateway = 'backend';
    this.transport = 'auto';
    this.method = 'auto';
    this.qrFormat = 'text';
    this.manual = false;
    this.theme = 'auto';
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
    this.#wanted = true;
    if (!this.isConnected) return; // it begins when it is on the page
    if (this.isUpdatePending) this.performUpdate();
    if (this.#wanted) this.#beginAsMeant();
  }

  /** Ends the login: status `idle`, nothing is asked. */
  stop(): void {
    this.#wanted = false;
    this.#form = undefined;
    this.#session.stop();
  }

  /** Ends what runs and repeats its request from the beginning. */
  restart(): void {
    if (!this.isConnected) return;
    if (this.isUpdatePending) this.performUpdate();
    this.#begin(this.#session.request ?? { method: 'qr' }, this.status === 'expired');
  }

  /** Asks for a pairing code, which rings the phone. `phone`: with country code. The promise never rejects: a failure is an `error` event. */
  async requestCode(phone: string): Promise<void> {
    const digits = digitsOf(phone);
    if (!digits) return tellError(this, new LoginError('invalid-phone', 'A phone number has 8 to 15 digits'));
    if (!this.isConnected) return; // nobody would see it
    if (this.isUpdatePending) this.performUpdate();
    const form = this.#form;
    const wasQr = isRunning(this.#session.state) && this.#session.request?.method === 'qr';
    this.#typed = phone;
    this.#begin({ method: 'code', phone: digits });
    const state = await new Promise<LoginState>((resolve) => {
      this.#answered = resolve;
      this.#settle(this.#session.state);
    });
    // The screen goes back to what was shown, unless somebody has begun another login.
    if (state.status !== 'error' || this.#session.state !== state) return;
    if (form) this.#openForm({ phone, error: state.code });
    else if (wasQr) this.#begin({ method: 'qr' });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    show(this, this.#internals, this.status, this.status);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lang') && this.#face) this.#dress();
    if (changed.has('maxCodes')) this.#session.limit();
    if (!isOtherAccount(changed, this)) return;
    this.#account++;
    this.#gateway = undefined;
    const begun = this.status !== 'idle';
    if (begun) this.#session.stop();
    this.#wanted ||= begun || !this.manual;
    this.#beginIfSeen();
  }

  protected override render(): TemplateResult {
    const { state, request } = this.#session;
    const methods = (isRunning(state) ? state.methods : undefined) ?? this.#gateway?.methods ?? [];
    const content = this.#face?.content({
      state,
      form: this.#form,
      method: request?.method,
      methods,
      codeFirst: wantsCode(this),
    });
    const isLost = !content && state.status === 'error';
    return frame(isLost ? { body: lost(this.messages, this.#actions.again) } : content);
  }

  protected override firstUpdated(): void {
    this.#beginIfSeen();
  }

  readonly #actions: LoginActions = {
    start: () => this.#beginAsMeant(),
    again: () => this.restart(),
    useQr: () => this.#begin({ method: 'qr' }),
    useCode: () => this.#openForm({ phone: this.#typed ?? this.phone ?? '' }),
    send: (phone) => (digitsOf(phone) ? void this.requestCode(phone) : this.#openForm({ phone, error: 'phone' })),
  };

  #beginIfSeen(): void {
    if (!this.#seen.onScreen) return;
    this.#dress();
    if (this.#wanted && this.hasUpdated) this.#beginAsMeant();
  }

  /** With the QR code, or with the number form where a code comes first. */
  #beginAsMeant(): void {
    if (wantsCode(this)) this.#openForm({ phone: this.#typed ?? this.phone ?? '' });
    else this.#begin({ method: 'qr' });
  }

  #begin(request: LoginRequest, restart = false): void {
    this.#wanted = false;
    this.#form = undefined;
    this.#settle({ status: 'idle' });
    this.#dress();
    const login = begin(request.method, unlimited, Date.now());
    this.#session.start(request, new Memory(login, () => intervalOf(this), restart));
  }

  #openForm(form: Form): void {
    this.#wanted = false;
    this.#session.stop();
    this.#form = form;
    this.requestUpdate();
    // What is wrong with the gateway is told before a number is typed in vain.
    this.#connect().catch((error: unknown) => {
      if (this.#form !== form) return;
      this.#form = undefined;
      this.#fail(error);
    });
  }

  async #open(request: LoginRequest, memory: Memory, signal: AbortSignal): Promise<Stream> {
    const { open } = await this.#wake();
    return open(this, await this.#connect(), this.#seen, request, memory, signal);
  }

  async #connect(): Promise<Gateway> {
    const account = this.#account;
    const { connect } = await this.#wake();
    const gateway = this.#gateway ?? (await connect(this));
    if (account === this.#account) this.#gateway = gateway;
    return gateway;
  }

  /** Fetches the words and all that shows them. */
  #dress(): void {
    this.#wake()
      .then(() => this.#face?.load())
      .catch((error: unknown) => this.#fail(error));
  }

  /** Of what several wait for, and once: nobody waits on an element that was removed. */
  #fail(error: unknown): void {
    if (this.isConnected && this.status !== 'error') this.#session.fail(error);
  }

  async #wake(): Promise<Later> {
    const fetched = await fetchLater();
    if (this.#face) return fetched;
    this.#face = new fetched.Face(this, this.#actions, (error) => this.#session.fail(error));
    this.#face.follow(this.#session.state);
    adoptStyles(this.renderRoot as ShadowRoot, [styles, fetched.styles]);
    this.requestUpdate();
    return fetched;
  }

  /** The page hears of a change before it is rendered. */
  #changed(state: LoginState, previous: LoginState): void {
    this.#face?.follow(state);
    tell(this, this.#internals, state, previous);
    if (this.#session.state === state) this.#settle(state);
  }

  #settle(state: LoginState): void {
    if (state.status === 'waiting') return;
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(state);
  }
}
