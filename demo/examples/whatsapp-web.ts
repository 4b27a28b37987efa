import type { EventEmitter } from 'node:events';
import type { Relay } from 'wa-qr-login/relay';

/** What is needed of a `Client` of whatsapp-web.js. */
export interface WebClient extends EventEmitter {
  readonly info?: { readonly wid: { readonly user: string }; readonly pushname?: string };
  initialize(): Promise<void>;
}

/** Hands the events of whatsapp-web.js to the relay, whose gateway is `pushed({ key, start: () => void client.initialize() })`. */
export function tellRelay(client: WebClient, relay: Relay, key: string): void {
  let codes = 0;
  const push = (...[update]: [Parameters<Relay['push']>[1]]) => void relay.push(key, update).catch(console.error);
  client.on('qr', (text: string) => push({ type: 'qr', text, expiresIn: codes++ === 0 ? 60 : 20 }));
  client.on('code', (code: string) => push({ type: 'code', code, expiresIn: 150 }));
  client.on('authenticated', () => push({ type: 'linking' }));
  client.on('ready', () => {
    const { wid, pushname } = client.info ?? { wid: { user: '' } };
    push({ type: 'linked', account: { phone: wid.user, ...(pushname && { name: pushname }) } });
  });
  client.on('auth_failure', () => push({ type: 'error', code: 'logout-required' }));
  client.on('disconnected', () => {
    codes = 0;
    push({ type: 'expired', reason: 'gateway' });
  });
}
