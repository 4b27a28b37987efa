import type { LitElement } from 'lit';
import type { WaQrLoginEventMap } from '../element/events.js';
import type { WaQrLogin } from '../wa-qr-login.js';

/** Worked out from the class, so that no template can be told anything else. */
type Settable = Exclude<keyof WaQrLogin, keyof LitElement | 'status' | 'start' | 'stop' | 'restart' | 'requestCode'>;

/** Rich values, which no attribute can hold. */
type PropertyOnly = 'headers' | 'messages';

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

type Written<Value> = Value extends number ? Value | `${Value}` : Value;

/** In camelCase, as JavaScript sets them. */
export type Properties = { [Name in Settable]?: WaQrLogin[Name] | undefined };

/** As HTML writes them: a number may be a string. */
export type Attributes = {
  [Name in Exclude<Settable, PropertyOnly> as Kebab<Name>]?: Written<WaQrLogin[Name]> | undefined;
};

/** `onlinked` and so on, as React and Svelte name a listener. */
export type Listeners = {
  [Type in keyof WaQrLoginEventMap as `on${Type}`]?: ((event: WaQrLoginEventMap[Type]) => void) | undefined;
};

/** `onLinked` and so on, as Vue names a listener. */
export type CapitalListeners = {
  [Type in keyof WaQrLoginEventMap as `on${Capitalize<Type>}`]?: ((event: WaQrLoginEventMap[Type]) => void) | undefined;
};

/** Where one name stands for the property and for its attribute. */
export type Either = { [Name in Settable]?: Written<WaQrLogin[Name]> | undefined };
