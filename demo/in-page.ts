import { backend, type Gateway } from '../src/gateways/index.js';
import type { WaQrLogin } from '../src/index.js';
import type { RelaySocket } from '../src/relay/index.js';
import { createSimulator, type ServerSocket } from '../src/simulator/index.js';
import { socketClass } from '../src/simulator/sockets.js';
import { Backend, gatewayAt } from './backend.js';
import { Network } from './network.js';
import type { Account, Order, Place, Simulation } from './simulation.js';

/** The address of the gateway. No such server exists: all requests to it stay within the page. */
const GATEWAY = 'https://gateway.example';
const LOGIN = /\/whatsapp\/login\/(\w+)$/;

const simulator = createSimulator();
const { fetch, WebSocket } = simulator;
const network = new Network();
const server = new Backend(LOGIN);

const toGateway = network.through({ fetch: readable, WebSocket });
const toBackend = network.through({
  fetch: (input, init) => server.relay(new Request(input, init)),
  WebSocket: socketClass((request) => Promise.resolve((end) => void server.relay.accept(relayEnd(end), request))),
});

/** The simulation of the static demo: the simulator and the backend in front of it run in the page, so no server is needed. */
export const simulation: Simulation = {
  network,
  hasOutside: false,
  open: (order) => Promise.resolve(open(order)),
  look: ({ instance }) => {
    const account = simulator.account(instance);
    if (!account) throw new Error(`There is no account ${instance}`);
    const { state, qr = null, calls, sockets } = account;
    return Promise.resolve({ state, qr, calls, sockets });
  },
  async act({ instance }, action, input = {}) {
    const init = { method: 'POST', body: JSON.stringify(input) };
    const answer = await fetch(`${GATEWAY}/_simulator/accounts/${instance}/${action}`, init);
    if (!answer.ok) throw new Error(`The simulator answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { result?: unknown }).result;
  },
  close({ instance }) {
    server.close(instance);
    simulator.remove(instance);
    return Promise.resolve();
  },
  connect(login, account, place) {
    login.gateway = place.isDirect ? direct(login, account, place) : relayed(login, account, place);
  },
};

function open({ script, token, isDirect }: Order): Account {
  const account = simulator.add(script);
  const { gateway, instance } = account;
  const told = token ?? account.token;
  server.open(instance, gateway, { backendUrl: GATEWAY, token: told, fetch, WebSocket });
  return { origin: GATEWAY, instance, ...(isDirect && { token: told }) };
}

/** Returns the gateway for a page that asks it directly, as a trusted internal page may: the credentials are in the page. */
function direct(login: WaQrLogin, account: Account, place: Place): Gateway {
  return gatewayAt(place.gateway, {
    backendUrl: GATEWAY,
    instance: place.instance || account.instance,
    token: place.token || account.token,
    clientToken: login.getAttribute('client-token') ?? undefined,
    authScheme: login.getAttribute('auth-scheme') ?? undefined,
    qrFormat: () => (login.getAttribute('qr-format') === 'image' ? 'image' : 'text'),
    ...toGateway,
  });
}

/** Returns the gateway for a page that asks a backend, as in a product: the page knows only the backend's address. */
function relayed(login: WaQrLogin, { instance }: Account, { sockets }: Place): Gateway {
  const { href } = new URL(`whatsapp/login/${instance}`, location.href);
  return backend({
    backendUrl: sockets ? href.replace(/^http/, 'ws') : href,
    credentials: login.credentials,
    headers: login.headers,
    ...toBackend,
  });
}

/** Refuses answers without CORS headers, which a browser would do if they came over the network. */
async function readable(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  if (!response.headers.has('Access-Control-Allow-Origin')) throw new TypeError('Failed to fetch');
  return response;
}

/** Wraps the simulator's end of a socket in the interface that the relay expects. */
function relayEnd(end: ServerSocket): RelaySocket {
  const events = new EventTarget();
  const socket = {
    readyState: 1,
    send: (text: string) => end.send(text),
    close: (code?: number, reason?: string) => end.close(code, reason),
    // The cast is safe, because the relay's listeners read less than the events hold.
    addEventListener: events.addEventListener.bind(events) as RelaySocket['addEventListener'],
  };
  end.onmessage = (data) => events.dispatchEvent(new MessageEvent('message', { data }));
  end.onclose = () => {
    socket.readyState = 3;
    events.dispatchEvent(new Event('close'));
  };
  return socket;
}
