/** E.164: at most 15 digits, the first of them no 0; no country's numbers have fewer than 8, its calling code included. */
const E164 = /^[1-9]\d{7,14}$/;
/** What a number is wrapped in where it was copied: links of WhatsApp and of phones, and the identifiers of accounts. */
const LINK =
  /^\s*(?:tel:|(?:https?:\/\/)?(?:wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?(?:.*&)?phone=)|whatsapp:\/\/send\/?\?(?:.*&)?phone=)/i;
/** The end of an address or an identifier, such as `?text=…`, `;ext=5` or `:8@s.whatsapp.net`. */
const TAIL = /[?&;#,].*$|(?::\d+)?@(?:c\.us|s\.whatsapp\.net)\s*$/s;
/** The trunk zero that is dialled within a country only, as in `+49 (0) 170`. */
const TRUNK_ZERO = /[([]\s*0\s*[)\]]/;

/**
 * The digits of a number with its country code, or nothing where it cannot be one. Takes a number as people type and paste it:
 * digits of any script, with or without `+` or `00`, and with any marks, spaces and dashes around them. A number that begins
 * with a single 0 lacks its country code, and asking for it would ring a stranger.
 */
export function toPhoneNumber(input: unknown): string | undefined {
  // A minus in a text is a dash that was pasted; of a number it is a mistake, as a fraction is.
  const isWhole = typeof input === 'number' && input % 1 === 0 && input > 0;
  if (typeof input !== 'string' && !isWhole) return undefined;
  const text = String(input)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(LINK, '+')
    .replace(TAIL, '');
  if (/\p{L}/u.test(text)) return undefined; // letters stand for digits in some countries
  const digits = toAsciiDigits(text).replace(TRUNK_ZERO, '').replace(/\D/g, '').replace(/^00/, '');
  return E164.test(digits) ? digits : undefined;
}

/** Unicode has the ten digits of each script side by side, so a digit's value is how many digits stand before it. */
export function toAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const codePoint = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - value - 1))) value++;
    return String(value % 10);
  });
}
