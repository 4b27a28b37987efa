// #region object
import { DurableObject } from 'cloudflare:workers';
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay, type Relay } from 'wa-qr-login/relay';
import { toDurableObjectHandler } from 'wa-qr-login/relay/durable-object';
// #endregion
import { customerOf } from '../session.js';
// #region object

type Update = Parameters<Relay['push']>[1];
type Login = Pick<WhatsAppLogin, 'fetch' | 'push'>;
type Environment = Record<string, string> & { readonly LOGIN: { getByName(name: string): Login } };

/** There is one for each customer, wherever in the world the pages are, so that they share one login with the gateway. */
export class WhatsAppLogin extends DurableObject<Environment> {
  readonly #relay = createRelay({
    gateway: (request) => {
      const customer = customerOf(request, this.env);
      return customer ? { ...greenApi(customer), key: customer.instance ?? '' } : new Response(null, { status: 401 });
    },
    onLinked: async (account, { key }) => {
      const body = JSON.stringify({ customer: key, account });
      const { ok } = await fetch(this.env['RECORD_URL'] ?? '', { method: 'POST', body }); // Or into your database.
      if (!ok) throw new Error('Not recorded');
    },
  });
  readonly #answer = toDurableObjectHandler(this.#relay);

  fetch(request: Request): Promise<Response> {
    return this.#answer(request);
  }

  push(customer: string, update: Update): Promise<void> {
    return this.#relay.push(customer, update);
  }
}

export default {
  async fetch(request: Request, env: Environment): Promise<Response> {
    // #endregion
    if (new URL(request.url).pathname === '/whatsapp/webhook') return hearWebhook(request, env);
    // #region object
    const customer = customerOf(request, env); // Your session check.
    if (!customer?.instance) return new Response(null, { status: 401 });
    return env.LOGIN.getByName(customer.instance).fetch(request);
  },
};
// #endregion

/** Green API sends the token that you have set as `webhookUrlToken`. After a 500 it sends the same again. */
async function hearWebhook(request: Request, env: Environment): Promise<Response> {
  if (request.headers.get('authorization') !== `Bearer ${env['WEBHOOK_TOKEN']}`)
    return new Response(null, { status: 401 });
  const body: { instanceData?: { idInstance?: number } } = await request.json();
  const [customer, update] = [String(body.instanceData?.idInstance), greenApi.readWebhook(body)];
  const told = update ? env.LOGIN.getByName(customer).push(customer, update) : Promise.resolve();
  return told.then(
    () => new Response(),
    () => new Response(null, { status: 500 }), // It could not be recorded.
  );
}
