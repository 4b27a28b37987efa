import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { SinonFakeTimers } from 'sinon';
import * as exported from '../../../src/gateways/index.js';
import type { WebhookReader } from '../../../src/gateways/webhooks/webhook.js';
import type { Fixture } from './fixture-question.js';

export * from './fixture-question.js';

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
