import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { SinonFakeTimers } from 'sinon';
import { backend } from '../../../src/gateways/backend.js';
import type { Gateway, Platform } from '../../../src/gateways/gateway.js';
import * as exported from '../../../src/gateways/index.js';
import { gatewayEntry } from '../../../src/gateways/registry.js';
import type { WebhookReader } from '../../../src/gateways/webhooks/webhook.js';

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

const folder = new URL('../../fixtures/', import.meta.url);

/** A folder for each gateway, by its name in the registry. */
export const fixtureFolders: readonly string[] = readdirSync(folder).sort();

/** The fixtures of one gateway by their names. */
export function readFixtures(gateway: string): ReadonlyMap<string, Fixture> {
  return readFolder(gateway);
}

/** The body of a webhook, and the update that it becomes; `null` for none. */
export interface WebhookFixture {
  readonly body: unknown;
  readonly expected: unknown;
}

/** The webhooks of one gateway by their names. */
export function readWebhookFixtures(gateway: string): ReadonlyMap<string, WebhookFixture> {
  return readFolder(`${gateway}/webhooks`);
}

/** The public factory of a gateway has it: `greenApi` for `green-api`. */
export function webhookReaderOf(gateway: string): WebhookReader {
  const plain = (text: string) => text.toLowerCase().replaceAll('-', '');
  const [, factory] = Object.entries(exported).find(([key]) => plain(key) === plain(gateway)) ?? [];
  if (typeof factory === 'function' && 'readWebhook' in factory) return factory.readWebhook;
  throw new Error(`${gateway} has no reader of webhooks`);
}

function readFolder<One>(path: string): ReadonlyMap<string, One> {
  if (!existsSync(new URL(path, folder))) return new Map();
  const files = readdirSync(new URL(path, folder)).filter((file) => file.endsWith('.json'));
  const read = (file: string) => JSON.parse(readFileSync(new URL(`${path}/${file}`, folder), 'utf8')) as One;
  return new Map(files.sort().map((file) => [file.replace(/\.json$/, ''), read(file)]));
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
  const create = await gatewayEntry(name)?.load('');
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

/** Moves a clock whenever there is nothing left to do without it. */
export async function settled<T>(promise: Promise<T>, clock: SinonFakeTimers): Promise<T> {
  let isSettled = false;
  const settle = () => (isSettled = true);
  promise.then(settle, settle);
  for (;;) {
    for (let turn = 0; turn < 12 && !isSettled; turn++) await setImmediate();
    if (isSettled) return promise;
    await clock.tickAsync(1_000);
  }
}
