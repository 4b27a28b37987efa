import { elapse } from '../clock.js';
import type { Call } from '../dialect.js';
import { json } from '../responses.js';
import { instanceBody, noSuchRoute, qrBody, refuse, stateBody } from './bodies.js';
import { connectionOf } from './connection.js';
import type { EvolutionOptions } from './options.js';

export type EvolutionCall = Call<EvolutionOptions>;

interface Method {
  readonly verb: 'GET' | 'POST' | 'DELETE';
  respond(call: EvolutionCall): Response | Promise<Response>;
}

const METHODS: Readonly<Record<string, Method>> = {
  connect: { verb: 'GET', respond: (call) => connect(call, new URL(call.request.url).searchParams.has('number')) },
  connectionState: { verb: 'GET', respond: ({ account }) => json(stateBody(account, connectionOf(account))) },
  fetchInstances: { verb: 'GET', respond: ({ account }) => json([instanceBody(account, connectionOf(account))]) },
  logout: { verb: 'DELETE', respond: logOut },
  restart: { verb: 'POST', respond: restart },
};

export function respond(call: EvolutionCall): Response | Promise<Response> {
  const method = Object.hasOwn(METHODS, call.method) ? METHODS[call.method] : undefined;
  return method?.verb === call.request.method ? method.respond(call) : noSuchRoute(call.request);
}

/** Starts a login in `close`, and only there takes the number; its answer is the QR code, or the state of a linked account. */
export async function connect({ account, clock, signal }: EvolutionCall, hasNumber: boolean): Promise<Response> {
  const connection = connectionOf(account);
  if (connection.state === 'open') return json(stateBody(account, connection));
  if (connection.state === 'connecting') return json(qrBody(connection.qrAnswer));
  connection.start(hasNumber);
  await elapse(clock, account.script.connectDelay, signal);
  const { code, ...bare } = connection.qrAnswer;
  const isBare = code === undefined || (hasNumber && account.script.firstCodeBody === 'bare');
  return json(qrBody(isBare ? bare : { ...bare, code }));
}

/** While it connects, the answer is the QR code from before the restart. In `close` it fails, and says so with a 200. */
function restart({ account }: EvolutionCall): Response {
  const connection = connectionOf(account);
  if (connection.state === 'close') return json({ error: true, message: '[object Object]' });
  if (connection.state === 'open') return json(stateBody(account, connection));
  const before = qrBody(connection.qrAnswer);
  connection.restart();
  return json(before);
}

function logOut({ account }: EvolutionCall): Response {
  const connection = connectionOf(account);
  if (connection.state === 'close' && account.script.evolutionVersion === '2.3')
    return refuse(400, [`The "${account.instance}" instance is not connected`]);
  connection.logOut();
  return json({ status: 'SUCCESS', error: false, response: { message: 'Instance logged out' } });
}
