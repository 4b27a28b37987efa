import { Network } from './network.js';
import type { Account, Look, Place, Simulation } from './simulation.js';

/** The page's own way to the demo's server, which no network fault befalls. */
const ask = globalThis.fetch.bind(globalThis);
const network = new Network();
Object.assign(globalThis, network.through({ fetch: ask, WebSocket: globalThis.WebSocket }));

/** The simulator behind the demo's server: the element reaches it by its attributes alone. */
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
  // As a product does it: the page knows its backend and nothing else.
  if (!place.isDirect) return [['backend-url', backendUrl]];
  // For trusted internal pages: the credentials are in the page.
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
