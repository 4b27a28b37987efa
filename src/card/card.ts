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

interface CardHost extends ReactiveControllerHost, HTMLElement {
  readonly appName: string | undefined;
  readonly headingLevel: number | undefined;
  readonly messages: MessageOverrides | undefined;
}

/** The actions that concern the login. The others (copy, enlarge) concern the card only. */
export type LoginActions = Omit<CardActions, 'copied' | 'resize'>;

/** The card of an element that is seen: its texts, its code, and what the person has copied or enlarged. */
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

  /**
   * Loads the texts.
   * @throws {LoginError} `unavailable`, if no language can be loaded.
   */
  loadTexts(): Promise<void> {
    return this.#texts.load();
  }

  /** Draws the code of a new state, and forgets what belonged to the former code. */
  followState(state: LoginState): void {
    this.#drawn.followState(state);
    if (state.status !== 'waiting') return;
    this.#copied = undefined;
    if (state.method === 'code') this.#rest.start();
  }

  /** Returns what the card shows; undefined while the texts are loading. */
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
        now: Date.now(),
        actions: this.#actions,
      })
    );
  }
}
