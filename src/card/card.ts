import type { CSSResult, ReactiveController, ReactiveControllerHost } from 'lit';
import { DrawnCode } from './drawn-code.js';
import { IDLE, isPage, isRunning, type LoginRequest, type LoginState } from '../login/login.js';
import type { MessageOverrides } from '../messages/index.js';
import type { PasskeyExtension } from '../gateways/passkey-extension.js';
import { load, once } from '../platform/chunk.js';
import type { Drawing } from '../qr/draw.js';
import type { CardExtras } from './extras.js';
import { CardTexts } from './texts.js';
import { cardContent } from './states.js';
import { FocusKeeper } from './focus.js';
import { openGateways } from './open-gateways.js';
import { adoptStylesIn } from '../element/adopt-styles.js';
import type { CardContent } from '../element/frame.js';
import { cardStyles } from './card.css.js';
import type { CardActions, CardView } from './card-view.js';
import { codeStyles } from './qr-code.css.js';
import { monotonicNow } from '../platform/clock.js';

interface CardHost extends ReactiveControllerHost, HTMLElement {
  readonly appName: string | undefined;
  readonly headingLevel: number | undefined;
  readonly messages: MessageOverrides | undefined;
  readonly country: string | undefined;
  readonly passkeyExtension: PasskeyExtension | null | undefined;
}

/** What the page can do, beside what concerns the picture only. */
export type LoginActions = Omit<CardActions, 'copied' | 'resize' | 'openHelp'>;

/** What the login is about, as the card shows it. */
interface ShownLogin extends Pick<CardView, 'state' | 'methods' | 'codeFirst' | 'offline'> {
  readonly request: LoginRequest | undefined;
}

/** Fetched once the QR code is drawn, or when another state comes first. */
const moreStates = once(() => load((_fragment) => import('./more.js')));

/** All that is on screen of an element that is seen: its words, its code, and what the person did to them. */
export class Card implements ReactiveController {
  #large = false;
  #isHelped = false;
  /** What was on screen when the code was scanned. */
  #scanned: Drawing | undefined;
  #state: LoginState = IDLE;
  #extras: CardExtras | undefined;
  /** There were words for the person to read. */
  #isShown = false;
  readonly #host: CardHost;
  readonly #actions: CardActions;
  readonly #texts: CardTexts;
  readonly #drawn: DrawnCode;
  readonly #focus: FocusKeeper;
  readonly #styles: CSSResult[];
  readonly #fail: (error: unknown) => void;

  constructor(host: CardHost, actions: LoginActions, sheets: CSSResult[], fail: (error: unknown) => void) {
    this.#host = host;
    this.#styles = sheets;
    this.#adopt(cardStyles, codeStyles);
    this.#fail = fail;
    this.#texts = new CardTexts(host);
    this.#drawn = new DrawnCode(host, fail);
    this.#focus = new FocusKeeper(host);
    this.#actions = {
      ...actions,
      copied: (copied) => this.#extras?.copied(copied),
      resize: () => this.#resize(),
      openHelp: () => this.#openHelp(),
    };
    host.addController(this);
  }

  /** The person may go another way, and the login may end, at any moment from now on: nobody shall wait for it then. */
  hostUpdated(): void {
    if (this.#drawn.drawing) this.#loadMore().catch(() => undefined);
  }

  /** Fetches the words. @throws {LoginError} `unavailable`, when there are none to be had. */
  loadTexts(): Promise<void> {
    return this.#texts.load();
  }

  followState(state: LoginState): void {
    this.#scanned = state.status === 'linking' ? (this.#drawn.drawing ?? this.#scanned) : undefined;
    this.#drawn.followState(state);
    this.#focus.followState(state);
    this.#state = state;
    this.#extras?.followState(state);
    if (needsMore(state)) void this.#showMore(state);
    // What shows a failure is fetched at its first sign: at its end there may be no way to fetch anything.
    else if (isRunning(state) && state.unreachable) this.#loadMore().catch(() => undefined);
  }

  async #loadMore(): Promise<void> {
    const { CardExtras, laterStyles, loadLaterMessages } = await moreStates();
    await this.#texts.loadLater(loadLaterMessages);
    if (this.#extras) return;
    this.#extras = new CardExtras(this.#host, () => openGateways.get(this.#host));
    this.#extras.followState(this.#state);
    this.#adopt(...laterStyles);
    this.#host.requestUpdate();
  }

  /** A login that is being linked, is linked or has failed stays so, with less on screen. */
  async #showMore(state: LoginState): Promise<void> {
    try {
      await this.#loadMore();
    } catch (error) {
      if (!['expired', 'linking', 'linked', 'error'].includes(state.status)) this.#fail(error);
    }
  }

  /** What the element takes along when it moves into another document. */
  #adopt(...more: CSSResult[]): void {
    this.#styles.push(...more);
    if (this.#host.shadowRoot) adoptStylesIn(this.#host.shadowRoot, this.#styles);
  }

  #resize(): void {
    this.#large = !this.#large;
    this.#host.requestUpdate();
    if (this.#large) void this.#host.updateComplete.then(() => this.#showLarge());
  }

  #openHelp(): void {
    this.#isHelped = true;
    this.#host.requestUpdate();
  }

  /** All of it, where the window has the room. */
  #showLarge(): void {
    this.#host.shadowRoot?.querySelector('.life')?.scrollIntoView({ block: 'nearest' });
  }

  /** Nothing while the words are on their way. */
  content({ request, ...login }: ShownLogin): CardContent | undefined {
    const texts = this.#texts.withOverrides(this.#host.messages);
    const isComplete = this.#extras !== undefined && this.#texts.areComplete;
    // A card that begins with another state than the QR code shows all of it at once.
    this.#isShown ||= isComplete || !(login.state.status === 'idle' || request?.method === 'code');
    if (!texts || !this.#isShown) return undefined;
    return cardContent({
      ...login,
      offline: login.offline || (isRunning(login.state) && login.state.unreachable === true),
      method: request?.method,
      phone: request?.method === 'code' ? request.phone : undefined,
      texts,
      app: this.#host.appName,
      level: this.#host.headingLevel,
      drawing: this.#drawn.drawing ?? this.#scanned,
      isHandedOver: this.#host.querySelector('[slot="code"]') !== null,
      restsUntil: undefined,
      copied: undefined,
      number: undefined,
      ...this.#extras?.view(),
      isHelped: this.#isHelped,
      large: this.#large,
      now: monotonicNow(),
      more: isComplete ? moreStates.value : undefined,
      actions: this.#actions,
    });
  }
}

/** Whether it needs the views or the styles of `more.ts`: all but the QR code and the wait for it. */
function needsMore(state: LoginState): boolean {
  if (state.status === 'waiting') return state.method === 'code';
  if (state.status === 'qr') return isPage(state.picture);
  return true;
}
