'use client';
import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type DetailedHTMLProps,
  type ForwardRefExoticComponent,
  type HTMLAttributes,
  type RefAttributes,
} from 'react';
import { WaQrLogin as WaQrLoginElement } from '../index.js';
import { EVENTS, splitProps, type ComponentProps } from './react-props.js';
import type { Attributes, CapitalListeners, Listeners, Properties } from './types.js';

// Next.js refuses `export *` in a module that begins with 'use client', unless it exports types only.
export type * from '../index.js';

// Whoever only imports this entry, for the types of the tag, wants the tag as well.
WaQrLoginElement.define();

/** The element, as a ref of the component holds it. */
export type WaQrLogin = WaQrLoginElement;

/** What the component takes. */
export type WaQrLoginProps = ComponentProps;

/** React warns of layout effects on a server. */
const useCommit = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * The element as a component. React 18 and React's hydration leave the listeners and the objects of a custom element out, so they
 * are set on the element itself, as soon as it is there. Its login waits for that (`defer-hydration`).
 */
export const WaQrLogin: ForwardRefExoticComponent<WaQrLoginProps & RefAttributes<WaQrLoginElement>> = forwardRef<
  WaQrLoginElement,
  WaQrLoginProps
>(function WaQrLogin(props, ref) {
  const element = useRef<WaQrLoginElement>(null);
  const { attributes, objects } = splitProps(props);
  useCommit(() => void Object.assign(element.current ?? {}, objects));
  useListeners(element, props);
  useCommit(() => element.current?.removeAttribute('defer-hydration'), []);
  useImperativeHandle(ref, () => element.current as WaQrLoginElement, []);
  return createElement('wa-qr-login', { ...attributes, 'defer-hydration': '', ref: element });
});

/** One listener for each event calls whichever function the last render has brought. */
function useListeners(element: { readonly current: WaQrLoginElement | null }, props: WaQrLoginProps): void {
  const latest = useRef(props);
  useCommit(() => void (latest.current = props));
  useCommit(() => {
    const listening = new AbortController();
    for (const [type, name] of EVENTS)
      element.current?.addEventListener(
        type,
        (event: Event) => (latest.current[name] as ((event: Event) => void) | undefined)?.(event),
        { signal: listening.signal },
      );
    return () => listening.abort();
  }, []);
}

/** React's own attributes, without listeners such as `onError`: only `onerror`, in small letters, hears the element's event. */
type Global = Omit<HTMLAttributes<WaQrLoginElement>, keyof CapitalListeners>;

type TagProps = DetailedHTMLProps<Global & Attributes & Properties & Listeners, WaQrLoginElement>;

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- this namespace is where React looks for elements
  namespace JSX {
    interface IntrinsicElements {
      'wa-qr-login': TagProps;
    }
  }
}
