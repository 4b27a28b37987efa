import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Attributes, CapitalListeners, Listeners, Properties } from './types.js';
import type { WaQrLogin } from '../index.js';

export * from '../index.js';

/** React's own attributes, without listeners such as `onError`: only `onerror`, in small letters, hears the element's event. */
type Global = Omit<HTMLAttributes<WaQrLogin>, keyof CapitalListeners>;

type Props = DetailedHTMLProps<Global & Attributes & Properties & Listeners, WaQrLogin>;

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- this namespace is where React looks for elements
  namespace JSX {
    interface IntrinsicElements {
      'wa-qr-login': Props;
    }
  }
}
