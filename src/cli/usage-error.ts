/** The program was called with words that it cannot follow. */
export class UsageError extends Error {
  override name = 'UsageError';
}
