/**
 * A browser extension that has a passkey request of WhatsApp signed on WhatsApp's own site, which alone may do that, and gives the
 * page what was signed. It names no brand, and answers any page (README, "Passkeys").
 */
export interface PasskeyExtension {
  /** The identifier by which pages in Chromium call it. */
  readonly id?: string | undefined;
  /** What the types of its messages begin with; in Firefox also their sources, since there a page calls no identifier. */
  readonly prefix?: string | undefined;
  /** Where it is installed from, in Chromium and in Firefox. */
  readonly chromiumUrl?: string | undefined;
  readonly firefoxUrl?: string | undefined;
}

/** The published one, which works with every gateway that reports a challenge. */
export const PASSKEY_EXTENSION = {
  id: 'ghpdcgnjffaaekflfpcgkgpbafmjldcp',
  prefix: 'waha-passkey',
  chromiumUrl: 'https://chromewebstore.google.com/detail/ghpdcgnjffaaekflfpcgkgpbafmjldcp',
  firefoxUrl: 'https://addons.mozilla.org/firefox/addon/whatsapp-browser-extension/',
} as const satisfies PasskeyExtension;
