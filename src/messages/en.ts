import type { ErrorCode } from '../login/login.js';

/**
 * Every text on screen. How they are written:
 * - `*Linked devices*`: a name that WhatsApp itself shows; it is set in bold, so it needs no quotes.
 * - `{app}`, `{time}` and the like are filled in. Each must stand in the translation, wherever its grammar wants it.
 * - `{menu}` and `{settings}` become the pictures of WhatsApp's own buttons: three dots and a cog wheel.
 */
export interface Messages {
  /** The language of these texts, BCP 47. */
  readonly lang: string;
  /** Whether the language runs from left to right or from right to left. */
  readonly dir: 'ltr' | 'rtl';
  /** The heading. `{app}`: the name of the company or the program, such as “Acme CRM”. */
  readonly title: string;
  /** The same where no name is known. */
  readonly titleWithoutApp: string;
  /** The heading above the pairing code: eight letters and digits, typed into WhatsApp on the phone. */
  readonly titleCode: string;
  /** The heading once all is done. */
  readonly titleLinked: string;
  /** A quiet line below the heading, before the QR code is scanned. */
  readonly intro: string;
  /** The same above the field for the phone number: why it is asked for. */
  readonly introCode: string;
  /** The first of four steps on the phone. */
  readonly step1: string;
  /** The second step on an Android phone; the word “Android” stands before it where both are shown. */
  readonly step2Android: string;
  /** The second step on an iPhone; the word “iPhone” stands before it where both are shown. */
  readonly step2Iphone: string;
  /** The third step; both are WhatsApp's own menu names. */
  readonly step3: string;
  /** The fourth step, beside the QR code. */
  readonly step4: string;
  /** The fourth step with a pairing code; the bold part is WhatsApp's own menu name. */
  readonly step4Code: string;
  /** The heading of the steps that follow when a phone number has been entered. */
  readonly then: string;
  /** For screen readers: the name of the two buttons that follow. */
  readonly ways: string;
  /** A button, as short as can be: link by scanning a QR code. */
  readonly byQr: string;
  /** A button, as short as can be: link by a code for a phone number. */
  readonly byPhone: string;
  /** The purpose of the picture, for those who do not see it. */
  readonly qrLabel: string;
  /** Announced to screen readers, as all that is “ready”. */
  readonly ready: string;
  /** While the QR code or the pairing code is on its way. */
  readonly waiting: string;
  /** The same after ten seconds. */
  readonly waitingLong: string;
  /** The connection was lost for a moment and is being restored. */
  readonly reconnecting: string;
  /** Below the QR code: a new one takes its place every 20 seconds or so. */
  readonly renews: string;
  /** Below the last QR code. `{time}`: what is left of it, such as 0:12. */
  readonly lastCode: string;
  /** Below the pairing code. `{time}`: such as 2:26. */
  readonly validFor: string;
  /** Announced ten seconds before the last code ends. */
  readonly endsSoon: string;
  /** The name of a button that has a picture only. */
  readonly enlarge: string;
  /** The name of the same button afterwards. */
  readonly shrink: string;
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
  readonly expired: string;
  readonly expiredHint: string;
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
  /** Opens four questions with their answers. */
  readonly help: string;
  /** Question and answer: WhatsApp has no such menu. */
  readonly helpMenu: string;
  /** Question and answer: WhatsApp says that it could not link. */
  readonly helpFailed: string;
  /** Question and answer: nothing happens after the scan. Do not quote the phone: its words vary. */
  readonly helpPasskey: string;
  /** Question and answer: WhatsApp links four devices at most. */
  readonly helpFull: string;
  /** A button. */
  readonly newCode: string;
  /** A button. */
  readonly tryAgain: string;
  /** A button. */
  readonly start: string;
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
  /** What linking lets the company do; with and without its name. */
  readonly allows: string;
  readonly allowsWithoutApp: string;
  /** Follows `allows`, and stands alone when all is done. */
  readonly undo: string;
  /** The name of a frame that shows a page of somebody else, with the QR code. */
  readonly hostedTitle: string;
  /** A link to the same page. */
  readonly hostedLink: string;
  /** The heading above an error. */
  readonly error: string;
  /** Below an error. `{code}`: a short English word that helps whoever is asked for help. */
  readonly supportCode: string;
  /**
   * Stands in the place of `{app}` in `errors` and `passkeyWays` where no name is known. These texts say “tell {app}”
   * throughout, so that one grammatical case fits all.
   */
  readonly owner: string;
  readonly errors: Readonly<Record<ErrorCode, string>>;
}

export const texts: Messages = {
  lang: 'en',
  dir: 'ltr',
  title: 'Link WhatsApp to {app}',
  titleWithoutApp: 'Link your WhatsApp',
  titleCode: 'Enter this code in WhatsApp',
  titleLinked: 'WhatsApp is linked to {app}',
  intro: 'Takes about 20 seconds. Have your phone in hand.',
  introCode: 'You get a code to type into WhatsApp. No second device needed.',
  step1: 'Open *WhatsApp* on your phone',
  step2Android: 'Tap *Menu*\u00a0{menu}',
  step2Iphone: 'Tap *Settings*\u00a0{settings}',
  step3: 'Tap *Linked devices*, then *Link a device*',
  step4: 'Scan this QR code',
  step4Code: 'Tap *Link with phone number instead* and enter the code',
  then: 'Then, in WhatsApp',
  ways: 'Ways to link',
  byQr: 'QR code',
  byPhone: 'Phone number',
  qrLabel: 'QR code to link your WhatsApp',
  ready: 'The QR code is ready',
  waiting: 'Getting a code…',
  waitingLong: 'This can take a few minutes. Please keep this page open.',
  reconnecting: 'Reconnecting…',
  renews: 'Renews by itself, no hurry',
  lastCode: 'Last code · {time}',
  validFor: 'Valid for {time}',
  endsSoon: 'The code expires in 10 seconds',
  enlarge: 'Enlarge the QR code',
  shrink: 'Make the QR code smaller',
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
  expired: 'The code has expired',
  expiredHint: 'Get a new one when you have your phone at hand.',
  passkey: 'WhatsApp asks for your passkey',
  passkeyHint:
    'Your phone asks for a passkey, or to continue on WhatsApp Web or another device. This page cannot do that step for you.',
  passkeyWays: 'Tell {app}, who may be able to link the number for you, or try again later. This page keeps waiting.',
  passkeyLink: 'See how to continue',
  passkeyToken: 'Help code',
  help: 'Need help?',
  helpMenu: '*No Linked devices in the menu?* Update WhatsApp, then look again.',
  helpFailed:
    '*WhatsApp says that it could not link?* Check the phone’s internet connection and number, then get a new code.',
  helpPasskey:
    '*Your phone asks for a passkey, or to continue on WhatsApp Web or another device?* This page cannot do that step for you.',
  helpFull: '*Too many devices?* WhatsApp links up to four. Remove one under Linked devices.',
  newCode: 'Get a new code',
  tryAgain: 'Try again',
  start: 'Show the QR code',
  phone: 'Your WhatsApp number',
  phoneHint: 'With country code, for example +1\u00a0555\u00a0123\u00a04567',
  phoneEcho: 'We will ask WhatsApp for a code for {number}, {country}.',
  phoneDoubt: 'It looks unusual: please check it.',
  phoneInvalid: 'Enter the full number with country code, for example +1\u00a0555\u00a0123\u00a04567.',
  phoneTooShort: 'Too short for {country}. Enter the full number.',
  phoneTooLong: 'Too long for {country}. Is it from another country? Begin with + and its code.',
  getCode: 'Get the code',
  resting: 'Please wait {n} seconds. Each code sends a notification to your phone.',
  allows: 'Linking lets {app} read and send WhatsApp messages with your number.',
  allowsWithoutApp: 'Linking lets this service read and send WhatsApp messages with your number.',
  undo: 'You can undo this at any time in WhatsApp under *Linked devices*.',
  hostedTitle: 'Page with the QR code to link your WhatsApp',
  hostedLink: 'Open the QR code in a new tab',
  error: 'That did not work',
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
