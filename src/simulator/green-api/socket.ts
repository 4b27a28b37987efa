import type { Account } from '../account.js';
import type { Clock } from '../clock.js';
import type { Fault } from '../faults.js';
import {
  alreadyLogged,
  errorText,
  hasAuth,
  inactive,
  linked,
  passkeyRequired,
  qrCode,
  timeExpired,
  type Frame,
} from './frames.js';
import type { ServerSocket } from '../sockets.js';
import type { AccountEvent } from '../watchers.js';

/** Speaks `scanqrcode` on an open socket: the server speaks, the client listens. */
export function speak(account: Account, socket: ServerSocket, clock: Clock, fault?: Fault): void {
  if (fault?.name === 'silent-socket') return account.attach(socket, () => undefined);
  const frames = new Frames(socket, fault);
  const conversation = new Conversation(account, frames, clock);
  account.attach(socket, (event) => {
    conversation.hear(event);
  });
  if (fault?.name === 'has-auth') frames.sayLast(hasAuth);
  else if (fault?.name === 'error-text') frames.sayLast(errorText(fault.message));
  else conversation.begin();
}

/** One socket's frames; a fault spoils the first of them. */
class Frames {
  readonly #socket: ServerSocket;
  #fault: Fault | undefined;
  isOver = false;

  constructor(socket: ServerSocket, fault: Fault | undefined) {
    this.#socket = socket;
    this.#fault = fault;
  }

  say(frame: Frame): void {
    if (this.isOver) return;
    const text = JSON.stringify(frame);
    const fault = this.#fault?.name;
    this.#fault = undefined;
    if (fault === 'garbage-frame') this.#socket.send('upstream connect error');
    else if (fault === 'half-frame') this.#socket.send(text.slice(0, text.length / 2));
    else this.#socket.send(text);
    if (fault === 'drop-socket') this.#socket.terminate();
  }

  /** Close codes are undocumented; 1000 is the plainest. */
  sayLast(frame: Frame): void {
    this.say(frame);
    if (!this.isOver) this.#socket.close(1000);
    this.isOver = true;
  }
}

class Conversation {
  readonly #account: Account;
  readonly #frames: Frames;
  readonly #clock: Clock;
  #deadline: unknown;
  #shown: string | undefined;
  #saidPasskey = false;

  constructor(account: Account, frames: Frames, clock: Clock) {
    this.#account = account;
    this.#frames = frames;
    this.#clock = clock;
  }

  /** An account that is linked before anything was shown has nothing to tell of. */
  begin(): void {
    if (isLinked(this.#account)) return this.#frames.sayLast(alreadyLogged);
    const end = () => {
      this.#account.expire();
    };
    this.#deadline = this.#clock.setTimeout(end, this.#account.script.window);
    this.#step();
  }

  hear(event: AccountEvent): void {
    if (event === 'closed') this.#clock.clearTimeout(this.#deadline);
    else if (this.#frames.isOver) return;
    else if (event === 'expired') this.#expire();
    else this.#step();
  }

  #step(): void {
    const account = this.#account;
    const { state } = account; // read once, since time alone may change it
    if (account.wantsPasskey) return this.#sayPasskey();
    if (isLinked({ state })) return this.#frames.sayLast(linked(account));
    if (state === 'blocked') return this.#frames.sayLast(inactive);
    if (state === 'starting') return;
    const payload = account.askQr();
    if (payload === undefined || payload === this.#shown) return;
    this.#shown = payload;
    this.#frames.say(qrCode(payload));
  }

  #sayPasskey(): void {
    if (!this.#saidPasskey) this.#frames.say(passkeyRequired(this.#account));
    this.#saidPasskey = true;
  }

  /** A login that was scanned in time is finished, however long it takes. */
  #expire(): void {
    if (this.#account.state === 'starting') return;
    this.#frames.sayLast(timeExpired(this.#account));
  }
}

/** `sleepMode` (the phone is off) was linked before. */
function isLinked({ state }: Pick<Account, 'state'>): boolean {
  return state !== 'notAuthorized' && state !== 'starting' && state !== 'blocked';
}
