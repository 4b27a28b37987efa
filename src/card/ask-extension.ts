import { PASSKEY_EXTENSION, type PasskeyExtension } from '../gateways/passkey-extension.js';
import { isObject } from '../gateways/read.js';
import type { PasskeyAssertion, PasskeyChallenge } from '../login/login.js';
import { within } from '../platform/async.js';

/** An extension that is there answers at once, ms. */
const PING_TIMEOUT = 300;
/** The person has to find the passkey, and to touch the device that holds it, ms. */
const SIGN_TIMEOUT = 120_000;

interface Message {
  readonly type: string;
  readonly challenge?: PasskeyChallenge;
}

/** What Chromium gives to pages that an installed extension lets call it. */
interface ChromiumRuntime {
  sendMessage(id: string, message: Message, onReply: (reply: unknown) => void): void;
  readonly lastError?: unknown;
}

const isFirefox = (): boolean => /firefox/i.test(navigator.userAgent);

/** Where the extension is installed from; nowhere for a browser that has none. */
export function installAddress(extension: PasskeyExtension): string | undefined {
  const { chromiumUrl, firefoxUrl } = { ...PASSKEY_EXTENSION, ...extension };
  return isFirefox() ? firefoxUrl : 'chrome' in globalThis ? chromiumUrl : undefined;
}

export async function isInstalled(extension: PasskeyExtension, signal: AbortSignal): Promise<boolean> {
  return isObject(await call(extension, 'ping', PING_TIMEOUT, signal));
}

/** Has the person's passkey sign. Resolves with nothing where the person, or the browser, refuses. */
export async function sign(
  extension: PasskeyExtension,
  challenge: PasskeyChallenge,
  signal: AbortSignal,
): Promise<PasskeyAssertion | undefined> {
  const reply = await call(extension, 'sign', SIGN_TIMEOUT, signal, challenge);
  return reply && isObject(reply['assertion']) ? reply['assertion'] : undefined;
}

/** A good reply, or nothing. */
async function call(
  extension: PasskeyExtension,
  action: 'ping' | 'sign',
  timeout: number,
  signal: AbortSignal,
  challenge?: PasskeyChallenge,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { id = PASSKEY_EXTENSION.id, prefix = PASSKEY_EXTENSION.prefix } = extension;
  const message = { type: `${prefix}-${action}`, ...(challenge && { challenge }) };
  const send = (s: AbortSignal) => (isFirefox() ? postToContentScript(prefix, message, s) : callById(id, message));
  const reply = await within(timeout, signal, send, undefined);
  return isObject(reply) && reply['ok'] === true ? reply : undefined;
}

/** Resolves with nothing where there is no such extension. */
function callById(id: string, message: Message): Promise<unknown> {
  const { chrome } = globalThis as { readonly chrome?: { readonly runtime?: ChromiumRuntime } };
  return new Promise((resolve) => {
    const runtime = chrome?.runtime;
    if (!runtime) return resolve(undefined);
    // The browser logs an error that nobody has looked at.
    runtime.sendMessage(id, message, (reply) => resolve(runtime.lastError ? undefined : reply));
  });
}

/** Firefox lets no page call an extension, but the extension's content script hears what the page tells itself. */
function postToContentScript(prefix: string, message: Message, signal: AbortSignal): Promise<unknown> {
  const requestId = crypto.getRandomValues(new Uint32Array(4)).join('-');
  return new Promise((resolve) => {
    const hear = ({ source, data }: MessageEvent<unknown>) => {
      if (source !== window || !isObject(data)) return;
      if (data['source'] === `${prefix}-extension` && data['requestId'] === requestId) resolve(data);
    };
    addEventListener('message', hear, { signal });
    postMessage({ source: `${prefix}-page`, requestId, ...message }, '/');
  });
}
