import type { Account } from './account.js';
import type { Target } from './dialect.js';

/** Whether a request, or the preflight of one, carries this header. */
export function hasHeader({ method, headers }: Request, name: string): boolean {
  if (method !== 'OPTIONS') return headers.has(name);
  const asked = headers.get('Access-Control-Request-Headers') ?? '';
  return asked
    .toLowerCase()
    .split(/\s*,\s*/)
    .includes(name);
}

/** The account with this token, for a gateway where nothing but the token says whose request it is. */
export function findByToken<Options extends object>(
  token: string | null,
  method: string,
  accounts: ReadonlyMap<string, Account<Options>>,
): Target<Options> | undefined {
  const account = [...accounts.values()].find((one) => one.token === token);
  return account && { account, method };
}
