import { withCorsHeaders, type Answer, type PlainAnswer } from './answer.js';

/** How long a browser may remember a preflight, s: the two hours at which Chromium stops. */
const PREFLIGHT_LIFE = '7200';

/** The schemes whose origins browsers compare by their parts; those of apps and extensions are compared as they are. */
const TUPLE_SCHEMES = /^(https?|wss?):$/;

/** What `Sec-Fetch-Site` says of a page that is of another origin. */
const FOREIGN_SITES: ReadonlySet<string> = new Set(['cross-site', 'same-site']);
/** What `Sec-Fetch-Dest` says of a page that is opened in a frame. */
const FRAMED: ReadonlySet<string> = new Set(['iframe', 'frame', 'fencedframe', 'object', 'embed']);
/** What `Sec-Fetch-Dest` says of a request that a script makes. */
const SCRIPTED: ReadonlySet<string> = new Set(['empty', 'websocket']);

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
  readonly #hosts: ReadonlySet<string> | undefined;

  /** `hosts`: the names under which the relay may be asked; without them, under any. */
  constructor(origins: readonly string[], hosts?: readonly string[]) {
    this.#allowed = new Set(origins.map(toOrigin));
    this.#hosts = hosts && new Set(hosts.map(toHost));
  }

  /** Whether the request asks beforehand for a page of an allowed origin. */
  isPreflight(request: Request): boolean {
    return request.method === 'OPTIONS' && this.#allowedOriginOf(request) !== undefined;
  }

  /** Why a browser's request is refused; `undefined`: it is not. */
  refusalOf(request: Request): string | undefined {
    if (!this.#isKnownHost(request)) return 'The relay may not be asked under this name: name it in `hosts`';
    if (this.#isForeign(request)) return 'Pages of this origin may not ask: name it in `origins`';
    const purpose = request.headers.get('sec-fetch-dest') ?? 'empty';
    // A picture or a link can be made to ask by whoever writes a message that the page shows.
    return SCRIPTED.has(purpose) ? undefined : 'Only scripts may ask: a link or a picture could cost a code';
  }

  /**
   * Whether a code may be handed over to the page that this request asks for. A page that is fetched ahead may never be seen. A link
   * from elsewhere is followed by a person, whose page asks for a code in any case; a picture or a frame of elsewhere is not.
   */
  mayOpenPage(request: Request): boolean {
    const { method, headers } = request;
    const purpose = headers.get('sec-fetch-dest') ?? 'empty';
    const isAhead = /prefetch|prerender|preview/i.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '');
    if (method !== 'GET' || isAhead || !this.#isKnownHost(request)) return false;
    return purpose === 'document' || ((SCRIPTED.has(purpose) || FRAMED.has(purpose)) && !this.#isForeign(request));
  }

  /** Whether the page is of another origin than the relay's, and of none that is allowed. A picture's request names no origin. */
  #isForeign(request: Request): boolean {
    const { headers } = request;
    const origin = headers.get('origin');
    if (origin === null) return FOREIGN_SITES.has(headers.get('sec-fetch-site') ?? '');
    return !this.#allowed.has(origin) && !isOwnOrigin(origin, request);
  }

  /**
   * Whether the relay is asked under a name of its own. A page whose name was made to point at this server (DNS rebinding) is of the
   * same origin for the browser, and may send any header but these.
   */
  #isKnownHost({ url, headers }: Request): boolean {
    const hosts = this.#hosts;
    if (!hosts) return true;
    const { host: asked } = new URL(url);
    const names = [asked, headers.get('host')?.toLowerCase() ?? asked];
    return names.every((host) => hosts.has(host) || hosts.has(withoutPort(host)));
  }

  /** The answer to a preflight: the page may send whatever headers the host's session needs. */
  preflightAnswer({ headers }: Request): PlainAnswer {
    const asked = headers.get('access-control-request-headers');
    return {
      status: 204,
      headers: {
        'Access-Control-Allow-Methods': 'GET, POST',
        ...(asked && { 'Access-Control-Allow-Headers': asked }),
        'Access-Control-Max-Age': PREFLIGHT_LIFE,
      },
    };
  }

  /** The same answer, readable for the page that asked, be it the relay's or a refusal by the host. */
  readableAnswer(request: Request, answer: Answer): Answer {
    if (this.#allowed.size === 0) return answer;
    const origin = this.#allowedOriginOf(request);
    return withCorsHeaders(answer, {
      Vary: 'Origin',
      ...(origin && { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' }),
    });
  }

  #allowedOriginOf({ headers }: Request): string | undefined {
    const origin = headers.get('origin');
    return origin !== null && this.#allowed.has(origin) ? origin : undefined;
  }
}

/**
 * Behind a proxy a server knows neither its scheme nor always its name, so what the browser says comes first. No page of another
 * origin can set these headers: `Sec-Fetch-Site` and `Host` are set by the browser, and the others would need a preflight.
 */
function isOwnOrigin(origin: string, { url, headers }: Request): boolean {
  if (headers.get('sec-fetch-site') === 'same-origin') return true;
  if (!URL.canParse(origin)) return false;
  const [page, own] = [new URL(origin), new URL(url)];
  const hosts = [own.host, headers.get('host'), firstOf(headers.get('x-forwarded-host'))];
  const scheme = firstOf(headers.get('x-forwarded-proto')) ?? own.protocol.replace(':', '');
  // A proxy that ends TLS may not say so. A page that came without TLS is anybody's.
  return hosts.includes(page.host) && (page.protocol === 'https:' || !/^(https|wss)$/.test(scheme));
}

function firstOf(list: string | null): string | undefined {
  return list?.split(',')[0]?.trim();
}

/** @throws {TypeError} for what is no host. */
function toHost(host: string): string {
  const url = `http://${host}`;
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(url))
    throw new TypeError(`\`hosts\` holds ${JSON.stringify(host)}, which is no host`);
  return host.toLowerCase();
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
