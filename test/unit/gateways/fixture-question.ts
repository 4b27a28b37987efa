import { backend } from '../../../src/gateways/backend.js';
import type { Gateway, Platform } from '../../../src/gateways/gateway.js';
import { adapterLoader } from '../../../src/gateways/registry.js';

// What a fixture is and how its question is put, for tests in Node and in browsers.

/** One answer of a gateway, as it was recorded or as documents and public clients have it. */
export interface FixtureAnswer {
  /** 200 where it is not said. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is the text as it came; all else is JSON. */
  readonly body: unknown;
}

/** What a question to an adapter becomes, by the answers that its gateway gives meanwhile. */
export interface Fixture extends FixtureAnswer {
  /** The question; `frame`: none, since it came over a socket. */
  readonly request: 'qr' | 'state' | 'start' | 'resume' | 'code' | 'restart' | 'account' | 'frame';
  /** The answers after the first; the gateway must be asked for each of them, and for no other. */
  readonly then?: readonly FixtureAnswer[];
  /** What the gateway is asked, in order: `GET /path?query`. */
  readonly asked?: readonly string[];
  /** A LoginUpdate, an account, `null` for no news, or `{ error }` for what is thrown. */
  readonly expected: unknown;
}

export function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

const SETTINGS = {
  backendUrl: 'https://gateway.test',
  instance: '1101',
  token: 'secret',
  clientToken: 'F1a2b3secret',
};

/** The gateway of that name, with credentials that contain the word `secret`. */
export async function createGateway(name: string, platform: Platform): Promise<Gateway> {
  if (name === 'backend') return backend({ backendUrl: SETTINGS.backendUrl, ...platform });
  const create = await adapterLoader(name)?.('');
  if (!create) throw new Error(`No gateway is called ${name}`);
  return create({ ...SETTINGS, ...platform });
}

/** Asks one question. */
export function askGateway(g: Gateway, { request, body }: Fixture): Promise<unknown> | undefined {
  const { signal } = new AbortController();
  if (request === 'code') return g.code?.('5511999999999', signal);
  if (request === 'frame') return g.socket?.read(textOf(body), signal);
  return g[request]?.(signal);
}
