/** The shapes answers come in; each call makes a new one, since a body can be read once. */

export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
}

export function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers } });
}

export function html(status: number, title: string): Response {
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
  return new Response(body, { status, headers: { 'Content-Type': 'text/html' } });
}

export function empty(status: number): Response {
  return new Response(null, { status });
}

/** The path holds the token, as it does in the real answers. */
export function noAddress({ url, method }: Request): Response {
  const { pathname } = new URL(url);
  return json({ statusCode: 404, path: pathname, message: `Cannot ${method} ${pathname}` }, 404);
}

/** CORS keeps `Retry-After` (s) from pages unless it is exposed, which no real gateway was seen to do. */
export function tooMany(retryAfter?: number): Response {
  return text(429, 'Too Many Requests', retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) });
}

/** The same answer with more headers. */
export function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
