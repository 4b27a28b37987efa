interface Asked {
  readonly type: string;
  readonly challenge?: unknown;
}
type Reply = Readonly<Record<string, unknown>> | undefined;

/**
 * The extension at the boundary where pages meet it: a runtime that is called by an identifier, as in Chromium, and a content
 * script that hears what the page tells itself, as in Firefox. A page uses the one of its browser.
 */
export class FakeExtension {
  readonly asked: Asked[] = [];
  readonly assertion = { id: 'k', rawId: 'k', type: 'public-key', response: { signature: 'SIGNATURE' } };
  refuses = false;
  readonly #id: string;
  readonly #prefix: string;
  readonly #before = Object.getOwnPropertyDescriptor(globalThis, 'chrome');

  constructor({ id = 'ghpdcgnjffaaekflfpcgkgpbafmjldcp', prefix = 'waha-passkey' } = {}) {
    this.#id = id;
    this.#prefix = prefix;
    const sendMessage = (called: string, message: Asked, onReply: (reply: Reply) => void) =>
      setTimeout(() => onReply(called === this.#id ? this.#answer(message) : undefined));
    Object.defineProperty(globalThis, 'chrome', { configurable: true, value: { runtime: { sendMessage } } });
    addEventListener('message', this.#hear);
  }

  remove(): void {
    removeEventListener('message', this.#hear);
    if (this.#before) Object.defineProperty(globalThis, 'chrome', this.#before);
    else Reflect.deleteProperty(globalThis, 'chrome');
  }

  readonly #hear = ({ source, data }: MessageEvent): void => {
    const { source: speaker, requestId, ...message } = (data ?? {}) as Asked & { source?: string; requestId?: string };
    if (source !== window || speaker !== `${this.#prefix}-page`) return;
    postMessage({ source: `${this.#prefix}-extension`, requestId, ...this.#answer(message) }, '/');
  };

  #answer(message: Asked): Reply {
    this.asked.push(message);
    if (message.type === `${this.#prefix}-ping`) return { ok: true };
    if (message.type !== `${this.#prefix}-sign`) return undefined;
    return this.refuses ? { ok: false, error: 'refused' } : { ok: true, assertion: this.assertion };
  }
}
