import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { digitsOf, type Form } from './view-code.js';
import { DrawnCode } from './drawing.js';
import { show, tell, tellError } from './events.js';
import type { BackendOptions, Gateway } from './gateways/index.js';
import {
  begin,
  isRunning,
  LoginError,
  type LoginMethod,
  type LoginRequest,
  type LoginState,
  type LoginStatus,
} from './login.js';
import type { MessageOverrides } from './messages/index.js';
import { connect, intervalOf, isOtherAccount, limitsOf, transportOf, wantsCode } from './options.js';
import { loadEncoder } from './qr.js';
import { Rest } from './rest.js';
import { Seen } from './seen.js';
import { LoginSession } from './session.js';
import { Texts } from './texts.js';
import { Memory, updates, type Transport } from './transports.js';
import { card } from './view.js';
import { Focus } from './view-focus.js';
import type { Actions } from './view-parts.js';
import { styles } from './wa-qr-login.css.js';

/**
 * Links a WhatsApp number to a gateway: shows the QR code or the pairing code, keeps it fresh, and says when it is linked.
 * @fires {CustomEvent<LinkedDetail>} linked - The number is linked. Once per login.
 * @fires {CustomEvent<ExpiredDetail>} expired - The codes have run out; a button gets new ones.
 * @fires {CustomEvent<ErrorDetail>} error - The login has failed for good.
 * @fires {CustomEvent<StateChangeDetail>} statechange - The status has changed; before the three above.
 * @slot logo - A picture of yours, before the title.
 * @slot title - Instead of the title's text.
 * @slot footer - Below everything, such as a link for help.
 * @slot linked - Instead of the word that it is linked, such as what comes next.
 * @slot passkey - Instead of what to do when WhatsApp asks for a passkey, such as how to reach you.
 * @csspart card - All of it.
 * @csspart header - Logo and title.
 * @csspart title - The heading.
 * @csspart body - What differs from state to state.
 * @csspart steps - What to do on the phone.
 * @csspart qr - The white square with the QR code.
 * @csspart placeholder - The square without a code: before the first, and after the last.
 * @csspart frame - The gateway's own page.
 * @csspart bar - How much of the code's life is left.
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
 * @csspart account - The account that is linked.
 * @csspart error - What went wrong.
 * @csspart footer - The last lines.
 * @csspart hint - What linking allows, and how to undo it.
 * @cssprop --wa-surface - Background.
 * @cssprop --wa-text - Text.
 * @cssprop --wa-quiet - Text of less weight; keep 4.5:1 to the background.
 * @cssprop --wa-line - Borders and the placeholder.
 * @cssprop --wa-accent - Buttons, links, the bar.
 * @cssprop --wa-on-accent - Text on the accent.
 * @cssprop --wa-wrong - Errors.
 * @cssprop [--wa-radius=16px] - Corners of the card; those inside follow.
 * @cssprop [--wa-space=28px] - Space within the card, less where it is narrow.
 * @cssprop --wa-font - Font family; the page's by default.
 * @cssprop [--wa-qr-size=264px] - Side of the QR code; never less than 240px, nor than 3px a module.
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
    theme: {},
    lang: { reflect: true },
    credentials: {},
    headers: { attribute: false },
    messages: { attribute: false },
  };

  /** Where the login is asked for; with `gateway`, the address of that gateway or of a proxy in front of it. */
  declare backendUrl: string | undefined;
  /** `backend`, `green-api`, `z-api`, `plugchat`, or a `Gateway` object. */
  declare gateway: string | Gateway;
  /** The gateway's credentials, for trusted internal pages only. */
  declare instance: string | undefined;
  declare token: string | undefined;
  /** Z-API's account security token. */
  declare clientToken: string | undefined;
  /** PlugChat: `Bearer`, for the newer form of its header. */
  declare authScheme: string | undefined;
  declare transport: Transport;
  declare method: LoginMethod | 'auto';
  /** Which QR address is called where a gateway has both. */
  declare qrFormat: 'text' | 'image';
  /** Green API's hosted QR page: host or origin of the custom domain. Its address shows the token to the person. */
  declare qrDomain: string | undefined;
  /** Prefilled phone number. */
  declare phone: string | undefined;
  /** QR codes shown before the login stops; the gateway's own number by default. */
  declare maxCodes: number | undefined;
  /** Seconds between two questions; the gateway's own pace by default. */
  declare pollInterval: number | undefined;
  /** No request before `start()` or the button. */
  declare manual: boolean;
  /** Whom the person links to. */
  declare appName: string | undefined;
  /** Of the title, 1 to 6; 2 by default. */
  declare headingLevel: number | undefined;
  declare theme: 'auto' | 'light' | 'dark';
  /** Fetch credentials mode for `backend`. */
  declare credentials: RequestCredentials;
  /** Headers for `backend`, or a function called for each request. */
  declare headers: BackendOptions['headers'];
  /** Overrides any text on screen. */
  declare messages: MessageOverrides | undefined;

  readonly #internals = this.attachInternals();
  readonly #session = new LoginSession<Memory>(
    this,
    (request, memory, signal) => updates(this.#connect(), memory, request, this.#seen, transportOf(this), signal),
    (state, previous) => this.#changed(state, previous),
  );
  readonly #seen = new Seen(this, {
    seen: () => this.#beginIfSeen(),
    gone: () => (this.#wanted = !this.manual && this.status !== 'linked'),
    left: () => this.#session.pause(),
    back: () => this.#session.resume(),
  });
  #gateway: Gateway | undefined;
  /** A login is to begin as soon as the element is on screen. */
  #wanted = false;
  /** Told once how the request for a pairing code went. */
  #answered: ((state: LoginState) => void) | undefined;
  #form: Form | undefined;
  /** The last number, so that nobody types it twice. */
  #typed: string | undefined;
  #copied: boolean | undefined;
  #large = false;
  readonly #rest = new Rest(this);
  readonly #texts = new Texts(this);
  readonly #drawn = new DrawnCode(this, (error) => this.#session.fail(error));

  constructor() {
    super();
    new Focus(this);
    this.gateway = 'backend';
    this.transport = 'auto';
    this.method = 'auto';
    this.qrFormat = 'text';
    this.manual = false;
    this.theme = 'auto';
    this.credentials = 'same-origin';
  }

  /** Registers the element, once: a second copy of this script leaves the first in place. */
  static define(tagName = 'wa-qr-login'): void {
    if (!customElements.get(tagName))
      customElements.define(tagName, this === WaQrLogin && tagName !== 'wa-qr-login' ? class extends this {} : this);
  }

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

  /** Asks for a pairing code, which rings the phone. Never rejects: a failure is an `error` event. `phone`: with country code. */
  async requestCode(phone: string): Promise<void> {
    const digits = digitsOf(phone);
    if (!digits) return tellError(this, new LoginError('invalid-phone', 'A phone number has 8 to 15 digits'));
    if (!this.isConnected) return; // nobody would see it
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
    if (changed.has('lang') && this.hasUpdated) void this.#texts.load();
    if (changed.has('maxCodes') && this.#gateway) this.#session.limit(limitsOf(this, this.#gateway));
    if (!isOtherAccount(changed, this)) return;
    this.#gateway = undefined;
    const begun = this.status !== 'idle';
    if (begun) this.#session.stop();
    this.#wanted ||= begun || !this.manual;
    this.#beginIfSeen();
  }

  protected override render(): TemplateResult {
    const { state } = this.#session;
    return card({
      state,
      texts: this.#texts.with(this.messages),
      app: this.appName,
      level: this.headingLevel,
      form: this.#form,
      method: this.#session.request?.method,
      drawing: this.#drawn.drawing,
      resting: this.#rest.resting,
      copied: this.#copied,
      large: this.#large,
      now: Date.now(),
      methods: (isRunning(state) ? state.methods : undefined) ?? this.#gateway?.methods ?? [],
      actions: this.#actions,
    });
  }

  protected override firstUpdated(): void {
    this.#beginIfSeen();
  }

  readonly #actions: Actions = {
    start: () => this.#beginAsMeant(),
    again: () => this.restart(),
    useQr: () => this.#begin({ method: 'qr' }),
    useCode: () => this.#openForm({ phone: this.#typed ?? this.phone ?? '' }),
    send: (phone) => (digitsOf(phone) ? void this.requestCode(phone) : this.#openForm({ phone, error: 'phone' })),
    copied: (copied) => {
      this.#copied = copied;
      this.requestUpdate();
    },
    resize: () => {
      this.#large = !this.#large;
      this.requestUpdate();
    },
  };

  #beginIfSeen(): void {
    if (!this.#seen.onScreen) return;
    void this.#texts.load();
    if (this.#wanted && this.hasUpdated) this.#beginAsMeant();
  }

  /** With the QR code, or with the number form where a code comes first. */
  #beginAsMeant(): void {
    if (this.#codeFirst) this.#openForm({ phone: this.#typed ?? this.phone ?? '' });
    else this.#begin({ method: 'qr' });
  }

  get #codeFirst(): boolean {
    if (!wantsCode(this.method)) return false;
    try {
      return this.#connect().methods.includes('code');
    } catch {
      return false; // beginning the QR run tells what is wrong
    }
  }

  #begin(request: LoginRequest, restart = false): void {
    this.#wanted = false;
    this.#form = undefined;
    this.#copied = undefined;
    this.#settle({ status: 'idle' });
    if (request.method === 'code') this.#rest.begin();
    void this.#texts.load();
    try {
      const gateway = this.#connect();
      if (request.method === 'qr' && !gateway.pictures) loadEncoder().catch(() => undefined); // drawing tells
      const login = begin(request.method, limitsOf(this, gateway), Date.now());
      this.#session.start(request, new Memory(login, () => intervalOf(this, gateway), restart));
    } catch (error) {
      this.#session.fail(error);
    }
  }

  #openForm(form: Form): void {
    this.#wanted = false;
    this.#session.stop();
    this.#form = form;
    this.requestUpdate();
  }

  #connect(): Gateway {
    return (this.#gateway ??= connect(this));
  }

  /** The page hears of a change before it is rendered. */
  #changed(state: LoginState, previous: LoginState): void {
    this.#drawn.follow(state);
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
