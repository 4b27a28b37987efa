import type { ErrorCode, LoginUpdate } from '../login/login.js';
import { LoginError } from '../login/login-error.js';
import type { Want } from './shared-login.js';

/** What a page asks of a relay. */
export type RelayRequest =
  | { readonly type: 'get'; readonly want: Want }
  | { readonly type: 'code'; readonly phone: string }
  | { readonly type: 'restart' };

/** Neither of the two requests is longer than a line. */
export const BODY_LIMIT = 4_096;
/** How long a browser may remember a preflight, s. */
const PREFLIGHT_LIFE = '7200';

/** A request that is refused: its status, and what the page is told. */
export class BadRequest extends LoginError {
  readonly status: number;

  constructor(status: number, code: ErrorCode, message: string) {
    super(code, message);
    this.status = status;
  }

  get update(): LoginUpdate {
    return { type: 'error', code: this.code, message: this.message };
  }
}

/** @throws {BadRequest} */
export async function readRequest(request: Request): Promise<RelayRequest> {
  if (request.method === 'GET') return { type: 'get', want: wantOf(request) };
  if (request.method === 'POST') return parseRequest(await readBody(request));
  throw new BadRequest(405, 'unsupported', 'Ask by GET or POST');
}

export function wantOf({ url }: Request): Want {
  return new URL(url).searchParams.get('want') === 'state' ? 'state' : 'qr';
}

/** The same over HTTP and as a frame. @throws {BadRequest} */
export function parseRequest(text: string): Exclude<RelayRequest, { type: 'get' }> {
  const { type, phone } = parseObject(text);
  if (type === 'restart') return { type };
  if (type !== 'code') throw new BadRequest(400, 'config', 'The request is neither `code` nor `restart`');
  const digits = typeof phone === 'string' ? phone.replace(/[\s().+-]/g, '') : '';
  if (!/^\d{8,15}$/.test(digits)) throw new BadRequest(400, 'invalid-phone', 'A `phone` has 8 to 15 digits');
  return { type, phone: digits };
}

function parseObject(text: string): { readonly type?: unknown; readonly phone?: unknown } {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    throw new BadRequest(400, 'config', 'The request is no JSON');
  }
}

/** Stops reading where it is too long, whatever its header says. */
async function readBody({ body }: Request): Promise<string> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  const reader = body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) return text;
    length += chunk.value.byteLength;
    // Not cancelled, since that would break off the connection on which the refusal goes out.
    if (length > BODY_LIMIT) throw tooLong();
    text += decoder.decode(chunk.value, { stream: true });
  }
}

export function tooLong(): BadRequest {
  return new BadRequest(413, 'config', 'The request is longer than 4 kB');
}

export function toResponse(
  update: LoginUpdate,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(update), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
  });
}

/** Which other origins may ask. */
export class Origins {
  readonly #named: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.#named = new Set(origins.map((origin) => new URL(origin).origin));
  }

  /** The origin of the page, where it is another than the relay's and named. */
  named({ headers }: Request): string | undefined {
    const origin = headers.get('origin');
    return origin !== null && this.#named.has(origin) ? origin : undefined;
  }

  /** Whether the page is of another origin and not named. */
  isForeign(request: Request): boolean {
    const origin = request.headers.get('origin');
    return origin !== null && !this.#named.has(origin) && !isOwn(origin, request);
  }

  preflight(request: Request): Response {
    const asked = request.headers.get('access-control-request-headers');
    return this.allow(
      request,
      new Response(null, {
        status: 204,
        headers: {
          'Access-Control-Allow-Methods': 'GET, POST',
          ...(asked && { 'Access-Control-Allow-Headers': asked }),
          'Access-Control-Max-Age': PREFLIGHT_LIFE,
        },
      }),
    );
  }

  /** The answer, readable for the page that asked: the host's own refusals too. */
  allow(request: Request, answer: Response): Response {
    if (this.#named.size === 0) return answer;
    const allowed = new Response(answer.body, answer);
    allowed.headers.append('Vary', 'Origin');
    const origin = this.named(request);
    if (!origin) return allowed;
    allowed.headers.set('Access-Control-Allow-Origin', origin);
    allowed.headers.set('Access-Control-Allow-Credentials', 'true');
    return allowed;
  }
}

/**
 * Behind a proxy a server knows neither its scheme nor always its name, so the browser's own word comes first. No page can set
 * these headers: `Sec-Fetch-Site` and `Host` are the browser's, and `X-Forwarded-Host` would need a preflight, which is refused.
 */
function isOwn(origin: string, { url, headers }: Request): boolean {
  if (headers.get('sec-fetch-site') === 'same-origin') return true;
  const hosts = [new URL(url).host, headers.get('host'), headers.get('x-forwarded-host')?.split(',')[0]?.trim()];
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
