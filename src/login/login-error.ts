import type { ErrorCode, LoginState } from './login.js';

/** The errors that may be gone on the next attempt, although nobody has changed anything. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate-limited',
  'logout-required',
  'code-refused',
  'bad-response',
  'unavailable',
  'offline',
]);

/**
 * The only error class of this package. `code` says what has happened. The message is in English, for developers, and holds
 * neither a credential nor a text that a gateway has sent.
 */
export class LoginError extends Error {
  /**
   * Recognises errors by their name, because a second copy of this script on the page, or a `Gateway` from another bundle, has
   * a `LoginError` class of its own.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (super[Symbol.hasInstance](value)) return true;
    return this === LoginError && value instanceof Error && value.name === 'LoginError';
  }

  override readonly name = 'LoginError';
  readonly code: ErrorCode;
  /** Whether the failure may pass by itself: the login then asks again after a pause instead of ending. */
  readonly transient: boolean;
  /** How many seconds the gateway has asked us to wait (HTTP `Retry-After`). */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message = '', options: { transient?: boolean; retryAfter?: number | undefined } = {}) {
    super(message || `WhatsApp login: ${code}`);
    this.code = code;
    this.transient = options.transient ?? false;
    this.retryAfter = options.retryAfter;
  }

  /** Whether another try may succeed although nobody has changed anything. The card offers a way on in any case. */
  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }
}

/**
 * Turns whatever was thrown into a `LoginError`. A `Gateway` written elsewhere may throw errors of its own, or those of `fetch`:
 * they count as transient, and their message is dropped because it may quote an address with a token in it.
 */
export function toLoginError(error: unknown): LoginError {
  return error instanceof LoginError ? error : new LoginError('unavailable', '', { transient: true });
}

/** Returns the state of a login that ends with this error. */
export function toErrorState(error: unknown): LoginState {
  const { code, message, retryable } = toLoginError(error);
  return { status: 'error', code, message, retryable };
}
