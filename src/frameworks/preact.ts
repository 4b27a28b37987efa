import type { HTMLAttributes } from 'preact';
import type { Attributes, CapitalListeners, Listeners, Properties } from './types.js';
import type { WaQrLogin } from '../index.js';

export * from '../index.js';

/** Preact's own attributes, without listeners such as `onError`: only `onerror`, in small letters, hears the element's event. */
type Global = Omit<HTMLAttributes<WaQrLogin>, keyof CapitalListeners | keyof Listeners | keyof Properties>;

type Props = Global & Attributes & Properties & Listeners;

declare module 'preact' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- this namespace is where Preact looks for elements
  namespace JSX {
    interface IntrinsicElements {
      'wa-qr-login': Props;
    }
  }
}
