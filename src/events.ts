import type { Account, ErrorCode, ExpiredReason, LoginState, LoginStatus } from './login.js';

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

/** Dispatches what a change of state means to the page. None bubbles: a bubbling `error` would look like a crash of the page. */
export function tell(target: EventTarget, state: LoginState, previous: LoginState): void {
  if (state.status !== previous.status) dispatch(target, 'statechange', { status: state.status, previous: previous.status });
  if (state.status === 'linked') dispatch(target, 'linked', { account: Object.freeze({ ...state.account }), already: state.already });
  if (state.status === 'expired') dispatch(target, 'expired', { reason: state.reason });
  if (state.status === 'error') tellError(target, state);
}

export function tellError(target: EventTarget, { code, message, retryable }: ErrorDetail): void {
  dispatch(target, 'error', { code, message, retryable });
}

function dispatch<Type extends keyof WaQrLoginEventMap>(target: EventTarget, type: Type, detail: WaQrLoginEventMap[Type]['detail']): void {
  target.dispatchEvent(new CustomEvent(type, { detail: Object.freeze(detail) }));
}
