import type { JSX } from 'solid-js';
import type { Attributes, Properties } from './types.js';
import type { WaQrLogin, WaQrLoginEventMap } from '../index.js';

export * from '../index.js';

/** Solid delegates the events it knows to the document, where none of ours arrives: `on:linked` listens on the element. */
type Listeners = {
  [Type in keyof WaQrLoginEventMap as `on:${Type}`]?: ((event: WaQrLoginEventMap[Type]) => void) | undefined;
};

type Props = Omit<JSX.HTMLAttributes<WaQrLogin>, keyof Properties | 'onError' | 'onerror' | 'on:error'> &
  Attributes &
  Properties &
  Listeners;

declare module 'solid-js' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- this namespace is where Solid looks for elements
  namespace JSX {
    interface IntrinsicElements {
      'wa-qr-login': Props;
    }
  }
}
