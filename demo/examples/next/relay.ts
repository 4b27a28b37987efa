// #region usage
// relay.ts
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay, type Relay } from 'wa-qr-login/relay';
// #endregion
import { customerOf } from '../session.js';
// #region usage

/** Next.js bundles the page and the route apart, and both need the same relay. */
const shared = globalThis as { relay?: Relay };

export const relay = (shared.relay ??= createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
}));
// #endregion
