import type { Account, ErrorCode, ExpiredReason, LoginState, LoginStatus } from './login.js';
import type { WaQrLogin } from './wa-qr-login.js';

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
export function tell(target: HTMLElement, internals: ElementInternals, state: LoginState, previous: LoginState): void {
  if (state.status !== previous.status) {
    show(target, internals, state.status, previous.status);
    dispatch(target, 'statechange', { status: state.status, previous: previous.status });
  }
  if (state.status === 'linked')
    dispatch(target, 'linked', { account: Object.freeze({ ...state.account }), already: state.already });
  if (state.status === 'expired') dispatch(target, 'expired', { reason: state.reason });
  if (state.status === 'error') tellError(target, state);
}

export function tellError(target: EventTarget, { code, message, retryable }: ErrorDetail): void {
  dispatch(target, 'error', { code, message, retryable });
}

/** For style sheets: `[status=qr]` and `:state(qr)`. */
export function show(
  target: HTMLElement,
  { states }: ElementInternals,
  status: LoginStatus,
  previous: LoginStatus,
): void {
  target.setAttribute('status', status);
  try {
    states.delete(previous);
    states.add(status);
  } catch {
    // A browser without custom states, or with the older ones that must begin with two dashes.
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

type Listener<Event> = (this: WaQrLogin, event: Event) => void;
type Ours = keyof WaQrLoginEventMap;
type Theirs = Exclude<keyof HTMLElementEventMap, Ours>;
type ListenerOptions = boolean | AddEventListenerOptions;

declare module './wa-qr-login.js' {
  interface WaQrLogin {
    addEventListener<Type extends Ours>(
      type: Type,
      listener: Listener<WaQrLoginEventMap[Type]>,
      options?: ListenerOptions,
    ): void;
    addEventListener<Type extends Theirs>(
      type: Type,
      listener: Listener<HTMLElementEventMap[Type]>,
      options?: ListenerOptions,
    ): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: ListenerOptions): void;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wa-qr-login': WaQrLogin;
  }
}
