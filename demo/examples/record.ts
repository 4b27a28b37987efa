import { greenApi } from 'wa-qr-login/gateways';
import { createRelay, type Relay } from 'wa-qr-login/relay';
import { customerOf, type Customer } from './session.js';

/** Stands for what a product has already. */
export interface Product {
  readonly database: { saveNumber(key: string | undefined, phone: string | undefined): Promise<void> };
  readonly log: { info(entry: object): void };
}

/** A relay that records who is linked. Its key is the customer's, and not the adapter's, which contains credentials. */
export function createRecordingRelay({ database, log }: Product): Relay {
  // #region linked
  // #region record
  const relay = createRelay({
    gateway(request) {
      const customer = customerOf(request, process.env); // Your session check.
      return customer ? { ...greenApi(customer), key: customer.id } : new Response(null, { status: 401 });
    },
    onLinked: (account, { key }) => database.saveNumber(key, account.phone),
    // #endregion
    onUpdate: ({ key, status, previous }) => log.info({ key, status, previous }),
    // #region record
  });
  // #endregion
  // #endregion
  return relay;
}

/** What the webhook of a gateway calls, once it has checked who sent the news. */
export async function tellLinked(relay: Relay, customer: Customer): Promise<void> {
  // #region push
  await relay.push(customer.id, { type: 'linked', account: { phone: '5511999999999' } });
  // #endregion
}
