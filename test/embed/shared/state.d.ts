import type { GatewayName, Gateway, MessageOverrides, WaQrLogin, WaQrLoginEventMap } from 'wa-qr-login';

/** What the tests tell an app to show. It is the same in all frameworks. */
export interface State {
  /** `properties` and `attributes` pass the same values in either way; `imperative` calls the element's methods. */
  view: 'none' | 'properties' | 'attributes' | 'imperative' | 'list';
  hidden: boolean;
  backendUrl: string;
  gateway: GatewayName | Gateway;
  appName: string;
  maxCodes: number;
  manual: boolean;
  headers: WaQrLogin['headers'];
  messages: MessageOverrides | undefined;
  /** The text of the content in a slot. */
  footer: string;
  list: readonly Account[];
}

/** An account at the simulator, which the page asks without a backend. */
export interface Account {
  readonly instance: string;
  readonly token: string;
  readonly origin: string;
}

export type LoginEvent = WaQrLoginEventMap[keyof WaQrLoginEventMap];

/** An event as the app lists it. */
export interface Entry {
  readonly key: number;
  readonly type: string;
  readonly detail: string;
}

export const initial: State;
export function entry(event: LoginEvent): Entry;
/** Does what an effect does with the element, and returns its clean-up. */
export function begin(login: WaQrLogin, hear: (event: LoginEvent) => void): () => void;
/** Lets the tests change the app's state. */
export function expose(set: (change: Partial<State>) => void): void;
/** Defines the tag now or, with the query `late`, when the tests say so. */
export function defineNowOrLater(define: () => Promise<unknown>): Promise<void>;
