import { qrDataUri, type QrStyle } from '../png.js';
import { json } from '../responses.js';
import type { EvolutionConnection, QrAnswer } from './connection.js';
import type { EvolutionAccount } from './options.js';

/** 364 × 364 px for a payload of 265 characters, as measured. */
const EVOLUTION_STYLE: QrStyle = { correction: 'H', margin: 3 };

export function stateBody({ instance }: EvolutionAccount, { state }: EvolutionConnection): unknown {
  return { instance: { instanceName: instance, state } };
}

/** Absent values are left out, as the gateway leaves them out. */
export function qrBody({ pairingCode, code, count }: QrAnswer): unknown {
  const base64 = code === undefined ? undefined : qrDataUri(code, EVOLUTION_STYLE);
  return { pairingCode, code, base64, count };
}

/** An instance as the gateway keeps it, its token among the rest. */
export function instanceBody(account: EvolutionAccount, { state, createdAt }: EvolutionConnection): unknown {
  const { instance, token, script } = account;
  const isLinked = account.state === 'linked';
  const at = new Date(createdAt).toISOString();
  const settings = { rejectCall: false, msgCall: '', groupsIgnore: false, alwaysOnline: false };
  return {
    id: `${instance}-id`,
    name: instance,
    connectionStatus: state,
    ownerJid: isLinked ? `${script.phone}@s.whatsapp.net` : null,
    // Known some time after the link only, as a script without a name has it.
    profileName: isLinked && script.name !== '' ? script.name : null,
    profilePicUrl: null,
    integration: 'WHATSAPP-BAILEYS',
    number: null,
    businessId: null,
    token,
    clientName: 'evolution',
    disconnectionReasonCode: null,
    disconnectionObject: null,
    disconnectionAt: null,
    createdAt: at,
    updatedAt: at,
    ...{ Chatwoot: null, Proxy: null, Rabbitmq: null, Nats: null, Sqs: null, Websocket: null },
    Setting: {
      id: `${instance}-setting`,
      ...settings,
      ...{ readMessages: false, readStatus: false, syncFullHistory: false, wavoipToken: '' },
      ...{ createdAt: at, updatedAt: at, instanceId: `${instance}-id` },
    },
    _count: { Message: 0, Contact: 0, Chat: 0 },
  };
}

const REASONS = { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found', 500: 'Internal Server Error' } as const;

/** The gateway's form of an error; its message is a list in most of them. */
export function refuse(status: keyof typeof REASONS, message: string | readonly string[]): Response {
  return json({ status, error: REASONS[status], response: { message } }, status);
}

export function unauthorized(): Response {
  return refuse(401, 'Unauthorized');
}

export function instanceMissing(instance: string): Response {
  return refuse(404, [`The "${instance}" instance does not exist`]);
}

export function noSuchRoute({ method, url }: Request): Response {
  return refuse(404, [`Cannot ${method} ${new URL(url).pathname}`]);
}

/** What 2.4 says to every call until somebody has registered it. */
export function licenseRequired({ url }: Request): Response {
  const register = `${new URL(url).origin}/manager/login`;
  const body = {
    error: 'service not activated',
    code: 'LICENSE_REQUIRED',
    register_url: register,
    instance_id: '00000000-0000-4000-8000-000000000000',
    docs_url: 'https://docs.evolutionfoundation.com.br/licensing',
    message: `This Evolution API instance is not activated. Open ${register} to register it.`,
  };
  return json(body, 503);
}
