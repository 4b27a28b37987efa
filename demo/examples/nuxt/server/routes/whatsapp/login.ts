import { defineEventHandler, toWebRequest } from 'h3';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { customerOf } from '../../../../session.js';

const relay = createRelay({
  gateway(request) {
    const customer = customerOf(request, process.env); // Your session check.
    return customer ? greenApi(customer) : new Response(null, { status: 401 });
  },
});

export default defineEventHandler((event) => relay(toWebRequest(event)));
