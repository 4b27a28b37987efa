import type { PasskeyChallenge } from '../login/login.js';
import { isObject } from './read.js';

/** The most text that is taken of a field. A challenge has some 50 characters, and a key's identifier at most 1,364. */
const LONGEST = 1_500;
/** A person has a few passkeys for one site. */
const MOST_KEYS = 64;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST;

/**
 * WebAuthn's request, field by field: it goes to the page, so nothing else of an answer may pass with it. `undefined`: it is none.
 * Keys: https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialrequestoptionsjson
 */
export function toChallenge(value: unknown): PasskeyChallenge | undefined {
  // Some wrap it, as `navigator.credentials.get()` wants it.
  const request = isObject(value) && isObject(value['publicKey']) ? value['publicKey'] : value;
  if (!isObject(request) || !isText(request['challenge'])) return undefined;
  const { challenge, timeout, rpId, allowCredentials, userVerification } = request;
  return {
    challenge,
    ...(typeof timeout === 'number' && { timeout }),
    ...(isText(rpId) && { rpId }),
    ...(Array.isArray(allowCredentials) && {
      allowCredentials: allowCredentials.slice(0, MOST_KEYS).flatMap((key: unknown) => toKey(key) ?? []),
    }),
    ...(isText(userVerification) && { userVerification }),
  };
}

function toKey(value: unknown): PasskeyChallenge | undefined {
  if (!isObject(value) || !isText(value['id'])) return undefined;
  const { id, type, transports } = value;
  return {
    id,
    type: isText(type) ? type : 'public-key',
    ...(Array.isArray(transports) && { transports: transports.filter(isText) }),
  };
}
