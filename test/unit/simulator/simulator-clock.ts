import { setImmediate } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';
import jsqr from 'jsqr';
import { createSimulator, type AccountScript, type Clock } from '../../../src/simulator/index.js';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that moves only when told to. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  setTimeout(run: () => void, ms: number): Timer {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(handle: unknown): void {
    this.#timers.delete(handle as Timer);
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Runs what is due until then, each at its time, with everything that follows from it. */
  async tick(ms = 0): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await setImmediate();
      const next = [...this.#timers].sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.#now = next.at;
      this.#timers.delete(next);
      next.run();
    }
    this.#now = end;
  }
}

export const ORIGIN = 'https://api.green-api.test';

/** A simulator with one account, and short words for what a client of it does. */
export function setUp(script: AccountScript = {}) {
  const clock = new FakeClock();
  const simulator = createSimulator({ clock });
  const account = simulator.add(script);
  const call = (method: string, init?: RequestInit) => simulator.fetch(ORIGIN + account.address(method), init);
  /** What a method answers: its status, and its JSON or text. */
  const ask = async (method: string, init?: RequestInit) => {
    const response = await call(method, init);
    return [response.status, read(await response.text())];
  };
  const askCode = (phoneNumber: unknown) =>
    ask('getAuthorizationCode', { method: 'POST', body: JSON.stringify({ phoneNumber }) });
  const qr = async () => payloadOf((await ask('qr'))[1]);
  return {
    clock,
    simulator,
    account,
    call,
    ask,
    askCode,
    qr,
    open: () => openSocket(simulator.WebSocket, account.address('scanqrcode'), clock),
  };
}

/** The payload a `qrCode` message shows to a camera. */
export function payloadOf(message: any): string | undefined {
  return message.type === 'qrCode' ? decode(Buffer.from(message.message, 'base64')) : undefined;
}

/** Opens a socket and notes what it tells. */
export async function openSocket(socketClass: typeof WebSocket, path: string, clock: FakeClock) {
  const socket = new socketClass(ORIGIN.replace('https', 'wss') + path);
  const events: any[] = [];
  socket.onopen = () => events.push('open');
  socket.onmessage = ({ data }) => events.push(read(data));
  socket.onerror = () => events.push('error');
  socket.onclose = ({ code, wasClean }) => events.push(['close', code, wasClean]);
  await clock.tick();
  return { socket, events, types: () => events.map((event) => event.type ?? event) };
}

function read(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reads a one-bit PNG without filters, as the simulator writes it, with a decoder that is not its own. */
export function decode(png: Buffer): string | undefined {
  const width = png.readUInt32BE(16);
  const from = png.indexOf('IDAT');
  const lines = inflateSync(png.subarray(from + 4, from + 4 + png.readUInt32BE(from - 4)));
  const stride = 1 + Math.ceil(width / 8);
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let at = 0; at < width * width; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const isWhite = (lines[y * stride + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1;
    pixels.fill(isWhite ? 255 : 0, at * 4, at * 4 + 3);
  }
  return jsqr.default(pixels, width, width)?.data;
}
