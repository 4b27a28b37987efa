import { qrDataUri } from '../png.js';
import { jsonResponse } from '../responses.js';
import type { UazapiInstance } from './instance.js';
import type { UazapiAccount } from './options.js';

/** The answer of `status`. */
export function statusBody(account: UazapiAccount, instance: UazapiInstance): unknown {
  return { instance: instanceBody(account, instance), status: connectionBody(account, instance) };
}

/** The answer of `connect`, which holds the same in another order. */
export function connectBody(account: UazapiAccount, instance: UazapiInstance): unknown {
  return { ...connectionBody(account, instance), instance: instanceBody(account, instance) };
}

function connectionBody({ script }: UazapiAccount, { client }: UazapiInstance): Readonly<Record<string, unknown>> {
  const { isLoggedIn } = client;
  const jid = isLoggedIn ? { user: script.phone, agent: 0, device: 7, server: 's.whatsapp.net' } : null;
  return { connected: isLoggedIn, loggedIn: isLoggedIn, jid };
}

/** An instance with all that the gateway knows of it, its token and the key of another service among the rest. */
function instanceBody({ instance: name, token, script }: UazapiAccount, instance: UazapiInstance): unknown {
  const { isLoggedIn } = instance.client;
  const { qr, paircode, status } = instance;
  return {
    id: `r${name}`,
    token,
    status,
    paircode,
    qrcode: qr === undefined ? '' : qrDataUri(qr),
    name,
    profileName: isLoggedIn ? script.name : '',
    profilePicUrl: '',
    isBusiness: false,
    plataform: isLoggedIn ? 'Android' : '',
    systemName: 'uazapiGO',
    owner: isLoggedIn ? script.phone : '',
    lastDisconnect: '',
    lastDisconnectReason: '',
    adminField01: `admin-field-of-${name}`,
    openai_apikey: `sk-of-${name}`,
    ...{ chatbot_enabled: false, chatbot_ignoreGroups: true, chatbot_stopConversation: '', chatbot_stopMinutes: 0 },
    created: '2026-01-24T14:00:00Z',
    updated: '2026-01-24T14:30:00Z',
    currentPresence: 'available',
  };
}

export function uazapiError(status: number, error: string): Response {
  return jsonResponse({ error }, status);
}

export function unknownToken(): Response {
  return uazapiError(401, 'instance info not found');
}
