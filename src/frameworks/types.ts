import type { LitElement } from 'lit';
import type { WaQrLoginEventMap } from '../element/events.js';
import type { WaQrLogin } from '../wa-qr-login.js';

/** The names of all properties that a page may set, derived from the class so that they cannot differ from it. */
type Settable = Exclude<keyof WaQrLogin, keyof LitElement | 'status' | 'start' | 'stop' | 'restart' | 'requestCode'>;

/** The properties whose values no attribute can hold. */
type PropertyOnly = 'headers' | 'messages' | 'passkeyExtension';

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

type Written<Value> = Value extends number ? Value | `${Value}` : Value;

/** The properties in camelCase, as JavaScript sets them. */
export type Properties = { [Name in Settable]?: WaQrLogin[Name] | undefined };

/** The attributes in kebab-case, as HTML writes them. A number may be a string. */
export type Attributes = {
  [Name in Exclude<Settable, PropertyOnly> as Kebab<Name>]?: Written<WaQrLogin[Name]> | undefined;
};

/** The listeners as React and Svelte name them, such as `onlinked`. */
export type Listeners = {
  [Type in keyof WaQrLoginEventMap as `on${Type}`]?: ((event: WaQrLoginEventMap[Type]) => void) | undefined;
};

/** The listeners as Vue names them, such as `onLinked`. */
export type CapitalListeners = {
  [Type in keyof WaQrLoginEventMap as `on${Capitalize<Type>}`]?: ((event: WaQrLoginEventMap[Type]) => void) | undefined;
};

/** The properties for Vue, where one name stands for the property and for its attribute. */
export type Either = { [Name in Settable]?: Written<WaQrLogin[Name]> | undefined };
