import { qrDataUri, type QrStyle } from '../png.js';
import { jsonResponse } from '../responses.js';
import type { EvolutionConnection, QrAnswer } from './connection.js';
import type { EvolutionAccount } from './options.js';

/** This makes a picture of 364 × 364 px of a payload of 265 characters, as Evolution API 2.3.7 does (measured). */
const EVOLUTION_STYLE: QrStyle = { correction: 'H', margin: 3 };

export function stateBody({ instance }: EvolutionAccount, { state }: EvolutionConnection): unknown {
  return { instance: { instanceName: instance, state } };
}

/** The body of an answer with codes. JSON leaves out what is undefined, and so does the gateway. */
export function qrBody({ pairingCode, code, count }: QrAnswer): unknown {
  const base64 = code === undefined ? undefined : qrDataUri(code, EVOLUTION_STYLE);
  return { pairingCode, code, base64, count };
}

/** An instance as `fetchInstances` lists it. The gateway gives away the token here. */
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
    // The gateway learns the name some time after the link; an empty name in the script stands for the time before.
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

/** An error in the gateway's form. In most errors the message is a list. */
export function evolutionError(status: keyof typeof REASONS, message: string | readonly string[]): Response {
  return jsonResponse({ status, error: REASONS[status], response: { message } }, status);
}

export function wrongKey(): Response {
  return evolutionError(401, 'Unauthorized');
}

export function instanceMissing(instance: string): Response {
  return evolutionError(404, [`The "${instance}" instance does not exist`]);
}

export function noSuchRoute({ method, url }: Request): Response {
  return evolutionError(404, [`Cannot ${method} ${new URL(url).pathname}`]);
}

/** What version 2.4 answers to every call until somebody has registered the installation. */
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
  return jsonResponse(body, 503);
}
