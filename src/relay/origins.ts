/** How long a browser may remember a preflight, s: the two hours at which Chromium stops. */
const PREFLIGHT_LIFE = '7200';

/** The schemes whose origins browsers compare by their parts; those of apps and extensions are compared as they are. */
const TUPLE_SCHEMES = /^(https?|wss?):$/;

/**
 * An origin as a browser sends it in the `Origin` header. Apps send `capacitor://localhost`, `tauri://localhost` and the like.
 * @throws {TypeError} for what is no origin, and for `null`, which every sandboxed frame and every file sends.
 */
function toOrigin(origin: string): string {
  const bare = origin.replace(/\/$/, '');
  const url = URL.canParse(bare) ? new URL(bare) : undefined;
  if (!url?.host && url?.protocol !== 'file:')
    throw new TypeError(`\`origins\` holds ${JSON.stringify(origin)}, which is no origin`);
  if (url.pathname.length > 1 || url.search || url.hash || url.username)
    throw new TypeError(`\`origins\` holds ${JSON.stringify(origin)}: leave out what follows the host`);
  if (url.protocol === 'file:')
    throw new TypeError('`origins` holds a file, whose origin is that of every sandboxed frame');
  return TUPLE_SCHEMES.test(url.protocol) ? url.origin : bare.toLowerCase();
}

/** The origins whose pages may ask, besides the relay's own. */
export class Origins {
  readonly #allowed: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.#allowed = new Set(origins.map(toOrigin));
  }

  /** Whether the request asks beforehand for a page of an allowed origin. */
  isPreflight(request: Request): boolean {
    return request.method === 'OPTIONS' && this.#allowedOriginOf(request) !== undefined;
  }

  /** Whether the page is of another origin than the relay's, and of none that is allowed. */
  isForeign(request: Request): boolean {
    const origin = request.headers.get('origin');
    return origin !== null && !this.#allowed.has(origin) && !isOwnOrigin(origin, request);
  }

  /** The answer to a preflight: the page may send whatever headers the host's session needs. */
  preflightResponse({ headers }: Request): Response {
    const asked = headers.get('access-control-request-headers');
    return new Response(null, {
      status: 204,
      headers: {
        'Access-Control-Allow-Methods': 'GET, POST',
        ...(asked && { 'Access-Control-Allow-Headers': asked }),
        'Access-Control-Max-Age': PREFLIGHT_LIFE,
      },
    });
  }

  /** The same response, readable for the page that asked, be it the relay's or a refusal by the host. */
  withCorsHeaders(request: Request, response: Response): Response {
    if (this.#allowed.size === 0) return response;
    const readable = new Response(response.body, response);
    readable.headers.append('Vary', 'Origin');
    const origin = this.#allowedOriginOf(request);
    if (!origin) return readable;
    readable.headers.set('Access-Control-Allow-Origin', origin);
    readable.headers.set('Access-Control-Allow-Credentials', 'true');
    return readable;
  }

  #allowedOriginOf({ headers }: Request): string | undefined {
    const origin = headers.get('origin');
    return origin !== null && this.#allowed.has(origin) ? origin : undefined;
  }
}

/**
 * Behind a proxy a server knows neither its scheme nor always its name, so what the browser says comes first. No page can set
 * these headers: `Sec-Fetch-Site` and `Host` are set by the browser, and `X-Forwarded-Host` would need a preflight, which is refused.
 */
function isOwnOrigin(origin: string, { url, headers }: Request): boolean {
  if (headers.get('sec-fetch-site') === 'same-origin') return true;
  const hosts = [new URL(url).host, headers.get('host'), headers.get('x-forwarded-host')?.split(',')[0]?.trim()];
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
