import type { HTMLAttributes } from 'svelte/elements';
import type { Attributes, Listeners, Properties } from './types.js';
import type { WaQrLogin } from '../index.js';

export * from '../index.js';

type Props = Omit<HTMLAttributes<WaQrLogin>, keyof Listeners> & Attributes & Properties & Listeners;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'wa-qr-login': Props;
  }
}
