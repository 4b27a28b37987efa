import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { tell, tellError, type WaQrLoginEventMap } from './events.js';
import type { BackendOptions, Gateway } from './gateways/index.js';
import { begin, isRunning, LoginError, type Limits, type LoginMethod, type LoginRequest, type LoginState, type LoginStatus } from './login.js';
import type { MessageOverrides } from './messages/index.js';
import { atLeast, connect, sameAccount } from './options.js';
import { draw, loadEncoder } from './qr.js';
import { Seen } from './seen.js';
import { LoginSession } from './session.js';
import { Texts } from './texts.js';
import { updates, type Memory, type Transport } from './transports.js';
import { card, digitsOf, type Drawn, type Form } from './view.js';
import { styles } from './wa-qr-login.css.js';

/** These say which account is linked, so a change of one begins the login anew. */
const IDENTITY = ['backendUrl', 'gateway', 'instance', 'token', 'transport'] as const;
/** A screen that cannot scan itself: `method="auto"` offers the pairing code first. */
const PHONE_SCREEN = '(hover: none) and (pointer: coarse) and (max-width: 640px)';

/**
 * Links a WhatsApp number to a gateway: shows the QR code or the pairing code, keeps it fresh, and says when it is linked.
 * @fires {CustomEvent<LinkedDetail>} linked - The number is linked. Once per login.
 * @fires {CustomEvent<ExpiredDetail>} expired - The codes have run out; a button gets new ones.
 * @fires {CustomEvent<ErrorDetail>} error - The login has failed for good.
 * @fires {CustomEvent<StateChangeDetail>} statechange - The status has changed; before the three above.
 */
export class WaQrLogin extends LitElement {
  static override styles = styles;
  static override properties = {
    backendUrl: { attribute: 'backend-url' },
    gateway: {},
    instance: {},
    token: {},
    transport: {},
    method: {},
    phone: {},
    maxCodes: { attribute: 'max-codes', type: Number },
    pollInterval: { attribute: 'poll-interval', type: Number },
    manual: { type: Boolean },
    appName: { attribute: 'app-name' },
    theme: {},
    lang: { reflect: true },
    credentials: {},
    headers: { attribute: false },
    messages: { attribute: false },
  };

  /** Where the login is asked for; with `gateway`, the address of that gateway or of a proxy in front of it. */
  declare backendUrl: string | undefined;
  /** `backend`, `green-api`, or a `Gateway` object. */
  declare gateway: string | Gateway;
  /** The gateway's credentials, for trusted internal pages only. */
  declare instance: string | undefined;
  declare token: string | undefined;
  declare transport: Transport;
  declare method: LoginMethod | 'auto';
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
    (request, memory, signal) => updates(this.#connect(), memory, request, this.#seen, this.transport, signal),
    (state, previous) => { this.#changed(state, previous); },
  );
  readonly #seen = new Seen(this, {
    seen: () => { this.#begins(); },
    left: () => { this.#session.pause(); },
    back: () => { this.#session.resume(); },
  });
  #gateway: Gateway | undefined;
  /** A login is to begin as soon as the element is on screen. */
  #wanted = false;
  /** Told once how the request for a pairing code went. */
  #answered: ((state: LoginState) => void) | undefined;
  #form: Form | undefined;
  #drawn: Drawn | undefined;
  #copied: boolean | undefined;
  readonly #texts = new Texts(this);
  #hadFocus = false;

  constructor() {
    super();
    this.gateway = 'backend';
    this.transport = 'auto';
    this.method = 'auto';
    this.manual = false;
    this.theme = 'auto';
    this.credentials = 'same-origin';
  }

  /** Registers the element, once: a second copy of this script leaves the first in place. */
  static define(tagName = 'wa-qr-login'): void {
    if (!customElements.get(tagName)) customElements.define(tagName, this === WaQrLogin && tagName !== 'wa-qr-login' ? class extends this {} : this);
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
    if (this.#wanted) this.#begin({ method: 'qr' });
  }

  /** Ends the login: status `idle`, nothing is asked. */
  stop(): void {
    this.#wanted = false;
    this.#form = undefined;
    this.#session.stop();
  }

  /** Ends what runs and repeats its request from the beginning. */
  restart(): void {
    if (this.isUpdatePending) this.performUpdate();
    this.#begin(this.#session.request ?? { method: 'qr' }, true);
  }

  /** Asks for a pairing code, which rings the phone. Never rejects: a failure is an `error` event. `phone`: with country code. */
  requestCode(phone: string): Promise<void> {
    const digits = digitsOf(phone);
    if (!digits) tellError(this, new LoginError('invalid-phone', 'A phone number has 8 to 15 digits'));
    return digits ? this.#requestCode(phone, digits) : Promise.resolve();
  }

  #requestCode(phone: string, digits: string): Promise<void> {
    const form = this.#form;
    const wasQr = isRunning(this.#session.state) && this.#session.request?.method === 'qr';
    this.#begin({ method: 'code', phone: digits });
    return new Promise((resolve) => {
      this.#answered = (state) => {
        resolve();
        if (state.status !== 'error') return;
        // The screen goes back to what was shown.
        if (form) this.#openForm({ phone, error: state.code });
        else if (wasQr) this.#begin({ method: 'qr' });
      };
      this.#settle(this.#session.state);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#wanted ||= !this.manual && this.#session.state.status !== 'linked';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
    if (changed.has('lang') && this.hasUpdated) void this.#texts.load();
    if (changed.has('maxCodes') && this.#gateway) this.#session.limit(this.#limits(this.#gateway));
    if (changed.has('pollInterval') && this.#gateway && this.#session.memory) this.#session.memory.every = this.#every(this.#gateway);
    if (!IDENTITY.some((name) => changed.has(name) && !sameAccount(changed.get(name), this[name]))) return;
    this.#gateway = undefined;
    if (!this.hasUpdated) return;
    const begun = this.#session.state.status !== 'idle';
    if (begun) this.#session.stop();
    this.#wanted ||= begun || !this.manual;
    this.#begins();
  }

  protected override render(): TemplateResult {
    const { state } = this.#session;
    return card({
      state,
      texts: this.#texts.with(this.messages),
      app: this.appName,
      form: this.#form,
      drawn: this.#drawn,
      copied: this.#copied,
      now: Date.now(),
      methods: (isRunning(state) ? state.methods : undefined) ?? this.#gateway?.methods ?? [],
      actions: this.#actions,
    });
  }

  protected override updated(): void {
    // Focus follows when what held it is gone, and is never taken from the page.
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.shadowRoot?.querySelector<HTMLElement>('[data-focus]')?.focus();
  }

  readonly #actions = {
    start: () => { this.#begin({ method: 'qr' }); },
    again: () => { this.restart(); },
    openForm: () => { this.#openForm({ phone: this.phone ?? '' }); },
    send: (phone: string) => { if (digitsOf(phone)) void this.requestCode(phone); else this.#openForm({ phone, error: 'phone' }); },
    copy: (code: string) => { void this.#copy(code); },
  };

  /** Begins what is wanted, now that the element may be on screen. */
  #begins(): void {
    if (!this.#seen.onScreen) return;
    void this.#texts.load();
    if (!this.#wanted || !this.hasUpdated) return;
    if (this.#codeFirst) this.#openForm({ phone: this.phone ?? '' });
    else this.#begin({ method: 'qr' });
  }

  get #codeFirst(): boolean {
    if (this.method !== 'code' && (this.method === 'qr' || !matchMedia(PHONE_SCREEN).matches)) return false;
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
    void this.#texts.load();
    try {
      const gateway = this.#connect();
      if (request.method === 'qr' && !gateway.pictures) loadEncoder().catch(() => undefined); // drawing tells
      const login = begin(request.method, this.#limits(gateway), Date.now());
      this.#session.start(request, { login, qrDue: 0, coded: false, answered: false, every: this.#every(gateway), restart });
    } catch (error) {
      this.#session.fail(error);
    }
  }

  async #copy(code: string): Promise<void> {
    // Asked for within the click: a browser forgets it after an await.
    const copied = navigator.clipboard.writeText(code);
    this.#copied = await copied.then(() => true, () => false);
    this.requestUpdate();
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

  #limits({ pace }: Gateway): Limits {
    return { ...pace, codes: atLeast(1, this.maxCodes) ?? pace.codes };
  }

  #every({ pace }: Gateway): number {
    return (atLeast(0, this.pollInterval) ?? pace.every / 1000) * 1000;
  }

  /** The page hears of a change before it is rendered. */
  #changed(state: LoginState, previous: LoginState): void {
    this.setAttribute('status', state.status);
    mark(this.#internals, state.status, previous.status);
    if (state.status === 'qr' && !('page' in state.picture) && this.#drawn?.picture !== state.picture) void this.#draw(state.picture);
    if (state.status !== 'qr') this.#drawn = undefined;
    tell(this, state, previous);
    if (this.#session.state === state) this.#settle(state);
  }

  #settle(state: LoginState): void {
    if (state.status === 'waiting') return;
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(state);
  }

  async #draw(picture: Drawn['picture']): Promise<void> {
    const current = () => this.#session.state.status === 'qr' && (this.#session.state as { picture: unknown }).picture === picture;
    try {
      const drawing = await draw(picture);
      if (!current()) return;
      this.#drawn = { picture, drawing };
      this.requestUpdate();
    } catch (error) {
      if (current()) this.#session.fail(error);
    }
  }
}

function mark({ states }: ElementInternals, status: LoginStatus, previous: LoginStatus): void {
  try {
    states.delete(previous);
    states.add(status);
  } catch {
    // A browser without custom states, or with the older ones that must begin with two dashes.
  }
}

export interface WaQrLogin {
  addEventListener<Type extends keyof WaQrLoginEventMap>(type: Type, listener: (this: WaQrLogin, event: WaQrLoginEventMap[Type]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener<Type extends keyof Omit<HTMLElementEventMap, keyof WaQrLoginEventMap>>(type: Type, listener: (this: WaQrLogin, event: HTMLElementEventMap[Type]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'wa-qr-login': WaQrLogin;
  }
}
