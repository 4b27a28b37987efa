// #region usage
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
// #endregion
import { customerOf } from '../../../../session.js';
// #region usage

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});

export const dynamic = 'force-dynamic'; // No answer may be kept.
export { relay as GET, relay as OPTIONS, relay as POST };
// #endregion
