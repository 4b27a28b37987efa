import { readUpdate } from '../gateways/read-update.js';
import { isObject, parseJson } from '../gateways/read.js';
import type { LoginUpdate } from '../login/login.js';
import { monotonicNow } from '../platform/clock.js';

/** What a backend has answered, as a page would read it. */
export interface BackendAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly isRedirected: boolean;
  /** The body where it is a JSON object. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** The update in it; `undefined` where it is none that a page understands. */
  readonly update: LoginUpdate | undefined;
  /** How long the answer took, ms. */
  readonly took: number;
}

/** A page gives up on an answer after so long, ms. */
const TIMEOUT = 65_000;

/** Asks a backend as the element does, and keeps the cookies that it sets as a browser would. */
export class BackendClient {
  readonly #url: string;
  readonly #headers: Headers;
  readonly #cookies = new Map<string, string>();
  readonly #fetch: typeof fetch;

  constructor(url: string, headers: Headers, fetch: typeof globalThis.fetch) {
    this.#url = url;
    this.#headers = headers;
    this.#fetch = fetch;
    for (const cookie of headers.get('cookie')?.split(/;\s*/) ?? []) this.#keep(cookie);
  }

  get(query: Readonly<Record<string, string>>): Promise<BackendAnswer> {
    const url = new URL(this.#url);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return this.#send(url.href);
  }

  post(body: string): Promise<BackendAnswer> {
    return this.#send(this.#url, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
  }

  /** The same question from somebody whom the backend does not know. */
  asStranger(): Promise<BackendAnswer> {
    return new BackendClient(this.#url, new Headers(), this.#fetch).get({ want: 'state' });
  }

  async #send(url: string, init: RequestInit = {}): Promise<BackendAnswer> {
    const start = monotonicNow();
    const headers = new Headers([...this.#headers, ...new Headers(init.headers)]);
    if (this.#cookies.size > 0) headers.set('cookie', Array.from(this.#cookies, (pair) => pair.join('=')).join('; '));
    const response = await this.#fetch(url, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT) });
    const text = await response.text();
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return { ...readAnswer(response, text), took: monotonicNow() - start };
  }

  #keep(cookie: string): void {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
    if (name !== undefined && value !== undefined) this.#cookies.set(name.trim(), value);
  }
}

function readAnswer({ status, headers, redirected }: Response, text: string): Omit<BackendAnswer, 'took'> {
  const json = parseJson(text);
  const body = isObject(json) ? json : undefined;
  return { status, headers, isRedirected: redirected, body, update: body && toKnownUpdate(body) };
}

function toKnownUpdate(body: Readonly<Record<string, unknown>>): LoginUpdate | undefined {
  try {
    return readUpdate(body);
  } catch {
    return undefined;
  }
}
