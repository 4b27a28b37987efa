import type { Gateway } from '../gateways/gateway.js';
import type { LoginRequest } from '../login/login.js';
import type { Memory } from '../login/memory.js';

/** How the gateway is asked. `auto`: by WebSocket where the gateway has one, and by polling if it cannot be kept open. */
export type Transport = 'auto' | 'websocket' | 'polling';

/** Says when requests make sense. The element passes it in, because this folder knows no DOM. */
export interface Gate {
  /** Resolves when the page is visible, the element rendered and the browser online. */
  open(signal: AbortSignal): Promise<void>;
  /** Resolves when the gate opens the next time, after it has been closed. */
  reopened(signal: AbortSignal): Promise<void>;
}

/** All that one question to a gateway depends on. */
export interface Question {
  readonly gateway: Gateway;
  readonly request: LoginRequest;
  /** `state` asks how the login stands and fetches no QR code. */
  readonly wants: 'qr' | 'state';
  readonly memory: Memory;
  readonly signal: AbortSignal;
}

/** One run: a QR code or a pairing code at one gateway, from the first question to the end. */
export interface Run extends Question {
  readonly gate: Gate;
  readonly transport: Transport;
}

/** In these statuses the person may be in the WhatsApp app on the same phone, so a hidden page goes on asking for the state. */
export const ASKED_WHILE_HIDDEN: ReadonlySet<string> = new Set(['code', 'linking', 'passkey']);
