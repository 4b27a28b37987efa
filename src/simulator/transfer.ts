import type { Call, Dialect } from './dialect.js';
import type { Fault, TransferFault } from './faults.js';
import { emptyResponse } from './responses.js';

/** Sends an answer with a fault that happens on its way to the client. */
export async function spoilTransfer(
  name: TransferFault,
  signal: AbortSignal,
  answer: () => Promise<Response>,
): Promise<Response> {
  if (name === 'hang') return untilAborted(signal);
  if (name === 'reset') throw new TypeError('fetch failed');
  return name === 'half' ? breakOff(await answer()) : cutShort(await answer());
}

/** Returns `undefined` for a fault that shows only once the socket is open. */
export async function refuseHandshake(dialect: Dialect, fault: Fault, call: Call): Promise<Response | undefined> {
  const { name } = fault;
  if (name === 'hang' || name === 'hang-socket') return untilAborted(call.signal);
  if (name === 'reset') throw new TypeError('fetch failed');
  if (name === 'refuse-socket') return emptyResponse(403);
  const failure = dialect.faults[name];
  return failure?.isFrame ? undefined : failure?.respond(call, fault);
}

/** Never resolves; rejects when the call is over. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
}

/** An answer that breaks off in the middle: it promises its whole length and sends half of it. */
async function breakOff(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(bytes.slice(0, bytes.length / 2));
    },
    // This is called only when the first half was read; an error in start() would throw that half away.
    pull: (controller) => {
      controller.error(new TypeError('terminated'));
    },
  });
  const headers = new Headers(response.headers);
  headers.set('Content-Length', String(bytes.length));
  return new Response(body, { status: response.status, headers });
}

/** An answer that is cut in the middle, with nothing to show it but the body itself. */
async function cutShort(response: Response): Promise<Response> {
  const body = await response.text();
  return new Response(body.slice(0, body.length / 2), { status: response.status, headers: response.headers });
}
