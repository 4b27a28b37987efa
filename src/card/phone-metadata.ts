import {
  AsYouType,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/min';
import { toAsciiDigits } from '../login/phone-number.js';

// A chunk of its own, since it is as large as all the rest: the countries' ways to number their phones. The form works without.

/** What can be said of a number that is being typed. */
export interface NumberReading {
  /** What is wrong with it. */
  readonly problem?: 'short' | 'long' | 'invalid';
  /** All of it, country code first, and as people write it. */
  readonly digits?: string;
  readonly shown?: string;
  /** ISO 3166. */
  readonly country: string | undefined;
  /** It is as long as a number of the country, but none of those that are known to exist. */
  readonly doubted?: boolean;
}

/** Reads a number as people type it in their own country or with a country code; nothing, where there are no digits yet. */
export function readNumber(typed: string, country: string | undefined): NumberReading | undefined {
  const text = toDialled(typed);
  if (!/\d/.test(text)) return undefined;
  const home = supported(country);
  const number = parseNumber(text, home);
  if (!number) return { problem: 'invalid', country: home };
  const where = number.country ?? number.getPossibleCountries()[0] ?? home;
  if (!number.isPossible()) return { problem: problemOf(number), country: where };
  return {
    digits: number.number.slice(1),
    shown: number.formatInternational(),
    country: where,
    doubted: !number.isValid(),
  };
}

/** The number as far as it is typed, in the groups of its country. */
export function formatNumber(typed: string, country: string | undefined): string {
  return new AsYouType(supported(country)).input(toDialled(typed));
}

export function callingCode(country: string | undefined): string | undefined {
  const home = supported(country);
  return home && `+${getCountryCallingCode(home)}`;
}

/** What is copied from an address book may hold marks of direction and of width; `00` is how most of the world dials abroad. */
function toDialled(typed: string): string {
  const text = typed.normalize('NFKC').replace(/\p{Cf}/gu, '');
  return toAsciiDigits(text)
    .replace(/^\s*tel:/i, '')
    .replace(/^\s*00/, '+');
}

function supported(country: string | undefined): CountryCode | undefined {
  return country && isSupportedCountry(country) ? country : undefined;
}

/** As a number of the country; else, as one that has its country code but no plus; else, as what is wrong with the former. */
function parseNumber(text: string, home: CountryCode | undefined): PhoneNumber | undefined {
  const national = parsePhoneNumberFromString(
    text,
    home ? { defaultCountry: home, extract: false } : { extract: false },
  );
  if (national?.isValid() || text.trim().startsWith('+')) return national;
  const international = parsePhoneNumberFromString(`+${text}`, { extract: false });
  return international?.isValid() ? international : (national ?? international);
}

function problemOf({ number }: PhoneNumber): 'short' | 'long' | 'invalid' {
  const problem = validatePhoneNumberLength(number);
  return problem === 'TOO_SHORT' ? 'short' : problem === 'TOO_LONG' ? 'long' : 'invalid';
}
