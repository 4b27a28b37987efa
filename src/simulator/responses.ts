/** The forms of answers. Each call makes a new one, because a body can be read only once. */

export function jsonResponse(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
}

export function textResponse(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers } });
}

export function htmlResponse(status: number, title: string): Response {
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
  return new Response(body, { status, headers: { 'Content-Type': 'text/html' } });
}

export function emptyResponse(status: number): Response {
  return new Response(null, { status });
}

/** The path holds the token, as it does in the real answers. */
export function noAddressResponse({ url, method }: Request): Response {
  const { pathname } = new URL(url);
  return jsonResponse({ statusCode: 404, path: pathname, message: `Cannot ${method} ${pathname}` }, 404);
}

/**
 * `retryAfter` is in seconds. CORS hides the header from pages unless the server exposes it, and no real gateway was
 * seen to.
 */
export function tooManyRequests(retryAfter?: number): Response {
  return textResponse(429, 'Too Many Requests', retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) });
}

/** The same answer with more headers. */
export function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
