import type { HTMLAttributes } from 'react';
import type { WaQrLoginEventMap } from '../element/events.js';
import type { WaQrLogin } from '../wa-qr-login.js';
import type { CapitalListeners, Properties } from './types.js';

/** The events, and the props that hear them. */
export const EVENTS = [
  ['linked', 'onLinked'],
  ['expired', 'onExpired'],
  ['error', 'onError'],
  ['statechange', 'onStateChange'],
] as const satisfies readonly (readonly [keyof WaQrLoginEventMap, string])[];

type Handlers = {
  readonly [Pair in (typeof EVENTS)[number] as Pair[1]]?: ((event: WaQrLoginEventMap[Pair[0]]) => void) | undefined;
};

type Html = Omit<HTMLAttributes<WaQrLogin>, keyof CapitalListeners | keyof Handlers | keyof Properties>;

/** The element's properties in camelCase, its events, and what every element of React takes. */
export interface ComponentProps extends Html, Readonly<Properties>, Handlers {
  readonly frameless?: boolean | undefined;
  readonly name?: string | undefined;
}

const LISTENERS: ReadonlySet<string> = new Set(EVENTS.map(([, name]) => name));

/** Props whose attribute has another name. The rest of the element's names are one word, or are React's own. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  className: 'class', // React 18 takes no `className` for a custom element
  backendUrl: 'backend-url',
  clientToken: 'client-token',
  authScheme: 'auth-scheme',
  qrFormat: 'qr-format',
  qrDomain: 'qr-domain',
  maxCodes: 'max-codes',
  pollInterval: 'poll-interval',
  appName: 'app-name',
  headingLevel: 'heading-level',
};
/** React 18 writes `false` as a text, which switches them on. */
const SWITCHES: ReadonlySet<string> = new Set(['manual', 'required', 'frameless']);

interface SplitProps {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly objects: Readonly<Record<string, unknown>>;
}

/** Tells what React can write as attributes, also on a server, from the objects and functions that are set on the element. */
export function splitProps(props: ComponentProps): SplitProps {
  const attributes: Record<string, unknown> = {};
  const { headers, messages, gateway = 'backend' } = props;
  const objects: Record<string, unknown> = { headers, messages, ...(isNoName(gateway) && { gateway }) };
  for (const [name, value] of Object.entries(props)) {
    if (LISTENERS.has(name) || name in objects) continue;
    attributes[ATTRIBUTES[name] ?? name] = SWITCHES.has(name) && !value ? undefined : value;
  }
  return { attributes, objects };
}

/** A gateway's name is an attribute like others; the default is set as a property, in the place of an object that was there. */
function isNoName(gateway: WaQrLogin['gateway']): boolean {
  return typeof gateway === 'object' || gateway === 'backend';
}
