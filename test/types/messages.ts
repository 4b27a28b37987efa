/** How an embedder adds a language. The compiler checks this file; it is never run. */
// #region language
import type { Messages } from 'wa-qr-login';

// #endregion
declare const others: Omit<Messages, 'lang' | 'dir' | 'title'>;
// #region language
const danish: Messages = { lang: 'da', dir: 'ltr', title: 'Knyt WhatsApp til {app}', ...others };
document.querySelector('wa-qr-login')!.messages = danish;
// #endregion

// @ts-expect-error -- a text is missing
const incomplete: Messages = { lang: 'da', dir: 'ltr', title: 'Knyt WhatsApp til {app}' };
document.querySelector('wa-qr-login')!.messages = incomplete;
