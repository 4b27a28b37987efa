import type { Upgrade } from '../../../src/simulator/sockets.js';
import type { ServerSocket } from '../../../src/simulator/sockets.js';
import type { HttpSpoiler, SocketSpoiler } from '../faults.js';
import { answer, inMemory, redirected, opaqueRedirect } from './fake-network.js';
import { outsideClock } from './fake-time.js';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The answer to a request that a fault befalls; `pass` asks the gateway itself. */
export async function spoilAnswer(
  http: HttpSpoiler,
  request: Request,
  pass: () => Promise<Response>,
): Promise<Response> {
  if ('status' in http) return answer(http.status, http.body, http.headers);
  if ('fields' in http) return spoilFields(http.fields, await pass());
  switch (http.break) {
    case 'refused':
    case 'before':
      throw new TypeError('Failed to fetch');
    case 'within':
      return answer(200, '{"type":"qr",', {}, 'broken');
    case 'hang':
      return new Promise(() => undefined);
    case 'drip':
      return answer(200, '{"type":"qr",', {}, 'open');
    case 'endless':
      return answer(
        200,
        [bytes('['), ...Array.from({ length: 30 }, () => new Uint8Array(100_000).fill(32))],
        {},
        'open',
      );
    case 'redirect':
      return request.redirect === 'manual' ? opaqueRedirect() : redirected(answer(200, '<html>Elsewhere</html>'));
    case 'login page':
      return redirected(answer(200, '<html>Log in</html>'));
  }
}

async function spoilFields(kind: string, response: Response): Promise<Response> {
  const { text } = await inMemory(response);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = text;
  }
  return answer(response.status, JSON.stringify(spoilValue(kind, json)));
}

function spoilValue(kind: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return kind === 'gone' ? undefined : spoiled(kind, value);
  if (kind === 'swapped') return Object.fromEntries(swapValues(Object.entries(value)));
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, spoilValue(kind, field)]));
}

function swapValues(pairs: readonly (readonly [string, unknown])[]): readonly (readonly [string, unknown])[] {
  return pairs.map(([name], index) => [name, pairs[(index + 1) % pairs.length]?.[1]]);
}

function spoiled(kind: string, value: unknown): unknown {
  switch (kind) {
    case 'null':
      return null;
    case 'number':
      return 7;
    case 'array':
      return [value];
    case 'object':
      return { value };
    default:
      return 'x'.repeat(100_000);
  }
}

/** The sockets of one gateway, and the fault that befalls them from some moment on. */
export class SpoiledSockets {
  #spoiler: SocketSpoiler | undefined;
  readonly #open = new Set<ServerSocket>();
  readonly #onGood: () => void;

  /** `onGood` is called with each frame that a page may go by. */
  constructor(onGood: () => void) {
    this.#onGood = onGood;
  }

  /** `undefined` mends them. */
  befall(spoiler: SocketSpoiler | undefined): void {
    this.#spoiler = spoiler;
    if (spoiler && 'close' in spoiler) for (const socket of this.#open) socket.close(spoiler.close);
  }

  async upgrade(request: Request, pass: Upgrade): ReturnType<Upgrade> {
    if (this.#spoiler && 'handshake' in this.#spoiler) {
      if (this.#spoiler.handshake === 'hang') return new Promise(() => undefined);
      return new Response(null, { status: 503 });
    }
    const accept = await pass(request);
    if (accept instanceof Response) return accept;
    return (socket) => {
      accept(this.#between(socket));
      this.#open.add(socket);
      if (this.#spoiler && 'close' in this.#spoiler) socket.close(this.#spoiler.close);
    };
  }

  #between(socket: ServerSocket): ServerSocket {
    const ours: ServerSocket = {
      send: (text) => this.#send(socket, text),
      close: (code, reason) => socket.close(code, reason),
      terminate: () => socket.terminate(),
    };
    socket.onmessage = (data) => ours.onmessage?.(data);
    socket.onclose = () => {
      this.#open.delete(socket);
      ours.onclose?.();
    };
    return ours;
  }

  #held: string | undefined;

  #send(socket: ServerSocket, text: string): void {
    if (!this.#spoiler || !['none', 'garbage', 'half', 'array'].includes(frameOf(this.#spoiler))) this.#onGood();
    if (!this.#spoiler || !('frame' in this.#spoiler)) return socket.send(text);
    switch (this.#spoiler.frame) {
      case 'none':
        return;
      case 'binary':
        return socket.send(bytes(text).buffer as never);
      case 'garbage':
        return socket.send('\u0000{');
      case 'half':
        return socket.send(text.slice(0, text.length / 2));
      case 'array':
        return socket.send(`[${text}]`);
      case 'flood':
        for (let sent = 0; sent < 50; sent++) socket.send(text);
        return;
      case 'twice':
        socket.send(text);
        return socket.send(text);
      case 'later':
        outsideClock.setTimeout(() => socket.send(text), 12_000);
        return;
      case 'reordered':
        if (this.#held === undefined) this.#held = text;
        else {
          socket.send(text);
          socket.send(this.#held);
          this.#held = undefined;
        }
    }
  }
}

function frameOf(spoiler: SocketSpoiler): string {
  return 'frame' in spoiler ? spoiler.frame : '';
}
