/** No picture that fits is longer, however it is wrapped. */
const LONGEST = 1_200_000;

/**
 * Base64 as the standard has it, of what gateways make of it: with one `data:` prefix or two, in lines, in letters for URLs,
 * percent-encoded, with a blank for each `+`, as forms send it, or without padding.
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
