import type { ReactiveControllerHost } from 'lit';
import { DrawnCode } from './drawn-code.js';
import type { LoginState } from '../login/login.js';
import type { MessageOverrides } from '../messages/index.js';
import { ButtonCooldown } from './cooldown.js';
import { CardTexts } from './texts.js';
import { cardContent } from './states.js';
import { FocusKeeper } from './focus.js';
import type { CardContent } from '../element/frame.js';
import type { CardActions, CardView } from './parts.js';
import { monotonicNow } from '../platform/clock.js';

interface CardHost extends ReactiveControllerHost, HTMLElement {
  readonly appName: string | undefined;
  readonly headingLevel: number | undefined;
  readonly messages: MessageOverrides | undefined;
}

/** What the page can do, beside what concerns the picture only. */
export type LoginActions = Omit<CardActions, 'copied' | 'resize'>;

/** All that is on screen of an element that is seen: its words, its code, and what the person did to them. */
export class Card {
  #copied: boolean | undefined;
  #large = false;
  readonly #host: CardHost;
  readonly #actions: CardActions;
  readonly #rest: ButtonCooldown;
  readonly #texts: CardTexts;
  readonly #drawn: DrawnCode;

  constructor(host: CardHost, actions: LoginActions, fail: (error: unknown) => void) {
    this.#host = host;
    this.#rest = new ButtonCooldown(host);
    this.#texts = new CardTexts(host);
    this.#drawn = new DrawnCode(host, fail);
    this.#actions = {
      ...actions,
      copied: (copied) => {
        this.#copied = copied;
        host.requestUpdate();
      },
      resize: () => {
        this.#large = !this.#large;
        host.requestUpdate();
      },
    };
    new FocusKeeper(host);
  }

  /** Fetches the words. @throws {LoginError} `unavailable`, when there are none to be had. */
  loadTexts(): Promise<void> {
    return this.#texts.load();
  }

  followState(state: LoginState): void {
    this.#drawn.followState(state);
    if (state.status !== 'waiting') return;
    this.#copied = undefined;
    if (state.method === 'code') this.#rest.start();
  }

  /** Nothing while the words are on their way. */
  content(login: Pick<CardView, 'state' | 'method' | 'methods' | 'codeFirst'>): CardContent | undefined {
    const texts = this.#texts.withOverrides(this.#host.messages);
    return (
      texts &&
      cardContent({
        ...login,
        texts,
        app: this.#host.appName,
        level: this.#host.headingLevel,
        drawing: this.#drawn.drawing,
        resting: this.#rest.isCoolingDown,
        copied: this.#copied,
        large: this.#large,
        now: monotonicNow(),
        actions: this.#actions,
      })
    );
  }
}
