import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isPage, type LoginState, type Picture } from '../login/login.js';
import { drawPicture, type Drawing } from '../qr/draw.js';
import { fitQr } from '../qr/size-qr.js';
import { removePicture } from './handed-over.js';
import { isStill } from './life-ring.js';

/** An animation of CSS would be kept for as long as the code stands, ms. */
const APPEARS_FOR = 300;

export type Drawable = Exclude<Picture, { page: string }>;

/**
 * The drawing of the QR code. It is made when the update arrives and not while rendering, so no frame waits for the encoder. Its
 * size follows that of the card.
 */
export class DrawnCode implements ReactiveController {
  #wanted: Drawable | undefined;
  #drawing: Drawing | undefined;
  #appearing: Animation | undefined;
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
    this.#host.ownerDocument.defaultView?.addEventListener('resize', this.#fit, { signal }); // also fired by zoom
    if (!('ResizeObserver' in globalThis)) return; // jsdom has none
    let frame = 0;
    const resizes = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      // Fitting at once would change the size again: a "ResizeObserver loop" error, which reaches `window.onerror`.
      frame = requestAnimationFrame(this.#fit);
    });
    resizes.observe(this.#host);
    signal.addEventListener('abort', () => {
      resizes.disconnect();
      cancelAnimationFrame(frame);
    });
  }

  hostDisconnected(): void {
    this.#connection.abort();
    // The browser keeps the element of a running animation alive.
    this.#appearing?.cancel();
  }

  /** Fits a new code, or an enlarged one, before the browser paints it. */
  hostUpdated(): void {
    this.#fit();
  }

  followState(state: LoginState): void {
    const picture = state.status === 'qr' && !isPage(state.picture) ? state.picture : undefined;
    if (!picture) this.#drawing = undefined;
    if (!picture && state.status !== 'waiting') removePicture(this.#host);
    if (picture === this.#wanted) return;
    this.#wanted = picture;
    if (picture) void this.#draw(picture);
  }

  async #draw(picture: Drawable): Promise<void> {
    try {
      const drawing = await drawPicture(picture);
      if (picture !== this.#wanted) return;
      this.#drawing = drawing;
      // Otherwise the code stood there already, and so it does not appear.
      if (!removePicture(this.#host) && !isStill()) this.#appear(drawing);
      this.#host.requestUpdate();
    } catch (error) {
      if (picture === this.#wanted) this.#fail(error);
    }
  }

  #appear(drawing: Drawing): void {
    const appearing = drawing.animate?.({ opacity: [0.6, 1] }, APPEARS_FOR);
    if (!appearing) return; // jsdom has none
    appearing.finished?.catch(() => undefined); // happy-dom reports a cancelled one as unhandled, as no browser does
    this.#appearing = appearing;
    appearing.onfinish = appearing.oncancel = () => (this.#appearing = undefined);
  }

  readonly #fit = (): void => {
    if (this.#drawing?.isConnected) fitQr(this.#drawing);
  };
}
