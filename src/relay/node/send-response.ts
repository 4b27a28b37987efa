import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { Answer, PlainAnswer } from '../answer.js';

export type NodeResponse = ServerResponse | Http2ServerResponse;

/** Headers of a connection, which HTTP/2 forbids and Node sets itself (RFC 9113, 8.2.2). */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

/** Writes an answer to one of Node's responses. Never rejects: a client that has gone hears nothing. */
export async function sendResponse(answer: Answer, outgoing: NodeResponse): Promise<void> {
  if (outgoing.destroyed || outgoing.writableEnded) return;
  try {
    outgoing.statusCode = answer.status;
    if (answer instanceof Response) await sendHeadersAndBody(answer, outgoing);
    else sendPlainAnswer(answer, outgoing);
  } catch {
    outgoing.destroy();
  }
}

function sendPlainAnswer({ headers, body }: PlainAnswer, outgoing: NodeResponse): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  if (body === undefined) outgoing.end();
  else outgoing.end(body);
}

async function sendHeadersAndBody(response: Response, outgoing: NodeResponse): Promise<void> {
  for (const [name, value] of response.headers)
    if (name !== 'set-cookie' && !CONNECTION_HEADERS.has(name)) outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  if (response.body) await sendBody(response.body, outgoing as ServerResponse);
  else outgoing.end();
}

/** By hand, because one of Node's streams around the body would cost more than all the rest of an answer. */
async function sendBody(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  // A client that has gone drains nothing, and may go at the moment at which a part of the body comes.
  const closed = new Promise<void>((resolve) => outgoing.once('close', resolve));
  void closed.then(() => reader.cancel()).catch(() => undefined);
  let last: Uint8Array | undefined;
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    // What comes in one chunk, as most answers do, is sent with its length.
    if (last && !outgoing.write(last)) await Promise.race([closed, untilDrained(outgoing)]);
    last = value;
  }
  if (!outgoing.destroyed) outgoing.end(last && toByteString(last), 'latin1');
}

/** Node sends a text in one piece with the head, and bytes in another. */
function toByteString({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}

function untilDrained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => outgoing.once('drain', resolve));
}
