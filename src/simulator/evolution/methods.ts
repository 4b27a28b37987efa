import { elapse } from '../clock.js';
import type { Call } from '../dialect.js';
import { jsonResponse } from '../responses.js';
import { instanceBody, noSuchRoute, qrBody, evolutionError, stateBody } from './bodies.js';
import { connectionOf } from './connection.js';
import type { EvolutionOptions } from './options.js';

export type EvolutionCall = Call<EvolutionOptions>;

interface EvolutionMethod {
  readonly verb: 'GET' | 'POST' | 'DELETE';
  respond(call: EvolutionCall): Response | Promise<Response>;
}

const EVOLUTION_METHODS: Readonly<Record<string, EvolutionMethod>> = {
  connect: {
    verb: 'GET',
    respond: (call) => respondToConnect(call, new URL(call.request.url).searchParams.has('number')),
  },
  connectionState: { verb: 'GET', respond: ({ account }) => jsonResponse(stateBody(account, connectionOf(account))) },
  fetchInstances: {
    verb: 'GET',
    respond: ({ account }) => jsonResponse([instanceBody(account, connectionOf(account))]),
  },
  logout: { verb: 'DELETE', respond: respondToLogout },
  restart: { verb: 'POST', respond: respondToRestart },
};

export function respondAsEvolution(call: EvolutionCall): Response | Promise<Response> {
  const method = Object.hasOwn(EVOLUTION_METHODS, call.method) ? EVOLUTION_METHODS[call.method] : undefined;
  return method?.verb === call.request.method ? method.respond(call) : noSuchRoute(call.request);
}

/**
 * Answers with the codes, or with the state of a linked account. Only in `close` does it start a login and heed the
 * number.
 */
export async function respondToConnect(
  { account, clock, signal }: EvolutionCall,
  hasNumber: boolean,
): Promise<Response> {
  const connection = connectionOf(account);
  if (connection.state === 'open') return jsonResponse(stateBody(account, connection));
  if (connection.state === 'connecting') return jsonResponse(qrBody(connection.qrAnswer));
  connection.start(hasNumber);
  await elapse(clock, account.script.connectDelay, signal);
  const { code, ...bare } = connection.qrAnswer;
  const isBare = code === undefined || (hasNumber && account.script.firstCodeBody === 'bare');
  return jsonResponse(qrBody(isBare ? bare : { ...bare, code }));
}

/**
 * While connecting, the answer holds the QR code from before the restart. In `close` a restart fails, with the status
 * 200.
 */
function respondToRestart({ account }: EvolutionCall): Response {
  const connection = connectionOf(account);
  if (connection.state === 'close') return jsonResponse({ error: true, message: '[object Object]' });
  if (connection.state === 'open') return jsonResponse(stateBody(account, connection));
  const before = qrBody(connection.qrAnswer);
  connection.restart();
  return jsonResponse(before);
}

function respondToLogout({ account }: EvolutionCall): Response {
  const connection = connectionOf(account);
  if (connection.state === 'close' && account.script.evolutionVersion === '2.3')
    return evolutionError(400, [`The "${account.instance}" instance is not connected`]);
  connection.logOut();
  return jsonResponse({ status: 'SUCCESS', error: false, response: { message: 'Instance logged out' } });
}
