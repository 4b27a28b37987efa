import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import {
  DisconnectReason,
  jidDecode,
  makeWASocket,
  useMultiFileAuthState,
  type AuthenticationCreds,
  type ConnectionState,
} from 'baileys';
import pino from 'pino';
import { pushed } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler } from 'wa-qr-login/relay/node';
import { customerOf } from './session.js';

const { BAILEYS_FOLDER = 'baileys-auth', WHATSAPP_URL = 'wss://web.whatsapp.com/ws/chat', PORT = '3000' } = process.env;
const key = 'customer-1'; // In a product there is one of all this for each customer.
const gateway = pushed({ key, start, code });
const relay = createRelay({
  gateway: (request) => (customerOf(request, process.env) ? gateway : new Response(null, { status: 401 })), // Your session check.
  onLinked: ({ phone }) => console.log(`linked: ${phone ?? ''}`), // Record it in your database.
});

type Update = Parameters<typeof relay.push>[1];
let opening: Promise<ReturnType<typeof makeWASocket>> | undefined;
let standing: Update = { type: 'waiting' };
let qrEndsAt = 0;

/** Begins a login, unless one is under way, and says how it stands: a page may come, or come back, in the middle of a code. */
async function start(): Promise<Update> {
  await open();
  return standing.type === 'qr' ? { ...standing, expiresIn: (qrEndsAt - Date.now()) / 1000 } : standing;
}

/** WhatsApp gives a pairing code only to a client that could show a QR code. */
async function code(phone: string): Promise<string> {
  const socket = await open();
  if (standing.type !== 'qr') await socket.waitForConnectionUpdate(({ qr }) => Promise.resolve(Boolean(qr)), 10_000);
  return socket.requestPairingCode(phone);
}

/** There is one socket at a time. */
function open(): NonNullable<typeof opening> {
  opening ??= connect();
  opening.catch(() => (opening = undefined));
  return opening;
}

async function connect(): Promise<ReturnType<typeof makeWASocket>> {
  const { state, saveCreds } = await useMultiFileAuthState(BAILEYS_FOLDER);
  const socket = makeWASocket({ auth: state, waWebSocketUrl: WHATSAPP_URL, logger: pino({ level: 'silent' }) });
  socket.ev.on('creds.update', () => void saveCreds().catch(console.error));
  socket.ev.on('connection.update', (change) => void hear(change, state.creds).catch(console.error));
  return socket;
}

async function tell(update: Update): Promise<void> {
  standing = update;
  await relay.push(key, update).catch(console.error); // Rejects if onLinked does, which is called again when the page asks again.
}

async function hear(change: Partial<ConnectionState>, { me, account }: AuthenticationCreds): Promise<void> {
  const { connection, qr, isNewLogin, lastDisconnect } = change;
  if (qr) {
    const expiresIn = standing.type === 'qr' ? 20 : 60; // Baileys shows the first code for a minute.
    qrEndsAt = Date.now() + expiresIn * 1000;
    await tell({ type: 'qr', text: qr, expiresIn });
  }
  if (isNewLogin) await tell({ type: 'linking' }); // The code was scanned or typed.
  if (connection === 'open' && standing.type !== 'linked')
    await tell({ type: 'linked', account: { phone: jidDecode(me?.id)?.user ?? '' } });
  const { output } = (lastDisconnect?.error ?? {}) as { output?: { statusCode: DisconnectReason } };
  if (connection === 'close') await reconnectOrEnd(output?.statusCode, account !== undefined);
}

/** Baileys leaves it to the host to connect again: at once after a scan, later where the network was lost. */
async function reconnectOrEnd(status: DisconnectReason | undefined, isLinked: boolean): Promise<void> {
  opening = undefined;
  if (isLinked && status !== DisconnectReason.loggedOut) {
    setTimeout(() => void open().catch(console.error), status === DisconnectReason.restartRequired ? 0 : 5_000);
    return;
  }
  await rm(BAILEYS_FOLDER, { recursive: true, force: true }); // These keys will link nobody any more.
  await tell(standing.type === 'linked' ? { type: 'waiting' } : { type: 'expired' });
  standing = { type: 'waiting' };
}

const answer = toNodeHandler(relay);
const server = createServer((req, res) => void answer(req, res));
server.listen(Number(PORT), () => console.log(server.address()));
