export interface Customer {
  readonly id: string;
  readonly backendUrl: string | undefined;
  readonly instance: string | undefined;
  readonly token: string | undefined;
}

/** Stands for what a product has already: the session of the customer, and the address and credentials of that customer's gateway. */
export function customerOf(request: Request, env: Record<string, string | undefined>): Customer | undefined {
  if (!/\bsession=demo\b/.test(request.headers.get('cookie') ?? '')) return undefined;
  return { id: 'demo', backendUrl: env['GATEWAY_URL'], instance: env['GATEWAY_INSTANCE'], token: env['GATEWAY_TOKEN'] };
}
