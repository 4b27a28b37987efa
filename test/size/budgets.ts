/**
 * The sizes of the drop-in's files in bytes, compressed by Brotli at level 11, as they were when each budget was last set. If
 * you make a file smaller on purpose, lower its budget; nothing forces you to.
 */
export const BUDGETS: Readonly<Record<string, number>> = {
  /** `wa-qr-login.js`: all that a page loads before the element is seen. */
  entry: 12_800,
  /** The card's states, the transports, and the adapter of one's own backend. */
  card: 13_100,
  encoder: 3_830,
  /** The largest language. */
  'a language': 2_170,
  /** The largest adapter. */
  'a gateway': 3_290,
  /** The reader of QR codes that a gateway sends as pictures. */
  picture: 2_670,
  /** The card's states that follow the first code: pairing code, form, passkey, errors, the link. */
  more: 5_700,
  /** The numbering plans of all countries, fetched with the number form. */
  'phone-metadata': 30_300,
  /** Entry, card, English and encoder: everything that is loaded for a QR code from one's own backend. */
  'to the first QR code': 31_400,
  /** `wa-qr-login.classic.js`: everything, in every language. */
  classic: 82_400,
};

/** What a page with its own backend has, as test/e2e/drop-in-parallel.test.ts counts it. */
export const PAGE_BUDGETS = {
  /** Until the first code: the page, the entry, the card, English, the encoder and the answer of the backend. */
  requests: 6,
  /** Until the first code: the page, the entry, and all the rest at once. */
  steps: 3,
  /** For a backend at another origin. */
  preflights: 0,
  /** Elements in the shadow root while a code is shown. */
  nodes: 67,
  /** Between two answers: the pause until the next question, and the look at the clock. */
  timers: 2,
  /** On the window and the document. */
  listeners: 12,
  /** Animation frames that the element asks for while a code stands. */
  frames: 0,
} as const;

/** The largest share that the entry may have of ALTCHA's drop-in, which is measured in the same run. */
export const SHARE = 0.42;

/** A size may exceed its budget by 3 %, so that nobody has to fight for bytes while refactoring. */
export const SLACK = 1.03;
