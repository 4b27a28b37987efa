import type { Gateway } from '../gateways/gateway.js';
import type { LoginRequest } from '../login/login.js';
import type { Memory } from '../login/memory.js';

export type Transport = 'auto' | 'websocket' | 'polling';

/** When asking makes sense. Injected, because transports know no DOM. */
export interface Gate {
  /** Resolves when the page is visible, the element rendered and the browser online. */
  open(signal: AbortSignal): Promise<void>;
  /** Resolves the next time it opens after having been shut. */
  reopened(signal: AbortSignal): Promise<void>;
}

/** What one question needs to know. */
export interface Question {
  readonly gateway: Gateway;
  readonly request: LoginRequest;
  /** `state`: only how the login stands, and no QR code. */
  readonly wants: 'qr' | 'state';
  readonly memory: Memory;
  readonly signal: AbortSignal;
}

/** One login with one gateway, from its first question to its end. */
export interface Run extends Question {
  readonly gate: Gate;
  readonly transport: Transport;
}

/** The person is in the WhatsApp app on the same phone, so a hidden page goes on asking for the state. */
export const ASKED_WHILE_HIDDEN: ReadonlySet<string> = new Set(['code', 'linking', 'passkey']);
