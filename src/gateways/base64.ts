/** The most a picture may weigh, in characters of base64. The largest seen is Evolution API's, of about 15,000. */
export const IMAGE_LIMIT = 512_000;
/** The most characters that are looked at: twice the limit of a picture, since line breaks and escapes make it longer. */
const LONGEST = 1_200_000;

/**
 * Turns base64 as gateways send it into standard base64. It may have one or two `data:` prefixes, line breaks, the URL-safe
 * alphabet, percent escapes, a space in place of each `+` (as forms encode it), or no padding.
 */
export function unwrapBase64(text: string): string {
  if (text.length > LONGEST) return '';
  const lines = text.replace(/\\[rn]/g, '\n').split(/[\r\n]/);
  const line = lines.map((part) => part.trim()).join('');
  const bare = line
    .replace(/^(\s*data:[^,]*,)+\s*/i, '')
    .replace(/%2[bf]|%3d/gi, decodeURIComponent)
    .replace(/[- ]/g, '+')
    .replace(/_/g, '/')
    .replace(/=+$/, '');
  return bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
}
