import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type NodeResponse = ServerResponse | Http2ServerResponse;

/** Headers of a connection, which HTTP/2 forbids and Node sets itself (RFC 9113, 8.2.2). */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** Writes a Fetch response to one of Node's. Never rejects: a client that has gone hears nothing. */
export async function sendResponse(response: Response, outgoing: NodeResponse): Promise<void> {
  if (outgoing.destroyed || outgoing.writableEnded) return;
  try {
    outgoing.statusCode = response.status;
    for (const [name, value] of response.headers)
      if (name !== 'set-cookie' && !CONNECTION_HEADERS.has(name)) outgoing.setHeader(name, value);
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
    if (response.body) await pipeline(Readable.fromWeb(response.body as never), outgoing as ServerResponse);
    else outgoing.end();
  } catch {
    outgoing.destroy();
  }
}
