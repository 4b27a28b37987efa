import type { Account, ErrorCode, ExpiredReason, LoginState, LoginStatus } from '../login/login.js';

/** The `detail` of the event `linked`. */
export interface LinkedDetail {
  /** What the gateway has told about the account; it may be empty. */
  readonly account: Account;
  /** True if no code was shown in this login, because the number had been linked before. */
  readonly already: boolean;
}

/** The `detail` of the event `expired`. */
export interface ExpiredDetail {
  readonly reason: ExpiredReason;
}

/** The `detail` of the event `error`. */
export interface ErrorDetail {
  readonly code: ErrorCode;
  /** An explanation for developers, in English. It holds no credential. */
  readonly message: string;
  /** Whether another try may succeed although nobody has changed anything. The card offers a way on in any case. */
  readonly retryable: boolean;
}

/** The `detail` of the event `statechange`. */
export interface StateChangeDetail {
  readonly status: LoginStatus;
  readonly previous: LoginStatus;
}

/** The element's own events by their type. None of them bubbles. */
export interface WaQrLoginEventMap {
  linked: CustomEvent<LinkedDetail>;
  expired: CustomEvent<ExpiredDetail>;
  error: CustomEvent<ErrorDetail>;
  statechange: CustomEvent<StateChangeDetail>;
}

/** Reports a change of state to the page: first by the attribute and the custom state, then by events. */
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

/** Dispatches an `error` event without a change of state. */
export function dispatchError(target: EventTarget, { code, message, retryable }: ErrorDetail): void {
  dispatch(target, 'error', { code, message, retryable });
}

/**
 * Writes the status where style sheets can see it: `[status=qr]` and `:state(qr)`. A framework that takes over the HTML of its
 * server complains of attributes that it did not write, so `isFromMarkup` leaves the first one out.
 */
export function reflectStatus(
  target: HTMLElement,
  internals: ElementInternals | undefined,
  status: LoginStatus,
  previous: LoginStatus,
  isFromMarkup = false,
): void {
  if (!isFromMarkup || status !== 'idle' || target.hasAttribute('status')) target.setAttribute('status', status);
  try {
    internals?.states.delete(previous);
    internals?.states.add(status);
  } catch {
    // A browser or a test's DOM without custom states, or a browser with the older ones that must begin with two dashes.
  }
}

/** Dispatches an event that does not bubble: a bubbling `error` would reach `window` and look like a crash of the page. */
function dispatch<Type extends keyof WaQrLoginEventMap>(
  target: EventTarget,
  type: Type,
  detail: WaQrLoginEventMap[Type]['detail'],
): void {
  target.dispatchEvent(new CustomEvent(type, { detail: Object.freeze(detail) }));
}

type Listener<Event> = (this: HTMLElement, event: Event) => void;
type Ours = keyof WaQrLoginEventMap;
type Theirs = Exclude<keyof HTMLElementEventMap, Ours>;
type ListenerOptions = boolean | AddEventListenerOptions;

/** The listeners of the element: its own events with their details, all others as of any element. */
export interface LoginEventTarget {
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
