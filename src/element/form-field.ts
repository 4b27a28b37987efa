import type { LoginState } from '../login/login.js';

/** What forms are told until the card has words of its own. */
const PROMPT = 'Link your WhatsApp';

/**
 * Makes the element a field of the form around it: its value is the linked account, and where the link is required the form is
 * incomplete before. The title of the card says what is missing, and takes the focus. The DOMs of test tools may know no forms.
 */
export function fillField(
  host: HTMLElement & { readonly required: boolean },
  internals: ElementInternals | undefined,
  state: LoginState,
): void {
  const account = state.status === 'linked' && state.account;
  const title = host.shadowRoot?.querySelector('h2') ?? undefined;
  if (!internals?.setFormValue) return;
  internals.setFormValue(account ? (account.id ?? account.phone ?? 'linked') : null);
  internals.setValidity({ valueMissing: host.required && !account }, title?.textContent.trim() || PROMPT, title);
}
