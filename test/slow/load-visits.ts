// How pages come and go: each kind of visit as bytes on real sockets, so that none of the conveniences of a browser tidies up.
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** What an account's pages keep between two visits. */
export interface Visitor {
  readonly account: string;
  seen?: string;
}

/** What has happened in all visits. */
export interface VisitCounts {
  answers: number;
  held: number;
  crossed: number;
  linked: number;
  rung: number;
  /** Sockets that the host has closed, because nobody answered its pings. */
  letGo: number;
}

/** The relay holds a question for as long, s. */
const WAIT = 20;

/** A host, as its pages see it. Times are the host's, which may pass `speed` times as fast as here. */
export class Visits {
  readonly counts: VisitCounts = { answers: 0, held: 0, crossed: 0, linked: 0, rung: 0, letGo: 0 };
  readonly #port: number;
  readonly #speed: number;
  readonly #random: () => number;

  constructor(port: number, speed: number, random: () => number) {
    this.#port = port;
    this.#speed = speed;
    this.#random = random;
  }

  /** Asks, waits for news two times, and closes the tab while it waits for more. */
  async leave(visitor: Visitor): Promise<void> {
    await this.#ask(visitor);
    await this.#ask(visitor, { wait: WAIT });
    await this.#ask(visitor, { wait: WAIT, leaveAfter: this.#between(0, 5) });
  }

  /** Reloads again and again, and never waits for an answer. */
  async reload(visitor: Visitor): Promise<void> {
    for (let n = 0; n < 5; n++) await this.#ask(visitor, { leaveAfter: this.#between(0, 0.02) });
  }

  /** Asks and waits, and loses its network: it reads nothing more, and says no goodbye for a minute. */
  async vanish(visitor: Visitor): Promise<void> {
    await this.#ask(visitor);
    const socket = connect(this.#port, '127.0.0.1').on('error', () => undefined);
    socket.write(`GET ${this.#path(visitor, WAIT)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await this.#rest(60);
    socket.resetAndDestroy();
  }

  /** Breaks off in the middle of what it has to say. */
  async break(visitor: Visitor): Promise<void> {
    const socket = connect(this.#port, '127.0.0.1').on('error', () => undefined);
    const head = `POST ${this.#path(visitor)} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
    await new Promise<void>((resolve) => socket.write(`${head}Content-Length: 100\r\n\r\n{"type":`, () => resolve()));
    await this.#rest(this.#between(0, 2));
    socket.resetAndDestroy();
  }

  /** Has its phone rung, and does not wait for what comes of it. */
  async ring(visitor: Visitor): Promise<void> {
    const phone = `55119${Math.floor(this.#between(1e7, 1e8))}`;
    await this.#ask(visitor, { body: JSON.stringify({ type: 'code', phone }) });
    await this.#ask(visitor, { leaveAfter: this.#between(0, 0.02) });
  }

  /** Listens on a socket for a while, and closes it without the goodbye of WebSockets. */
  async listen(visitor: Visitor): Promise<void> {
    const socket = await this.#open(visitor);
    await this.#rest(this.#between(0, 20));
    socket?.terminate();
  }

  /** Listens on a socket, and is gone without a word: it answers no ping. */
  async fallSilent(visitor: Visitor): Promise<void> {
    const socket = await this.#open(visitor, { autoPong: false });
    if (!socket) return;
    await new Promise((resolve) => socket.once('close', resolve));
    this.counts.letGo++;
  }

  async #open(visitor: Visitor, options = {}): Promise<WebSocket | undefined> {
    const socket = new WebSocket(`ws://127.0.0.1:${this.#port}${this.#path(visitor)}`, options);
    socket.on('message', (data) => this.#take(visitor, JSON.parse((data as Buffer).toString('utf8'))));
    return new Promise((resolve) => {
      socket.once('error', () => resolve(undefined)).once('open', () => resolve(socket));
    });
  }

  #ask(visitor: Visitor, { wait = 0, leaveAfter = 0, body = '' } = {}): Promise<void> {
    const askedAt = performance.now();
    return new Promise((resolve) => {
      const to = { host: '127.0.0.1', port: this.#port, path: this.#path(visitor, wait), agent: false };
      const request = ask({ ...to, method: body ? 'POST' : 'GET' });
      request.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => {
          if ((performance.now() - askedAt) * this.#speed > 2_000) this.counts.held++;
          this.#take(visitor, JSON.parse(text));
        });
      });
      request.on('error', () => undefined).once('close', resolve);
      request.end(body);
      if (leaveAfter > 0) void this.#rest(leaveAfter).then(() => request.destroy());
    });
  }

  #take(visitor: Visitor, update: any): void {
    this.counts.answers++;
    visitor.seen = update.version;
    if (update.type === 'linked') this.counts.linked++;
    if (update.type === 'code') this.counts.rung++;
    const [, account] = /^2@(\w+),/.exec(update.text ?? '') ?? [];
    if (account !== undefined && account !== visitor.account) this.counts.crossed++;
  }

  #path({ account, seen }: Visitor, wait = 0): string {
    return `/login/z-api/${account}?want=qr${wait > 0 && seen ? `&wait=${wait}&seen=${seen}` : ''}`;
  }

  #between(least: number, most: number): number {
    return least + this.#random() * (most - least);
  }

  #rest(seconds: number): Promise<void> {
    return pause((seconds * 1_000) / this.#speed);
  }
}
