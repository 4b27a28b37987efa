import type { ErrorCode } from '../login/login.js';

/** Every text of the card. Placeholders such as `{app}` and `{time}` are replaced by their values. */
export interface Messages {
  /** The language of these texts, as a BCP 47 tag. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  readonly titleWithoutApp: string;
  readonly step1: string;
  readonly step2: string;
  readonly step3: string;
  readonly step4: string;
  readonly step4Code: string;
  /** The purpose of the QR code, for people who do not see it. */
  readonly qrLabel: string;
  readonly ready: string;
  readonly waiting: string;
  readonly waitingLong: string;
  readonly remaining: string;
  readonly remainingLast: string;
  /** Says which QR code of one login this is: number `{n}` of `{total}`. */
  readonly codeCount: string;
  /** The announcement to screen readers 10 s before the last code ends. */
  readonly endsSoon: string;
  readonly enlarge: string;
  readonly shrink: string;
  readonly codeLabel: string;
  readonly codeReady: string;
  readonly linking: string;
  readonly linked: string;
  readonly linkedAs: string;
  readonly already: string;
  readonly expired: string;
  readonly expiredHint: string;
  readonly passkey: string;
  readonly passkeyHint: string;
  readonly passkeyLink: string;
  readonly passkeyToken: string;
  /** The heading of the help for people whose phone stalls after the scan. */
  readonly stuck: string;
  readonly stuckHint: string;
  readonly passkeyWays: string;
  readonly newCode: string;
  readonly tryAgain: string;
  readonly start: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly useCode: string;
  readonly useQr: string;
  readonly phone: string;
  readonly phoneHint: string;
  readonly phoneInvalid: string;
  readonly getCode: string;
  /** Explains why the button is disabled for some seconds: each request notifies the phone. */
  readonly resting: string;
  /** What linking allows, for a page with `app-name` (this text) and for one without (the next). */
  readonly allows: string;
  readonly allowsWithoutApp: string;
  readonly undo: string;
  /** The title of the frame with the gateway's own page. */
  readonly hostedTitle: string;
  readonly hostedLink: string;
  readonly error: string;
  readonly errors: Readonly<Record<ErrorCode, string>>;
}

// The menu names are those of WhatsApp, as found in several public copies of its screens (2026).
export const texts: Messages = {
  lang: 'en',
  dir: 'ltr',
  title: 'Link WhatsApp to {app}',
  titleWithoutApp: 'Link your WhatsApp',
  step1: 'Open WhatsApp on your phone',
  step2: 'On Android tap Menu ⋮ · on iPhone tap Settings ⚙',
  step3: 'Tap Linked devices, then Link a device',
  step4: 'Scan this QR code',
  step4Code: 'Tap Link with phone number instead and enter this code',
  qrLabel: 'QR code to link your WhatsApp',
  ready: 'The QR code is ready',
  waiting: 'Getting a code…',
  waitingLong: 'This can take a few minutes. Please keep this page open.',
  remaining: 'New code in {time}',
  remainingLast: 'Expires in {time}',
  codeCount: 'Code {n} of {total}',
  endsSoon: 'The code expires in 10 seconds',
  enlarge: 'Enlarge the QR code',
  shrink: 'Make the QR code smaller',
  codeLabel: 'Pairing code',
  codeReady: 'The pairing code is ready',
  linking: 'Linking… Keep WhatsApp open on your phone.',
  linked: 'WhatsApp is linked',
  linkedAs: 'Linked as {name}',
  already: 'This WhatsApp was already linked.',
  expired: 'The code has expired',
  expiredHint: 'Get a new one when you have your phone at hand.',
  passkey: 'WhatsApp asks for your passkey',
  passkeyHint: 'Your phone shows “Continue on WhatsApp Web…”. This page cannot do that step for you.',
  passkeyLink: 'Continue here',
  passkeyToken: 'Help code',
  stuck: 'Scanned, but nothing happens?',
  stuckHint:
    'If your phone shows “Continue on WhatsApp Web…”, WhatsApp asks for a passkey. This page cannot do that step for you.',
  passkeyWays:
    'Ask the people who run this page to link the number for you, or try again later. We go on waiting here.',
  newCode: 'Get a new code',
  tryAgain: 'Try again',
  start: 'Show the QR code',
  copy: 'Copy code',
  copied: 'Copied',
  copyFailed: 'Could not be copied. Select the code and copy it.',
  useCode: 'Link with phone number',
  useQr: 'Link with QR code',
  phone: 'Your WhatsApp number',
  phoneHint: 'With country code, for example +1 555 123 4567',
  phoneInvalid: 'Enter 8 to 15 digits, country code included, for example +1 555 123 4567.',
  getCode: 'Get the code',
  resting: 'Please wait a few seconds: each code rings your phone.',
  allows: 'Linking lets {app} read and send WhatsApp messages with your number.',
  allowsWithoutApp: 'Linking lets this service read and send WhatsApp messages with your number.',
  undo: 'You can undo this at any time under Linked devices on your phone.',
  hostedTitle: 'Page with the QR code to link your WhatsApp',
  hostedLink: 'Open the QR code in a new tab',
  error: 'That did not work',
  errors: {
    config: 'This login is not set up correctly. Please tell the people who run this page.',
    unauthorized: 'You are no longer signed in here. Reload the page and try again.',
    'not-found': 'This WhatsApp connection does not exist any more. Please tell the people who run this page.',
    'rate-limited': 'Too many attempts. Wait a minute, then try again.',
    quota: 'No more numbers can be linked at the moment. Please tell the people who run this page.',
    'logout-required':
      'An earlier connection must be closed first. Ask the people who run this page to log it out, then try again.',
    inactive: 'This WhatsApp connection is not active. Please tell the people who run this page.',
    unsupported: 'This way of linking is not available here.',
    'invalid-phone': 'WhatsApp does not accept this number. Check it, country code included.',
    'code-refused': 'There is no code for this number right now. Wait a minute and try again, or use the QR code.',
    'bad-response': 'The WhatsApp connection gave an answer we do not understand. Please try again.',
    unavailable: 'The WhatsApp connection cannot be reached. Please try again.',
    blocked:
      'This page may not reach the WhatsApp connection. The people who run it should use a backend of their own.',
    offline: 'You are offline. Check your internet connection, then try again.',
  },
};
