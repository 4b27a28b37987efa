import type { LoginUpdate } from '../login/login.js';
import { sleep } from '../platform/async.js';
import { toKeyDigest } from './key-digest.js';
import { RECORD_LIFE, type ProcessMessage, type StoreEntry } from './store-entry.js';
import type { RelayStore } from './stores/relay-store.js';

/** Whoever knows a login takes news of it in this time, ms. */
const NEWS_PATIENCE = 1_000;

/**
 * Hands over news of a login that this process does not know.
 * @returns whether another process has taken it.
 */
export async function handOverNews(store: RelayStore, key: string, update: LoginUpdate): Promise<boolean> {
  const digest = await toKeyDigest(key);
  if (!(await store.read(digest))) return false;
  const id: string = crypto.randomUUID();
  const message: ProcessMessage = { type: 'news', from: id, update };
  await store.publish(digest, JSON.stringify(message));
  await sleep(NEWS_PATIENCE, new AbortController().signal);
  return !(await store.lease(await toKeyDigest(reservationOf(id)), id, RECORD_LIFE));
}

/** Whether this process may take news that another one hands over: one of those that know the login does. `id`: who the news is from. */
export function mayTakeNews(entry: StoreEntry, id: string): Promise<boolean> {
  return entry.reserve(reservationOf(id), RECORD_LIFE);
}

function reservationOf(id: string): string {
  return `news ${id}`;
}
