import { toDurableObjectHandler } from '../../src/relay/durable-object/index.js';
import type { Relay } from '../../src/relay/index.js';
import { host } from './host.js';

interface Environment {
  readonly SIMULATOR: string;
  readonly LOGIN: {
    idFromName(name: string): unknown;
    get(id: unknown): { fetch(request: Request): Promise<Response> };
  };
}

let shared: Relay | undefined;

export default {
  fetch(request: Request, { SIMULATOR, LOGIN }: Environment, context: object): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (request.headers.get('upgrade') === 'websocket') return LOGIN.get(LOGIN.idFromName(pathname)).fetch(request);
    return (shared ??= host(SIMULATOR))(request, context);
  },
};

/** A worker may not write to the socket of another request; an object may, and all sockets of a login meet in one. */
export class Login {
  readonly #answer: (request: Request) => Promise<Response>;

  constructor(_: unknown, { SIMULATOR }: Environment) {
    this.#answer = toDurableObjectHandler(host(SIMULATOR));
  }

  fetch(request: Request): Promise<Response> {
    return this.#answer(request);
  }
}
