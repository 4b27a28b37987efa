import type { JSX } from 'solid-js';
import type { Attributes, Properties } from './types.js';
import type { WaQrLogin, WaQrLoginEventMap } from '../index.js';

export * from '../index.js';

/** Solid delegates the events it knows to the document, where none of ours arrives: `on:linked` listens on the element. */
type Listeners = {
  [Type in keyof WaQrLoginEventMap as `on:${Type}`]?: ((event: WaQrLoginEventMap[Type]) => void) | undefined;
};

/** Solid makes a property of each name, `backendUrl` of `backend-url`; but of a name in camelCase it makes one in small letters. */
type Settings = Attributes & Pick<Properties, 'headers' | 'messages'>;

type Props = Omit<JSX.HTMLAttributes<WaQrLogin>, keyof Settings | 'onError' | 'onerror' | 'on:error'> &
  Settings &
  Listeners;

declare module 'solid-js' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- this namespace is where Solid looks for elements
  namespace JSX {
    interface IntrinsicElements {
      'wa-qr-login': Props;
    }
  }
}
