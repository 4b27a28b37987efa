import { Network } from './network.js';
import type { Account, Look, Place, Simulation } from './simulation.js';

/** The unspoiled `fetch`, by which the page itself talks to the demo's server whatever network fault is on. */
const ask = globalThis.fetch.bind(globalThis);
const network = new Network();
Object.assign(globalThis, network.through({ fetch: ask, WebSocket: globalThis.WebSocket }));

/** The simulation that `npm start` serves: the simulator runs behind the demo's server, and attributes lead the element to it. */
export const simulation: Simulation = {
  network,
  hasOutside: true,
  open: async (order) => (await send('./accounts', { method: 'POST', body: JSON.stringify(order) })) as Account,
  look: async ({ instance }) => (await send(`./accounts/${instance}`)) as Look,
  async act({ origin, instance }, action, input = {}) {
    const init = { method: 'POST', body: JSON.stringify(input) };
    return ((await send(`${origin}/_simulator/accounts/${instance}/${action}`, init)) as { result?: unknown }).result;
  },
  async close({ instance }) {
    await send(`./accounts/${instance}`, { method: 'DELETE' });
  },
  connect(login, account, place) {
    for (const name of ['gateway', 'instance', 'token']) login.removeAttribute(name);
    for (const [name, value] of attributes(account, place)) login.setAttribute(name, value);
  },
};

function attributes(account: Account, place: Place): (readonly [name: string, value: string])[] {
  const backendUrl = place.backendUrl || (place.isDirect ? account.origin : backendOf(account, place));
  // The page knows only the address of its backend, like the page of a product.
  if (!place.isDirect) return [['backend-url', backendUrl]];
  // The page knows the credentials, like a trusted internal page.
  return [
    ['gateway', place.gateway],
    ['backend-url', backendUrl],
    ['instance', place.instance || account.instance],
    ['token', place.token || (account.token ?? '')],
  ];
}

function backendOf({ instance }: Account, { sockets }: Place): string {
  return `${sockets ? 'ws:' : 'http:'}//${location.host}/demo/login/${instance}`;
}

async function send(url: string, init?: RequestInit): Promise<unknown> {
  const response = await ask(url, init);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
  return response.json();
}
