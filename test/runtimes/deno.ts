import type { RelaySocket } from '../../src/relay/index.js';
import { host } from './host.js';

interface DenoPlatform {
  readonly args: readonly string[];
  serve(options: object, answer: (request: Request) => Promise<Response> | Response): void;
  upgradeWebSocket(request: Request): { socket: RelaySocket; response: Response };
}

const { Deno: deno } = globalThis as unknown as { Deno: DenoPlatform };
const relay = host(deno.args[0] ?? '');
const onListen = ({ port }: { port: number }): void => console.log(JSON.stringify({ http: port, sockets: port }));

deno.serve({ port: 0, hostname: '127.0.0.1', onListen }, (request) => {
  if (request.headers.get('upgrade') !== 'websocket') return relay(request);
  const copy = request.clone(); // the upgrade takes the request away
  const { socket, response } = deno.upgradeWebSocket(request);
  void relay.accept(socket, copy);
  return response;
});
