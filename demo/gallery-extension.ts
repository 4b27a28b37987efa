import type { PasskeyExtension } from '../src/gateways/passkey-extension.js';

/** An extension that the gallery plays: it is there, and never asked to sign. */
export const PLAYED: PasskeyExtension = { id: 'played-by-the-gallery', prefix: 'gallery' };
/** One that nobody has installed. */
export const MISSING: PasskeyExtension = { id: 'installed-by-nobody', prefix: 'nobody' };

type OnReply = (reply: unknown) => void;

/** Answers as an extension does: a call by its identifier in Chromium, what the page tells itself in Firefox. */
export function playExtension(): void {
  const sendMessage = (id: string, _message: unknown, onReply: OnReply) =>
    setTimeout(() => onReply(id === PLAYED.id ? { ok: true } : undefined));
  Object.defineProperty(globalThis, 'chrome', { configurable: true, value: { runtime: { sendMessage } } });
  addEventListener('message', ({ source, data }: MessageEvent<{ source?: string; requestId?: string } | null>) => {
    if (source !== window || data?.source !== `${PLAYED.prefix}-page`) return;
    postMessage({ source: `${PLAYED.prefix}-extension`, requestId: data.requestId, ok: true }, '/');
  });
}

/** For the rest of its life this page takes itself for one on a phone. */
export function playPhone(): void {
  const ask = matchMedia.bind(window);
  window.matchMedia = (query) => (query.includes('pointer: coarse') ? ask('all') : ask(query));
  for (const side of ['width', 'height']) Object.defineProperty(screen, side, { configurable: true, value: 390 });
}
