/** ITU-T E.164 allows at most 15 digits. No country has phone numbers of fewer than 8 digits, country code included. */
const PHONE = /^\d{8,15}$/;

/**
 * Returns the digits of a phone number as people type it, with spaces, brackets, dots, slashes, dashes, `+` or `00`.
 * Returns undefined if the result is no phone number.
 */
export function toPhoneNumber(phone: string): string | undefined {
  const digits = phone.replace(/[\s().+/-]/g, '').replace(/^00/, '');
  return PHONE.test(digits) ? digits : undefined;
}
