// #region usage
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
// #endregion
import { customerOf } from '../../../src/customer';
// #region usage

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});

export default defineEventHandler((event) => relay(toWebRequest(event)));
// #endregion
