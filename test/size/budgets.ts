/**
 * Brotli bytes of the drop-in, level 11. A ratchet: a change that makes something smaller lowers its number here, and the test
 * says when one stands too high.
 */
export const BUDGETS: Readonly<Record<string, number>> = {
  /** `wa-qr-login.js`: all that a page loads before the element is seen. */
  entry: 10_200,
  /** Transports, views, the adapter of one's own backend. */
  'when-seen': 10_380,
  encoder: 5_020,
  /** The largest of them. */
  'a language': 1_600,
  'green-api': 2_580,
  'z-api and plugchat': 2_410,
  'pictures of codes': 1_000,
  /** Entry, when-seen, English and encoder: all that is loaded for a QR code from one's own backend. */
  'to the first QR code': 26_850,
  /** `wa-qr-login.classic.js`: everything, in twelve languages. */
  classic: 41_300,
};

/** Of ALTCHA's own drop-in, measured in the same run. What the issue allows is 0.40; this was its goal. */
export const SHARE = 0.33;

/** So many bytes (or a fiftieth) below its budget something may be before that must be lowered: the hash in a name alone is worth ten. */
export const SLACK = 50;
