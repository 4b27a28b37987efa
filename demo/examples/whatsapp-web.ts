import { once, type EventEmitter } from 'node:events';
import { pushed } from 'wa-qr-login/gateways';
import { createRelay, type Relay, type RelayOptions } from 'wa-qr-login/relay';

/** What is used of a `Client` of whatsapp-web.js, 1.34. */
export interface WhatsAppWebClient extends EventEmitter {
  readonly info?:
    { readonly wid: { readonly user: string; readonly server: string }; readonly pushname?: string } | undefined;
  initialize(): Promise<void>;
  requestPairingCode(phone: string, showNotification?: boolean, intervalMs?: number): Promise<string>;
  cancelPairingCode(): Promise<void>;
}

/** The client asks for another code every three minutes, and so rings the phone again. Here that is the person's to decide. */
const NEVER = 2 ** 31 - 1;

/** A relay for one client, `new Client({ authStrategy: new LocalAuth({ clientId: key }) })`. `isGuest`: your session check. */
export function relayFor(
  client: WhatsAppWebClient,
  key: string,
  isGuest: (request: Request) => boolean,
  onLinked: RelayOptions['onLinked'],
): Relay {
  type Update = Parameters<Relay['push']>[1];
  let standing: Update = { type: 'waiting' };
  let shownAt = 0;
  let isStarted = false;
  let hasCode = false;
  const gateway = pushed({ key, start, code });
  const relay = createRelay({
    gateway: (request) => (isGuest(request) ? gateway : new Response(null, { status: 401 })),
    onLinked,
  });

  /** Begins a login, unless one is under way, and says how it stands: a page may come, or come back, in the middle of a code. */
  async function start(): Promise<Update> {
    if (hasCode) await client.cancelPairingCode();
    hasCode = false;
    begin();
    if (standing.type !== 'qr') return standing;
    return { ...standing, expiresIn: (standing.expiresIn ?? 0) - (Date.now() - shownAt) / 1000 };
  }

  function begin(): void {
    if (isStarted) return;
    isStarted = true;
    client.initialize().catch(() => end({ type: 'error', code: 'unavailable' }));
  }

  /** The browser has to show a QR code before it can be asked for a pairing code. */
  async function code(phone: string, signal: AbortSignal): Promise<string> {
    begin();
    if (standing.type !== 'qr')
      await once(client, 'qr', { signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]) });
    hasCode = true;
    return client.requestPairingCode(phone, true, NEVER);
  }

  function tell(update: Update): void {
    [standing, shownAt] = [update, Date.now()];
    relay.push(key, update).catch(console.error); // Rejects if onLinked does, which is called again when the page asks again.
  }

  function end(update: Update): void {
    isStarted = hasCode = false;
    tell(update);
    standing = { type: 'waiting' };
  }

  // The first code of a login is renewed after a minute, each later one after 20 s.
  client.on('qr', (text: string) => tell({ type: 'qr', text, expiresIn: standing.type === 'qr' ? 20 : 60 }));
  for (const name of ['loading_screen', 'authenticated'])
    client.on(name, () => {
      if (standing.type !== 'linked') tell({ type: 'linking' });
    });
  client.on('ready', () => {
    const { wid, pushname } = client.info ?? { wid: { user: '', server: '' } };
    // Where WhatsApp hides the number, `user` is another one (`lid`).
    const phone = wid.server === 'c.us' ? { phone: wid.user } : {};
    if (standing.type !== 'linked')
      tell({ type: 'linked', account: { ...phone, ...(pushname && { name: pushname }) } });
  });
  client.on('auth_failure', () => end({ type: 'error', code: 'logout-required' }));
  client.on('disconnected', (reason: string) => {
    end(standing.type === 'linked' ? { type: 'waiting' } : { type: 'expired' });
    isStarted = reason === 'LOGOUT'; // Then the client itself goes on to the next QR code.
  });
  // With RemoteAuth: until now the link would not survive the end of this process.
  client.on('remote_session_saved', () => console.log('The session is saved'));
  return relay;
}
