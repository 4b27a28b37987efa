import type { Clock } from '../clock.js';
import type { OpenedSocket } from '../dialect.js';
import type { Fault } from '../faults.js';
import type { ServerSocket } from '../sockets.js';
import type { AccountEvent } from '../watchers.js';
import {
  accountBlocked,
  accountLinked,
  alreadyLogged,
  errorText,
  hasAuth,
  passkeyRequired,
  qrCode,
  timeExpired,
  type Frame,
} from './frames.js';
import type { GreenApiOptions } from './options.js';
import type { GreenApiAccount } from './states.js';

/** Serves `scanqrcode` on an open socket. Only the server sends frames. */
export function openScanSocket({ account, socket, clock, fault, attach }: OpenedSocket<GreenApiOptions>): void {
  if (fault?.name === 'silent-socket') return attach(() => undefined);
  const frames = new FrameWriter(socket, fault);
  const scan = new ScanSocket(account, frames, clock);
  attach((event) => {
    scan.onEvent(event);
  });
  if (fault?.name === 'has-auth') frames.writeLast(hasAuth);
  else if (fault?.name === 'error-text') frames.writeLast(errorText(fault.message));
  else scan.start();
}

/** One socket's frames; a fault spoils the first of them. */
class FrameWriter {
  readonly #socket: ServerSocket;
  #fault: Fault | undefined;
  isOver = false;

  constructor(socket: ServerSocket, fault: Fault | undefined) {
    this.#socket = socket;
    this.#fault = fault;
  }

  write(frame: Frame): void {
    if (this.isOver) return;
    const text = JSON.stringify(frame);
    const fault = this.#fault?.name;
    this.#fault = undefined;
    if (fault === 'garbage-frame') this.#socket.send('upstream connect error');
    else if (fault === 'half-frame') this.#socket.send(text.slice(0, text.length / 2));
    else this.#socket.send(text);
    if (fault === 'drop-socket') this.#socket.terminate();
  }

  /** The gateway's close codes are undocumented; 1000 means a normal end. */
  writeLast(frame: Frame): void {
    this.write(frame);
    if (!this.isOver) this.#socket.close(1000);
    this.isOver = true;
  }
}

class ScanSocket {
  readonly #account: GreenApiAccount;
  readonly #frames: FrameWriter;
  readonly #clock: Clock;
  #deadline: unknown;
  #shown: string | undefined;
  #saidPasskey = false;

  constructor(account: GreenApiAccount, frames: FrameWriter, clock: Clock) {
    this.#account = account;
    this.#frames = frames;
    this.#clock = clock;
  }

  /** If the account is linked already, the socket gets one frame and is closed. */
  start(): void {
    if (this.#account.state === 'linked') return this.#frames.writeLast(alreadyLogged);
    const end = () => {
      this.#account.expire();
    };
    this.#deadline = this.#clock.setTimeout(end, this.#account.script.window);
    this.#showState();
  }

  onEvent(event: AccountEvent): void {
    if (event === 'closed') this.#clock.clearTimeout(this.#deadline);
    else if (this.#frames.isOver) return;
    else if (event === 'expired') this.#expire();
    else this.#showState();
  }

  #showState(): void {
    const account = this.#account;
    const { state } = account; // read once, since time alone may change it
    if (account.wantsPasskey) return this.#sayPasskey();
    if (state === 'linked') return this.#frames.writeLast(accountLinked(account));
    if (state === 'banned') return this.#frames.writeLast(accountBlocked);
    if (state === 'linking') return;
    const payload = account.qrCodes.ask();
    if (payload === undefined || payload === this.#shown) return;
    this.#shown = payload;
    this.#frames.write(qrCode(payload));
  }

  #sayPasskey(): void {
    if (!this.#saidPasskey) this.#frames.write(passkeyRequired(this.#account));
    this.#saidPasskey = true;
  }

  /** If the code was scanned in time, the socket stays open until the account is linked. */
  #expire(): void {
    if (this.#account.state === 'linking') return;
    this.#frames.writeLast(timeExpired(this.#account));
  }
}
