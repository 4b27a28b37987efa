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

/** A connection is closed so many ms after its last packet has arrived. */
const CLOSING = 10;

/**
 * A TCP proxy that makes a local server as distant as one behind a slow line. A new connection costs a round trip, as its handshake
 * would; then each packet comes half a round trip late, after those that were sent before it. TCP's slow start is left out, which
 * favours large files.
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
      up.carry(client, server, opened);
      down.carry(server, client, opened);
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

/** One direction of a line. */
class OneWay {
  readonly #speed: LineSpeed;
  /** Until when the line is taken by what was sent before, ms. */
  #taken = 0;

  constructor(speed: LineSpeed) {
    this.#speed = speed;
  }

  carry(from: Socket, to: Socket, opened: number): void {
    // Timers of different lengths may fire in another order than they are due; the first packet is always the next one.
    const underWay: Buffer[] = [];
    const deliver = () => to.write(underWay.shift() ?? '');
    from.on('data', (data: Buffer) => {
      for (let at = 0; at < data.length; at += PACKET) {
        const packet = data.subarray(at, at + PACKET);
        underWay.push(packet);
        setTimeout(deliver, this.#delayOf(packet.length, opened));
      }
    });
    from.once('close', () => setTimeout(() => to.destroySoon(), this.#delayOf(0, opened) + CLOSING));
  }

  /** In how many ms so many bytes have arrived, if they are sent now. */
  #delayOf(bytes: number, opened: number): number {
    const { rate, roundTrip } = this.#speed;
    const begins = Math.max(performance.now(), opened, this.#taken);
    this.#taken = begins + (1_000 * bytes) / rate;
    return this.#taken + roundTrip / 2 - performance.now();
  }
}
