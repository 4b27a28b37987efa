import type { BackendOptions } from '../gateways/backend.js';
import type { Gateway } from '../gateways/gateway.js';
import type { PasskeyExtension } from '../gateways/passkey-extension.js';
import type { GatewayName } from '../gateways/registry.js';
import type { LoginMethod } from '../login/login.js';
import type { MessageOverrides } from '../messages/index.js';
import type { Transport } from '../transport/run.js';
import { MorphSafeElement } from './morph-safe-element.js';

/**
 * All that a page can set on the element, and all that its style sheets and its content can change. What an element makes of it is
 * left to the class that is registered.
 * @attr {boolean} frameless - For a page that has a frame and a title of its own around the card, such as a dialog: neither is shown twice.
 * @attr {string} name - The name under which a form around the element sends the linked account: its id, or its phone number, or `linked` where the gateway tells neither.
 * @attr {boolean} defer-hydration - No login begins before the attribute is taken away. Frameworks write it into the HTML of a server, so that nothing happens before their listeners are there; `wa-qr-login/react` does.
 * @attr {string} [lang=element, page, browser, `en`] - The language of the card, one of thirty, as in HTML.
 * @attr {string} [status=`idle`] - The status of the login (read-only). It is also a custom state, such as `:state(qr)`.
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
export abstract class SettingsElement extends MorphSafeElement {
  static readonly formAssociated = true;
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
}
