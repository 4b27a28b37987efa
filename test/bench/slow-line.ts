import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a line to a server is like. */
export interface LineSpeed {
  /** Bytes in a second, shared by all connections. */
  readonly rate: number;
  /** Ms there and back. */
  readonly roundTrip: number;
}

/** Connections take turns on a line by packets of this many bytes: an Ethernet frame without its headers. */
const PACKET = 1_448;

/** How many packets a connection may send before the first is acknowledged (RFC 6928). */
const INITIAL_WINDOW = 10;

/** A connection is closed so many ms after its last packet has arrived. */
const CLOSING = 10;

/**
 * A TCP proxy that makes a local server as distant as one behind a slow line. A new connection costs a round trip, as its handshake
 * would; then each packet comes half a round trip late, after those that were sent before it. A connection begins slowly, as TCP
 * does (RFC 5681): with each packet that is acknowledged it may have one more under way. No packet is lost.
 */
export class SlowLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(port: number, speed: LineSpeed) {
    const down = new OneWay(speed);
    const up = new OneWay(speed);
    this.#server = createServer({ noDelay: true }, (client) => {
      const opened = performance.now() + speed.roundTrip;
      const server = connect({ port, host: '127.0.0.1', noDelay: true });
      new Flow(client, server, up, opened);
      new Flow(server, client, down, opened);
      for (const socket of [client, server]) this.#keep(socket);
    });
  }

  /** @param port - That of a server on this machine. */
  static async open(port: number, speed: LineSpeed): Promise<SlowLine> {
    const line = new SlowLine(port, speed);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy());
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

/** One direction of a line, which all connections share. */
class OneWay {
  readonly #rate: number;
  readonly #latency: number;
  /** Until when the line is taken by what was sent before, ms. */
  #taken = 0;

  constructor({ rate, roundTrip }: LineSpeed) {
    this.#rate = rate;
    this.#latency = roundTrip / 2;
  }

  /** How many ms a packet, and so its acknowledgement, takes besides the time that it takes the line. */
  get latency(): number {
    return this.#latency;
  }

  /** In how many ms so many bytes have arrived, if they are sent now, or when the connection is opened. */
  delayOf(bytes: number, opened: number): number {
    const begins = Math.max(performance.now(), opened, this.#taken);
    this.#taken = begins + (1_000 * bytes) / this.#rate;
    return this.#taken + this.#latency - performance.now();
  }
}

/** What goes from one end of a connection to the other. */
class Flow {
  readonly #to: Socket;
  readonly #line: OneWay;
  readonly #opened: number;
  /** Not yet sent. */
  readonly #waiting: Buffer[] = [];
  /** Timers of different lengths may fire in another order than they are due; the first packet is always the next one. */
  readonly #underWay: Buffer[] = [];
  #unacknowledged = 0;
  #window = INITIAL_WINDOW;
  #isEnding = false;

  constructor(from: Socket, to: Socket, line: OneWay, opened: number) {
    this.#to = to;
    this.#line = line;
    this.#opened = opened;
    from.on('data', (data: Buffer) => {
      for (let at = 0; at < data.length; at += PACKET) this.#waiting.push(data.subarray(at, at + PACKET));
      this.#send();
    });
    from.once('close', () => {
      this.#isEnding = true;
      this.#end();
    });
  }

  #send(): void {
    while (this.#unacknowledged < this.#window) {
      const packet = this.#waiting.shift();
      if (!packet) return;
      this.#unacknowledged++;
      this.#underWay.push(packet);
      setTimeout(() => this.#deliver(), this.#line.delayOf(packet.length, this.#opened));
    }
  }

  #deliver(): void {
    this.#to.write(this.#underWay.shift() ?? '');
    setTimeout(() => this.#acknowledge(), this.#line.latency);
    this.#end();
  }

  #acknowledge(): void {
    this.#unacknowledged--;
    this.#window++;
    this.#send();
  }

  #end(): void {
    if (this.#isEnding && !this.#waiting.length && !this.#underWay.length)
      setTimeout(() => this.#to.destroySoon(), this.#line.delayOf(0, this.#opened) + CLOSING);
  }
}
