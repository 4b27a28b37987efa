import { Memory } from '../login/memory.js';
import { Retry } from '../transport/retry.js';
import type { Want } from './protocol.js';

const AT_ONCE: Readonly<Record<Want, number>> = { qr: 0, state: 0 };

/** What a shared login remembers: all that somebody would need who takes it over. */
export class RelayMemory extends Memory {
  /** When the gateway may be asked again for what a page wants, ms. Until then all pages are given the last answer. */
  due = AT_ONCE;
  /** Until when the gateway is left alone after a failure, whatever a page wants, ms. */
  restsUntil = 0;
  retry = new Retry();

  /** Forgets how the last run went, but not when a QR code may be asked for again. */
  forgetRun(): void {
    this.idleSince = undefined;
    this.isStarted = false;
    this.isResumed = false;
    this.due = AT_ONCE;
    this.retry = new Retry();
  }
}
