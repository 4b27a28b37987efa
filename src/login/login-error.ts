import type { ErrorCode, LoginState } from './login.js';

/** Errors that can pass without anybody changing anything, so that a button to try again makes sense. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'rate-limited',
  'logout-required',
  'code-refused',
  'bad-response',
  'unavailable',
  'offline',
]);

/** The one error of this package. Its message is for developers, in English, and holds no credential and no gateway's words. */
export class LoginError extends Error {
  /** Two copies of this script on one page, or a `Gateway` of another bundle, have a class each. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (super[Symbol.hasInstance](value)) return true;
    return this === LoginError && value instanceof Error && value.name === 'LoginError';
  }

  override readonly name = 'LoginError';
  readonly code: ErrorCode;
  /** Worth asking again by itself: polling goes on, with back-off. */
  readonly transient: boolean;
  /** Seconds the gateway asked us to wait. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message = '', options: { transient?: boolean; retryAfter?: number | undefined } = {}) {
    super(message || `WhatsApp login: ${code}`);
    this.code = code;
    this.transient = options.transient ?? false;
    this.retryAfter = options.retryAfter;
  }

  /** Whether the person may try again. */
  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }
}

/**
 * Any failure in our words. A gateway from outside may fail in its own, as `fetch` does: that may pass. Its message is dropped,
 * since a stranger's text may quote an address with a token in it.
 */
export function toLoginError(error: unknown): LoginError {
  return error instanceof LoginError ? error : new LoginError('unavailable', '', { transient: true });
}

/** The state a failure ends in. */
export function toErrorState(error: unknown): LoginState {
  const { code, message, retryable } = toLoginError(error);
  return { status: 'error', code, message, retryable };
}
