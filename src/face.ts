import type { ReactiveControllerHost } from 'lit';
import { DrawnCode } from './drawing.js';
import type { LoginState } from './login.js';
import type { MessageOverrides } from './messages/index.js';
import { Rest } from './rest.js';
import { Texts } from './texts.js';
import { content } from './view.js';
import { Focus } from './view-focus.js';
import type { Content } from './view-frame.js';
import type { Actions, View } from './view-parts.js';

interface Host extends ReactiveControllerHost, HTMLElement {
  readonly appName: string | undefined;
  readonly headingLevel: number | undefined;
  readonly messages: MessageOverrides | undefined;
}

/** What the page can do, beside what concerns the picture only. */
export type LoginActions = Omit<Actions, 'copied' | 'resize'>;

/** All that is on screen of an element that is seen: its words, its code, and what the person did to them. */
export class Face {
  #copied: boolean | undefined;
  #large = false;
  readonly #host: Host;
  readonly #actions: Actions;
  readonly #rest: Rest;
  readonly #texts: Texts;
  readonly #drawn: DrawnCode;

  constructor(host: Host, actions: LoginActions, fail: (error: unknown) => void) {
    this.#host = host;
    this.#rest = new Rest(host);
    this.#texts = new Texts(host);
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
    new Focus(host);
  }

  /** Fetches the words. @throws {LoginError} `unavailable`, when there are none to be had. */
  load(): Promise<void> {
    return this.#texts.load();
  }

  follow(state: LoginState): void {
    this.#drawn.follow(state);
    if (state.status !== 'waiting') return;
    this.#copied = undefined;
    if (state.method === 'code') this.#rest.begin();
  }

  /** Nothing while the words are on their way. */
  content(login: Pick<View, 'state' | 'form' | 'method' | 'methods' | 'codeFirst'>): Content | undefined {
    const texts = this.#texts.with(this.#host.messages);
    return (
      texts &&
      content({
        ...login,
        texts,
        app: this.#host.appName,
        level: this.#host.headingLevel,
        drawing: this.#drawn.drawing,
        resting: this.#rest.resting,
        copied: this.#copied,
        large: this.#large,
        now: Date.now(),
        actions: this.#actions,
      })
    );
  }
}
