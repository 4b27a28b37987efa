import type { ReactiveControllerHost } from 'lit';
import type { LoginState, Picture } from '../login/login.js';
import { drawPicture, type Drawing } from '../qr/draw.js';

export type Drawable = Exclude<Picture, { page: string }>;

/** The drawing of the QR code. It is made when the update arrives and not while rendering, so no frame waits for the encoder. */
export class DrawnCode {
  #wanted: Drawable | undefined;
  #drawing: Drawing | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #fail: (error: unknown) => void;

  constructor(host: ReactiveControllerHost, fail: (error: unknown) => void) {
    this.#host = host;
    this.#fail = fail;
  }

  /** The drawing to show. The former code stays for the few ms that drawing the next one takes. */
  get drawing(): Drawing | undefined {
    return this.#drawing;
  }

  followState(state: LoginState): void {
    const picture = state.status === 'qr' && !('page' in state.picture) ? state.picture : undefined;
    if (!picture) this.#drawing = undefined;
    if (picture === this.#wanted) return;
    this.#wanted = picture;
    if (picture) void this.#draw(picture);
  }

  async #draw(picture: Drawable): Promise<void> {
    try {
      const drawing = await drawPicture(picture);
      if (picture !== this.#wanted) return;
      this.#drawing = drawing;
      this.#host.requestUpdate();
    } catch (error) {
      if (picture === this.#wanted) this.#fail(error);
    }
  }
}
