import type { HTMLAttributes, PublicProps } from 'vue';
import type { CapitalListeners, Either } from './types.js';
import type { WaQrLogin } from '../index.js';

export * from '../index.js';

/** What a template may write. Vue's compiler takes an attribute for the property, written in kebab-case. */
type Props = PublicProps & Omit<HTMLAttributes, keyof CapitalListeners> & Either & CapitalListeners;

declare module 'vue' {
  interface GlobalComponents {
    /** Vue's compiler looks for the types in `$props`, which no element has at run time. */
    'wa-qr-login': new () => WaQrLogin & { $props: Props };
  }
  /** Allows the attribute `slot` on the content that a page puts into the slots. */
  interface HTMLAttributes {
    slot?: string | undefined;
  }
}
