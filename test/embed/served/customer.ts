// Not every app has the types of Node.
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

/**
 * Stands for the session of a product, which knows the customer's gateway and has given the page a token against forged requests. A real
 * session would hold neither credential.
 */
export function customerOf({ headers }: Request) {
  const [, instance, token] = /session=(\w+)-(\w+)/.exec(headers.get('cookie') ?? '') ?? [];
  if (!instance || headers.get('x-csrf-token') !== 'demo') return undefined;
  return { backendUrl: process.env['GATEWAY_URL'], instance, token };
}
