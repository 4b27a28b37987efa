import type { Gateway, MessageOverrides, WaQrLogin, WaQrLoginEventMap } from 'wa-qr-login';

/** What the tests tell an app to show, the same in each framework. */
export interface State {
  /** `properties` and `attributes` give one element the same values by either way; `imperative` uses its methods. */
  view: 'none' | 'properties' | 'attributes' | 'imperative' | 'list';
  hidden: boolean;
  backendUrl: string;
  gateway: string | Gateway;
  appName: string;
  maxCodes: number;
  manual: boolean;
  headers: WaQrLogin['headers'];
  messages: MessageOverrides | undefined;
  /** Goes into a slot. */
  footer: string;
  list: readonly Account[];
}

/** An account of the simulator, asked without a backend. */
export interface Account {
  readonly instance: string;
  readonly token: string;
  readonly origin: string;
}

export type LoginEvent = WaQrLoginEventMap[keyof WaQrLoginEventMap];

/** An event as the page shows it. */
export interface Entry {
  readonly key: number;
  readonly type: string;
  readonly detail: string;
}

export const initial: State;
export function entry(event: LoginEvent): Entry;
/** What an effect does with the element itself; returns its clean-up. */
export function begin(login: WaQrLogin, hear: (event: LoginEvent) => void): () => void;
/** Hands the app's state to the tests. */
export function expose(set: (change: Partial<State>) => void): void;
/** Hands the definition of the tag to the tests, or waits for it. */
export function defineNowOrLater(define: () => Promise<unknown>): Promise<void>;
