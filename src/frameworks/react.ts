import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Attributes, CapitalListeners, Listeners, Properties } from './types.js';
import type { WaQrLogin } from '../index.js';

export * from '../index.js';

/** React's `onError` never hears our event: without a capital it does. */
type Global = Omit<HTMLAttributes<WaQrLogin>, keyof CapitalListeners>;

type Props = DetailedHTMLProps<Global & Attributes & Properties & Listeners, WaQrLogin>;

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- React's own way to name elements
  namespace JSX {
    interface IntrinsicElements {
      'wa-qr-login': Props;
    }
  }
}
