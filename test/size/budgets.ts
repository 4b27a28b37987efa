/**
 * The sizes of the drop-in's files in bytes, compressed by Brotli at level 11, as they were when each budget was last set. If
 * you make a file smaller on purpose, lower its budget; nothing forces you to.
 */
export const BUDGETS: Readonly<Record<string, number>> = {
  /** `wa-qr-login.js`: all that a page loads before the element is seen. */
  entry: 11_820,
  /** The QR code, the wait for it and its end; polling, and the adapter of one's own backend. */
  card: 13_600,
  encoder: 3_100,
  /** The largest language: what the QR code needs. */
  'a language': 870,
  'the later texts of a language': 1_785,
  /** The largest adapter: with the slack 1.5 kB, and no more. */
  'a gateway': 1_456,
  /** The reader of QR codes that a gateway sends as pictures. */
  picture: 2_670,
  /** The card's states that follow the first code: pairing code, form, passkey, errors, the link. */
  more: 7_250,
  /** What looks for an extension that signs a passkey, where the gateway can take it. */
  ceremony: 1_650,
  /** For gateways and backends with a WebSocket. */
  sockets: 1_670,
  /** For gateways other than one's own backend, with what their adapters share. */
  'named-gateway': 1_845,
  /** The numbering plans of all countries, fetched with the number form. */
  'phone-metadata': 30_330,
  /** Entry, card, English and encoder: everything that is loaded for a QR code from one's own backend. */
  'to the first QR code': 29_200,
  /** `wa-qr-login.classic.js`: everything, in every language. */
  classic: 93_300,
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
  elements: 55,
  /** The same with texts, and with the comments by which Lit finds what may change. */
  nodes: 110,
  /** Between two answers: the pause until the next question, and the look at the clock. */
  timers: 2,
  /** On the window and the document. */
  listeners: 12,
  /** Animation frames that the element asks for while a code stands. */
  frames: 0,
} as const;

/**
 * The largest share that the entry may have of ALTCHA's drop-in, which is measured in the same run. The hashes in the names of its
 * chunks alone make it differ by up to 50 bytes between two builds.
 */
export const SHARE = 0.39;

/** A size may exceed its budget by 3 %, so that nobody has to fight for bytes while refactoring. */
export const SLACK = 1.03;
