import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { backend } from '../../../src/gateways/backend.js';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { greenApi } from '../../../src/gateways/green-api.js';
import { plugChat } from '../../../src/gateways/plugchat.js';
import { zApi } from '../../../src/gateways/z-api.js';
import { LoginError } from '../../../src/login/login-error.js';

/** One answer of a gateway, as its documents or public clients have it. */
interface Fixture {
  /** The question it answers; `frame`: it came over a socket. */
  readonly request: 'qr' | 'state' | 'code' | 'account' | 'frame';
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is the text as it came; all else is JSON. */
  readonly body: unknown;
  /** The body that answers the question this one leads to; without it there must be none. */
  readonly then?: unknown;
  /** A LoginUpdate, an account, `null` for no news, or `{ error }` for what is thrown. */
  readonly expected: unknown;
}

const gateways: Readonly<Record<string, (answer: typeof fetch) => Gateway>> = {
  'green-api': (answer) => greenApi({ instance: '1101', token: 'secret', fetch: answer }),
  'z-api': (answer) => zApi({ instance: '3A', token: 'secret', clientToken: 'F1a2b3secret', fetch: answer }),
  plugchat: (answer) => plugChat({ token: 'secret', fetch: answer }),
  backend: (answer) => backend({ backendUrl: 'https://host/login', fetch: answer }),
};

const folder = new URL('../../fixtures/', import.meta.url);

function read(path: string): Fixture {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Fixture;
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Answers with the fixture, then with what follows it, and counts. */
function answering({ status, headers, body, then }: Fixture): { fetch: typeof fetch; asked: () => number } {
  const answers = [new Response(textOf(body), { status: status === 101 ? 200 : status, ...(headers && { headers }) })];
  if (then !== undefined) answers.push(new Response(textOf(then)));
  let asked = 0;
  return {
    asked: () => asked,
    fetch: () => {
      const answer = answers[asked++];
      return answer ? Promise.resolve(answer) : Promise.reject(new Error('One question too many'));
    },
  };
}

function ask(g: Gateway, { request, body }: Fixture): Promise<unknown> | undefined {
  const { signal } = new AbortController();
  switch (request) {
    case 'code':
      return g.code?.('5511999999999', signal);
    case 'account':
      return g.account?.(signal);
    case 'frame':
      return g.socket?.read(textOf(body), signal);
    case 'qr':
    case 'state':
      return g[request](signal);
  }
}

/** An error as a fixture writes it. */
function thrown(error: unknown): unknown {
  assert.ok(error instanceof LoginError, String(error));
  assert.ok(!error.message.includes('secret'), error.message);
  const { code, transient, retryAfter } = error;
  return { error: code, ...(transient && { transient }), ...(retryAfter !== undefined && { retryAfter }) };
}

/** Our own English for developers is no matter of a fixture. */
function comparable(outcome: unknown, expected: unknown): unknown {
  const { message, ...rest } = (outcome ?? {}) as { message?: unknown };
  const isOurs = message !== undefined && !Object.hasOwn(expected ?? {}, 'message');
  return isOurs ? rest : (outcome ?? null);
}

for (const [name, gateway] of Object.entries(gateways))
  describe(`an answer of ${name}`, () => {
    for (const file of readdirSync(new URL(name, folder)).sort()) {
      const fixture = read(`${name}/${file}`);
      it(`${file.replace(/\.json$/, '')} is ${JSON.stringify(fixture.expected).slice(0, 60)}`, async () => {
        const { fetch, asked } = answering(fixture);
        const outcome: unknown = await ask(gateway(fetch), fixture)?.catch(thrown);
        assert.deepEqual(comparable(outcome, fixture.expected), fixture.expected);
        assert.equal(asked(), fixture.request === 'frame' ? 0 : fixture.then === undefined ? 1 : 2);
      });
    }
  });
