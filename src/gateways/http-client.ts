import { LoginError } from '../login/login-error.js';
import { IMAGE_LIMIT } from './base64.js';
import type { Platform } from './gateway.js';
import { failure, httpRequest, toAbsoluteUrl, type Answer } from './http.js';
import { toImage } from './read.js';

/** Asks one gateway: `path` follows its address. No answer within `timeout` ms reads as a 504. */
export interface HttpClient {
  get(path: string, signal: AbortSignal, timeout?: number): Promise<Answer>;
  /** `body` goes out as JSON. */
  post(path: string, body: unknown, signal: AbortSignal, timeout?: number): Promise<Answer>;
  delete(path: string, signal: AbortSignal, timeout?: number): Promise<Answer>;
}

/** What the requests of one adapter have in common. */
export interface HttpClientOptions {
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * The HTTP client of an adapter. `base`: the gateway's address without a slash at its end (`toBaseUrl`). Each call rejects with a
 * transient {@link LoginError} where no answer came. Cookies are never sent, because no gateway identifies anybody by one.
 */
export function httpClient(base: string, platform: Platform, { headers }: HttpClientOptions = {}): HttpClient {
  // Headers of our own cost a preflight (see `withPreflightsKept`). No redirect is followed: the next address may be another's.
  const cache = headers ? 'no-cache' : 'no-store';
  const common: RequestInit = { credentials: 'omit', redirect: 'manual', cache, ...(headers && { headers }) };
  checkHeaders(headers);
  const asking = headers ? { ...platform, fetch: withPreflightsKept(platform) } : platform;
  const sender =
    (init: RequestInit): HttpClient['get'] =>
    (path, signal, timeout) =>
      httpRequest(`${base}/${path}`, { ...common, ...init }, signal, asking, timeout);
  return {
    get: sender({}),
    post: (path, body, signal, timeout) => sender(jsonRequest(body, headers))(path, signal, timeout),
    delete: sender({ method: 'DELETE' }),
  };
}

/**
 * Browsers remember a preflight, but Chromium asks for it again with each request that goes around its HTTP cache. Therefore only
 * the first request to an address does so, and those after an answer that no cache may keep go the usual way.
 */
function withPreflightsKept(platform: Platform): typeof fetch {
  const unkept = new Set<string>();
  return async (address, init) => {
    const ask = platform.fetch ?? fetch;
    const url = address instanceof Request ? address.url : address.toString();
    const response = await ask(address, unkept.has(url) ? { ...init, cache: 'default' } : init);
    if (isKept(response.headers)) unkept.delete(url);
    else unkept.add(url);
    return response;
  };
}

/** Whether a cache may answer the next request with this (RFC 9111, 4.2). A page of any origin may read these headers. */
function isKept(headers: Headers): boolean {
  const control = headers.get('cache-control') ?? '';
  if (/no-store|no-cache|max-age=0\b/i.test(control)) return false;
  return /max-age/i.test(control) || headers.has('expires') || headers.has('last-modified');
}

/** @throws {LoginError} `config`, where a value holds what HTTP cannot carry. The value is not quoted: it is a credential. */
function checkHeaders(headers: Readonly<Record<string, string>> = {}): void {
  try {
    new Headers(headers);
  } catch {
    const names = Object.keys(headers).join(', ');
    throw new LoginError('config', `A credential (header ${names}) holds a character that HTTP cannot carry`);
  }
}

/** A POST with a body of JSON. */
function jsonRequest(body: unknown, headers: HttpClientOptions['headers']): RequestInit {
  return { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/**
 * The address of a gateway without its last slash, so that a path can follow.
 * @throws {LoginError} `config`, unless it is an absolute http(s) or ws(s) address.
 */
export function toBaseUrl(address: string): string {
  const { origin, pathname } = toAbsoluteUrl(address.replace(/^ws/, 'http'));
  return origin + pathname.replace(/\/+$/, '');
}

/**
 * The picture at an address, as a data URI, for a gateway that answers with the address of its QR code: a page loads no pictures
 * from elsewhere. An answer must not choose whom the relay asks, so put only its path after the gateway's own address; no redirect
 * is followed.
 * @throws {LoginError} transient where it is gone; `bad-response` unless it is a PNG, JPEG or WebP picture of at most 512 kB.
 */
export async function fetchImage(url: string, signal: AbortSignal, platform: Platform): Promise<string> {
  const ask = platform.fetch ?? fetch;
  const fetchBase64: typeof fetch = async (input, init) => toBase64(await ask(input, init));
  const answer = await httpRequest(url, { credentials: 'omit', redirect: 'manual' }, signal, { fetch: fetchBase64 });
  if (answer.status === 404 || answer.status === 410)
    throw new LoginError('unavailable', 'The picture of the QR code is gone', { transient: true });
  if (answer.status !== 200) throw failure(answer);
  return toImage(answer.text);
}

/** The same response with its body as base64. Reading ends where the body is longer than any picture may be. */
async function toBase64(response: Response): Promise<Response> {
  const reader = response.body?.getReader();
  let bytes = '';
  while (reader && bytes.length <= IMAGE_LIMIT) {
    const { value } = await reader.read();
    if (!value) break;
    for (const byte of value) bytes += String.fromCharCode(byte);
  }
  return new Response(btoa(bytes), response);
}

/** The gateway has refused, which it may not do the next time. */
export function noPairingCode(): LoginError {
  return new LoginError('code-refused', 'The gateway gave no pairing code');
}

/** What an error says, for comparison: a text or, from frameworks that check each field, a list of texts. Anything else says nothing. */
export function toMessage(value: unknown): string {
  return [value]
    .flat()
    .filter((one) => typeof one === 'string')
    .join();
}
