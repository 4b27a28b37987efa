import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LoginState, Picture } from '../login/login.js';
import { drawPicture, type Drawing } from '../qr/draw.js';
import { fitQr } from '../qr/size-qr.js';

export type Drawable = Exclude<Picture, { page: string }>;

/** The QR code on screen: drawn when its update has come, so that no frame waits for the encoder. */
export class DrawnCode implements ReactiveController {
  #wanted: Drawable | undefined;
  #drawing: Drawing | undefined;
  #connection = new AbortController();
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #fail: (error: unknown) => void;

  constructor(host: ReactiveControllerHost & HTMLElement, fail: (error: unknown) => void) {
    this.#host = host;
    this.#fail = fail;
    host.addController(this);
  }

  /** The drawing to show. The former code stays for the few ms that drawing the next one takes. */
  get drawing(): Drawing | undefined {
    return this.#drawing;
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    this.#host.ownerDocument.defaultView?.addEventListener('resize', this.#fit, { signal }); // also when the page is zoomed
    if (!('ResizeObserver' in globalThis)) return; // jsdom
    let frame = 0;
    const resizes = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(this.#fit); // at once it would be a "ResizeObserver loop", which reaches `window.onerror`
    });
    resizes.observe(this.#host);
    signal.addEventListener('abort', () => {
      resizes.disconnect();
      cancelAnimationFrame(frame);
    });
  }

  hostDisconnected(): void {
    this.#connection.abort();
  }

  /** The code may be another one, or have another size: before it is painted. */
  hostUpdated(): void {
    this.#fit();
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

  readonly #fit = (): void => {
    if (this.#drawing?.isConnected) fitQr(this.#drawing);
  };
}
