import type { Account, ErrorCode, ExpiredReason, LoginState, LoginStatus } from '../login/login.js';

export interface LinkedDetail {
  readonly account: Account;
  /** No code was shown in this login: the number was linked before. */
  readonly already: boolean;
}

export interface ExpiredDetail {
  readonly reason: ExpiredReason;
}

export interface ErrorDetail {
  readonly code: ErrorCode;
  /** For developers, in English. */
  readonly message: string;
  /** Whether the person may try again. */
  readonly retryable: boolean;
}

export interface StateChangeDetail {
  readonly status: LoginStatus;
  readonly previous: LoginStatus;
}

export interface WaQrLoginEventMap {
  linked: CustomEvent<LinkedDetail>;
  expired: CustomEvent<ExpiredDetail>;
  error: CustomEvent<ErrorDetail>;
  statechange: CustomEvent<StateChangeDetail>;
}

/** Tells the page what a change of state means: attribute and custom state first, then the events. */
export function dispatchChange(
  target: HTMLElement,
  internals: ElementInternals | undefined,
  state: LoginState,
  previous: LoginState,
): void {
  if (state.status !== previous.status) {
    reflectStatus(target, internals, state.status, previous.status);
    dispatch(target, 'statechange', { status: state.status, previous: previous.status });
  }
  if (state.status === 'linked')
    dispatch(target, 'linked', { account: Object.freeze({ ...state.account }), already: state.already });
  if (state.status === 'expired') dispatch(target, 'expired', { reason: state.reason });
  if (state.status === 'error') dispatchError(target, state);
}

export function dispatchError(target: EventTarget, { code, message, retryable }: ErrorDetail): void {
  dispatch(target, 'error', { code, message, retryable });
}

/** For style sheets: `[status=qr]` and `:state(qr)`. */
export function reflectStatus(
  target: HTMLElement,
  internals: ElementInternals | undefined,
  status: LoginStatus,
  previous: LoginStatus,
): void {
  target.setAttribute('status', status);
  try {
    internals?.states.delete(previous);
    internals?.states.add(status);
  } catch {
    // A browser or a test's DOM without custom states, or a browser with the older ones that must begin with two dashes.
  }
}

/** None bubbles: a bubbling `error` would look like a crash of the page. */
function dispatch<Type extends keyof WaQrLoginEventMap>(
  target: EventTarget,
  type: Type,
  detail: WaQrLoginEventMap[Type]['detail'],
): void {
  target.dispatchEvent(new CustomEvent(type, { detail: Object.freeze(detail) }));
}
