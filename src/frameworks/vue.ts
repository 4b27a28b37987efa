import type { HTMLAttributes, PublicProps } from 'vue';
import type { CapitalListeners, Either } from './types.js';
import type { WaQrLogin } from '../index.js';

export * from '../index.js';

/** What a template may say: to Vue's compiler, an attribute is the property in kebab-case. */
type Props = PublicProps & Omit<HTMLAttributes, keyof CapitalListeners> & Either & CapitalListeners;

declare module 'vue' {
  interface GlobalComponents {
    /** `$props` is where Vue's compiler looks; no element has it. */
    'wa-qr-login': new () => WaQrLogin & { $props: Props };
  }
  /** For what is put into our slots. */
  interface HTMLAttributes {
    slot?: string | undefined;
  }
}
