import { createServer } from 'node:http';
import { DisconnectReason, makeWASocket, useMultiFileAuthState, type ConnectionState } from 'baileys';
import pino from 'pino';
import { pushed } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { toNodeHandler } from 'wa-qr-login/relay/node';
import { customerOf } from './session.js';

const { BAILEYS_FOLDER = 'baileys-auth', WHATSAPP_URL = 'wss://web.whatsapp.com/ws/chat', PORT = '3000' } = process.env;
const key = 'customer-1'; // In a product: one socket, one folder and one key for each customer.
const gateway = pushed({ key, start });
const relay = createRelay({
  gateway: (request) => (customerOf(request, process.env) ? gateway : new Response(null, { status: 401 })), // Your session check.
  onLinked: ({ phone }) => console.log(`linked: ${phone ?? ''}`), // Record it in your database.
});
const answer = toNodeHandler(relay);

let socket: ReturnType<typeof makeWASocket> | undefined;
let codes = 0;

async function start(): Promise<void> {
  if (socket) return;
  const { state, saveCreds } = await useMultiFileAuthState(BAILEYS_FOLDER);
  socket = makeWASocket({ auth: state, waWebSocketUrl: WHATSAPP_URL, logger: pino({ level: 'silent' }) });
  socket.ev.on('creds.update', () => void saveCreds());
  socket.ev.on('connection.update', (change) => void tell(change));
}

async function tell({ connection, qr, lastDisconnect }: Partial<ConnectionState>): Promise<void> {
  if (qr) await relay.push(key, { type: 'qr', text: qr, expiresIn: codes++ === 0 ? 60 : 20 });
  if (connection === 'open') {
    const { id = '', name } = socket?.user ?? {};
    await relay.push(key, { type: 'linked', account: { phone: id.split(':')[0] ?? '', ...(name && { name }) } });
  }
  if (connection !== 'close') return;
  [socket, codes] = [undefined, 0];
  const error = lastDisconnect?.error as { output?: { statusCode?: number } } | undefined;
  const status = error?.output?.statusCode;
  if (status === DisconnectReason.restartRequired) await relay.push(key, { type: 'linking' }).then(start);
  else await relay.push(key, { type: 'expired', reason: 'gateway' });
}

const server = createServer((req, res) => void answer(req, res));
server.listen(Number(PORT), () => console.log(server.address()));
