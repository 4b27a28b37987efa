import type { ErrorCode } from '../../login/login.js';

/** The texts of the states that follow the QR code, or go another way. They are written as those in `../en.ts` are. */
export interface LaterMessages {
  /** The heading above the pairing code: eight letters and digits, typed into WhatsApp on the phone. */
  readonly titleCode: string;
  /** The heading once all is done. */
  readonly titleLinked: string;
  /** The same above the field for the phone number: why it is asked for. */
  readonly introCode: string;
  /** The fourth step with a pairing code; the bold part is WhatsApp's own menu name. */
  readonly step4Code: string;
  /** The heading of the steps that follow when a phone number has been entered. */
  readonly then: string;
  /** Below the pairing code. `{time}`: such as 2:26. */
  readonly validFor: string;
  /** What the eight letters and digits are called. */
  readonly codeLabel: string;
  readonly codeReady: string;
  /** Below the heading `titleCode`. `{number}`: a phone number, partly hidden. */
  readonly codeFor: string;
  /** A link beside `codeFor`, back to the field for the number. */
  readonly changeNumber: string;
  /**
   * WhatsApp usually sends a notification to the phone when a pairing code is made. Name it as WhatsApp does only where
   * that was seen in your language; describe it otherwise.
   */
  readonly codeTip: string;
  /** A button. */
  readonly copy: string;
  /** The same button on a phone. */
  readonly copyAndOpen: string;
  /** The same button for two seconds after it was pressed. */
  readonly copied: string;
  readonly copyFailed: string;
  /** The QR code was scanned; the phone is at work. */
  readonly linking: string;
  /** All is done; announced, and the heading where no name of a company is known. */
  readonly linked: string;
  /** The number had been linked before this page was opened. */
  readonly already: string;
  /** For screen readers, instead of the dots in +55 •••• 9999. `{digits}`: the last four. */
  readonly endingIn: string;
  /** A heading. A passkey is what some accounts need besides the phone, such as a fingerprint. */
  readonly passkey: string;
  /** What follows. Do not quote the phone: its words vary. */
  readonly passkeyHint: string;
  /** What can be done then. */
  readonly passkeyWays: string;
  /** A link to the page where the passkey can be given. */
  readonly passkeyLink: string;
  /** A code that the person is asked for on that page. */
  readonly passkeyToken: string;
  /** The button that has the passkey sign, which opens WhatsApp's own page. */
  readonly passkeyContinue: string;
  /** A link to the extension without which the browser cannot use the passkey here. */
  readonly passkeyInstall: string;
  /** In place of that link on a phone, whose browsers have no extensions. */
  readonly passkeyComputer: string;
  /** Above a short code. */
  readonly passkeyCompare: string;
  /** The button below that code. */
  readonly passkeySame: string;
  /** Question and answer: WhatsApp has no such menu. */
  readonly helpMenu: string;
  /** Question and answer: WhatsApp says that it could not link. */
  readonly helpFailed: string;
  /** Question and answer: nothing happens after the scan. Do not quote the phone: its words vary. */
  readonly helpPasskey: string;
  /** Question and answer: WhatsApp links four devices at most. */
  readonly helpFull: string;
  /** Beside a box to tick: the ring around the QR code, which shows how long the code lives, stands still. */
  readonly holdRing: string;
  /** The name of the field for the phone number. */
  readonly phone: string;
  /** Below the empty field. The example: a number of a country where the language is spoken; no-break spaces within. */
  readonly phoneHint: string;
  /** Below the field, as soon as the number is complete. `{country}`: the country's name. */
  readonly phoneEcho: string;
  /** After `phoneEcho`, for a number that is possible but looks unusual. */
  readonly phoneDoubt: string;
  /** What is wrong with a number. The same example as in `phoneHint`. */
  readonly phoneInvalid: string;
  readonly phoneTooShort: string;
  /** Mostly the number of another country, typed without its code. */
  readonly phoneTooLong: string;
  /** The button of the field. */
  readonly getCode: string;
  /** Beside the resting button; `{n}`: the seconds left. */
  readonly resting: string;
  /** The name of a frame that shows a page of somebody else, with the QR code. */
  readonly hostedTitle: string;
  /** A link to the same page. */
  readonly hostedLink: string;
  /** Below an error. `{code}`: a short English word that helps whoever is asked for help. */
  readonly supportCode: string;
  /**
   * Stands in the place of `{app}` in `errors` and `passkeyWays` where no name is known. These texts say “tell {app}”
   * throughout, so that one grammatical case fits all.
   */
  readonly owner: string;
  readonly errors: Readonly<Record<ErrorCode, string>>;
}

export const texts: LaterMessages = {
  titleCode: 'Enter this code in WhatsApp',
  titleLinked: 'WhatsApp is linked to {app}',
  introCode: 'You get a code to type into WhatsApp. No second device needed.',
  step4Code: 'Tap *Link with phone number instead* and enter the code',
  then: 'Then, in WhatsApp',
  validFor: 'Valid for {time}',
  codeLabel: 'Pairing code',
  codeReady: 'The pairing code is ready',
  codeFor: 'For {number}',
  changeNumber: 'Change number',
  codeTip: 'WhatsApp may show *Enter code to link new device*. Tap it: that skips the steps below.',
  copy: 'Copy code',
  copyAndOpen: 'Copy and open WhatsApp',
  copied: 'Copied',
  copyFailed: 'Couldn’t copy. Select the code and copy it.',
  linking: 'Linking… Keep WhatsApp open on your phone.',
  linked: 'WhatsApp is linked',
  already: 'This WhatsApp was already linked.',
  endingIn: 'ending in {digits}',
  passkey: 'WhatsApp asks for your passkey',
  passkeyHint:
    'Your phone asks for a passkey, or to continue on WhatsApp Web or another device. This page cannot do that step for you.',
  passkeyWays: 'Tell {app}, who may be able to link the number for you, or try again later. This page keeps waiting.',
  passkeyLink: 'See how to continue',
  passkeyToken: 'Help code',
  passkeyContinue: 'Continue with your passkey',
  passkeyInstall: 'Install the browser extension, then reload this page',
  passkeyComputer: 'This step needs a computer. Open this page there to continue.',
  passkeyCompare: 'Does your phone show this code?',
  passkeySame: 'Yes, it is the same',
  helpMenu: '*No Linked devices in the menu?* Update WhatsApp, then look again.',
  helpFailed:
    '*WhatsApp says that it could not link?* Check the phone’s internet connection and number, then get a new code.',
  helpPasskey:
    '*Your phone asks for a passkey, or to continue on WhatsApp Web or another device?* This page cannot do that step for you.',
  helpFull: '*Too many devices?* WhatsApp links up to four. Remove one under Linked devices.',
  holdRing: 'Stop the ring around the code',
  phone: 'Your WhatsApp number',
  phoneHint: 'With country code, for example +1\u00a0555\u00a0123\u00a04567',
  phoneEcho: 'We will ask WhatsApp for a code for {number}, {country}.',
  phoneDoubt: 'It looks unusual: please check it.',
  phoneInvalid: 'Enter the full number with country code, for example +1\u00a0555\u00a0123\u00a04567.',
  phoneTooShort: 'Too short for {country}. Enter the full number.',
  phoneTooLong: 'Too long for {country}. Is it from another country? Begin with + and its code.',
  getCode: 'Get the code',
  resting: 'Please wait {n} seconds. Each code sends a notification to your phone.',
  hostedTitle: 'Page with the QR code to link your WhatsApp',
  hostedLink: 'Open the QR code in a new tab',
  supportCode: 'For support: {code}',
  owner: 'the people who run this page',
  errors: {
    config: 'This login is not set up correctly. Please tell {app}.',
    unauthorized: 'You are no longer signed in here. Reload the page and try again.',
    'not-found': 'This WhatsApp connection does not exist any more. Please tell {app}.',
    'rate-limited': 'Too many attempts. Wait a minute, then try again.',
    quota: 'No more numbers can be linked at the moment. Please tell {app}.',
    'logout-required': 'An earlier connection must be closed first. Please tell {app}, then try again.',
    inactive: 'This WhatsApp connection is not active. Please tell {app}.',
    unsupported: 'This way of linking is not available here.',
    'invalid-phone': 'WhatsApp does not accept this number. Check it, country code included.',
    'code-refused': 'There is no code for this number right now. Wait a minute and try again, or use the QR code.',
    'bad-response': 'The WhatsApp connection sent an unexpected answer. Please try again.',
    unavailable: 'The WhatsApp connection cannot be reached. Please try again.',
    blocked: 'This page can’t reach the WhatsApp connection. Please tell {app}.',
    offline: 'You are offline. Check your internet connection, then try again.',
  },
};
