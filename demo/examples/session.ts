/** Stands for what a product has already: the session of the customer, and the address and credentials of that customer's gateway. */
export function customerOf(
  request: Request,
  env: Record<string, string | undefined>,
): { backendUrl: string | undefined; instance: string | undefined; token: string | undefined } | undefined {
  if (!/\bsession=demo\b/.test(request.headers.get('cookie') ?? '')) return undefined;
  return { backendUrl: env['GATEWAY_URL'], instance: env['GATEWAY_INSTANCE'], token: env['GATEWAY_TOKEN'] };
}
