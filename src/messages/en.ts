/**
 * Every text on screen. How they are written:
 * - `*Linked devices*`: a name that WhatsApp itself shows; it is set in bold, so it needs no quotes.
 * - `{app}`, `{time}` and the like are filled in. Each must stand in the translation, wherever its grammar wants it.
 * - `{menu}` and `{settings}` become the pictures of WhatsApp's own buttons: three dots and a cog wheel.
 */
export interface FirstMessages {
  /** The language of these texts, BCP 47. */
  readonly lang: string;
  /** Whether the language runs from left to right or from right to left. */
  readonly dir: 'ltr' | 'rtl';
  /** The heading. `{app}`: the name of the company or the program, such as “Acme CRM”. */
  readonly title: string;
  /** The same where no name is known. */
  readonly titleWithoutApp: string;
  /** A quiet line below the heading, before the QR code is scanned. */
  readonly intro: string;
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
  /** Announced ten seconds before the last code ends. */
  readonly endsSoon: string;
  /** The name of a button that has a picture only. */
  readonly enlarge: string;
  /** The name of the same button afterwards. */
  readonly shrink: string;
  readonly expired: string;
  readonly expiredHint: string;
  /** Opens four questions with their answers. */
  readonly help: string;
  /** A button. */
  readonly newCode: string;
  /** A button. */
  readonly tryAgain: string;
  /** A button. */
  readonly start: string;
  /** What linking lets the company do; with and without its name. */
  readonly allows: string;
  readonly allowsWithoutApp: string;
  /** Follows `allows`, and stands alone when all is done. */
  readonly undo: string;
  /** The heading above an error. */
  readonly error: string;
}

export const texts: FirstMessages = {
  lang: 'en',
  dir: 'ltr',
  title: 'Link WhatsApp to {app}',
  titleWithoutApp: 'Link your WhatsApp',
  intro: 'Takes about 20 seconds. Have your phone in hand.',
  step1: 'Open *WhatsApp* on your phone',
  step2Android: 'Tap *Menu*\u00a0{menu}',
  step2Iphone: 'Tap *Settings*\u00a0{settings}',
  step3: 'Tap *Linked devices*, then *Link a device*',
  step4: 'Scan this QR code',
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
  endsSoon: 'The code expires in 10 seconds',
  enlarge: 'Enlarge the QR code',
  shrink: 'Make the QR code smaller',
  expired: 'The code has expired',
  expiredHint: 'Get a new one when you have your phone at hand.',
  help: 'Need help?',
  newCode: 'Get a new code',
  tryAgain: 'Try again',
  start: 'Show the QR code',
  allows: 'Linking lets {app} read and send WhatsApp messages with your number.',
  allowsWithoutApp: 'Linking lets this service read and send WhatsApp messages with your number.',
  undo: 'You can undo this at any time in WhatsApp under *Linked devices*.',
  error: 'That did not work',
};
