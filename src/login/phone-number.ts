/** E.164: at most 15 digits; no country numbers its phones with fewer than 8, country code included. */
const PHONE = /^\d{8,15}$/;

/** The digits of a number as people type it, or nothing: spaces, brackets, dashes, `+` and `00` are theirs. */
export function toPhoneNumber(phone: string): string | undefined {
  const digits = phone.replace(/[\s().+/-]/g, '').replace(/^00/, '');
  return PHONE.test(digits) ? digits : undefined;
}
