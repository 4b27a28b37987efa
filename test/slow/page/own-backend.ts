import type { ServerSocket } from '../../../src/simulator/sockets.js';
import { answer, type Origin } from './fake-network.js';
import { outsideClock } from './fake-time.js';

type Update = Readonly<Record<string, unknown>> & { readonly type: string };

/** How long a QR code lives, how long a pairing code, and how long a scan takes to become a link, ms. */
const QR_LIFE = 20_000;
const CODE_LIFE = 150_000;
const LINK_DELAY = 4_000;
/** So often a socket hears something at least, as the relay does, ms. */
const HEARTBEAT = 15_000;
/** A page that waits for news is answered after this at the latest, ms. */
const LONGEST_WAIT = 20_000;

/** An embedder's own backend by the login protocol: over HTTP, by long-polling and over WebSocket. */
export class OwnBackend implements Origin {
  readonly #sockets = new Set<ServerSocket>();
  readonly #waiting = new Set<() => void>();
  #version = 0;
  #begun = outsideClock.now();
  #code: { readonly text: string; readonly until: number } | undefined;
  #scannedAt: number | undefined;
  #isPasskey = false;
  /** How often a phone was rung. */
  rings = 0;

  /** The payload that is valid now. */
  get qr(): string {
    return `2@own-${Math.floor((outsideClock.now() - this.#begun) / QR_LIFE)}`;
  }

  get code(): string | undefined {
    return this.#code?.text;
  }

  /** The phone scans or types the code that is valid now. */
  scan(): void {
    this.#scannedAt ??= outsideClock.now();
    this.#changed();
    outsideClock.setTimeout(() => this.#changed(), LINK_DELAY);
  }

  passkey(): void {
    this.#isPasskey = true;
    this.#changed();
  }

  logout(): void {
    this.#scannedAt = undefined;
    this.#isPasskey = false;
    this.#restart();
  }

  drop(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  async fetch(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url);
    const update = request.method === 'POST' ? this.#obey(await request.text()) : await this.#news(searchParams);
    return answer(200, JSON.stringify({ ...update, version: String(this.#version) }));
  }

  upgrade(): Promise<(socket: ServerSocket) => void> {
    return Promise.resolve((socket) => {
      this.#sockets.add(socket);
      socket.onclose = () => this.#sockets.delete(socket);
      socket.onmessage = (frame) => socket.send(JSON.stringify(this.#obey(String(frame))));
      socket.send(JSON.stringify(this.#update()));
      this.#beat(socket);
    });
  }

  #beat(socket: ServerSocket): void {
    outsideClock.setTimeout(
      () => {
        if (!this.#sockets.has(socket)) return;
        socket.send(JSON.stringify(this.#update()));
        this.#beat(socket);
      },
      Math.min(HEARTBEAT, this.#left),
    );
  }

  /** Of the QR code's life, ms. */
  get #left(): number {
    return QR_LIFE - ((outsideClock.now() - this.#begun) % QR_LIFE);
  }

  #obey(command: string): Update {
    const { type } = JSON.parse(command) as { readonly type: string };
    if (type === 'restart') this.#restart();
    if (type !== 'code') return this.#update();
    this.rings++;
    this.#code = { text: `ABCD${String(this.rings).padStart(4, '0')}`, until: outsideClock.now() + CODE_LIFE };
    return this.#update();
  }

  #restart(): void {
    this.#code = undefined;
    this.#begun = outsideClock.now();
    this.#changed();
  }

  async #news(query: URLSearchParams): Promise<Update> {
    const wait = Number(query.get('wait') ?? 0) * 1000;
    if (wait > 0 && query.get('seen') === String(this.#version))
      await new Promise<void>((resolve) => {
        const answered = () => {
          this.#waiting.delete(answered);
          resolve();
        };
        this.#waiting.add(answered);
        outsideClock.setTimeout(answered, Math.min(wait, LONGEST_WAIT));
      });
    return this.#update();
  }

  #update(): Update {
    const now = outsideClock.now();
    if (this.#scannedAt !== undefined)
      return now - this.#scannedAt < LINK_DELAY
        ? { type: 'linking' }
        : { type: 'linked', account: { phone: '5511999999999', name: 'Ana' } };
    if (this.#isPasskey) return { type: 'passkey', token: 'FA48-HS63', expiresIn: 300 };
    if (this.#code && this.#code.until > now)
      return { type: 'code', code: this.#code.text, expiresIn: (this.#code.until - now) / 1000 };
    return { type: 'qr', text: this.qr, expiresIn: this.#left / 1000 };
  }

  #changed(): void {
    this.#version++;
    for (const answered of [...this.#waiting]) answered();
    for (const socket of this.#sockets) socket.send(JSON.stringify(this.#update()));
  }
}
