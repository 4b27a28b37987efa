import type { Gateway } from '../gateways/gateway.js';
import { monotonicNow } from '../platform/clock.js';
import type { RelayMemory } from './relay-memory.js';

/** A login whose news is pushed is asked so seldom, ms: a webhook may be lost. */
const HEARTBEAT = 15_000;

/** The pause before the next question, ms: a login whose news is pushed is asked only for what nobody pushes. */
export function heartbeatOr(usual: number, { pace, pushed }: Gateway, memory: RelayMemory): number {
  const { login, isPushed, areCodesPushed } = memory;
  if (!pushed && !isPushed) return usual;
  if (areCodesPushed || (login.status !== 'waiting' && login.status !== 'qr')) return Math.max(usual, HEARTBEAT);
  if (login.status === 'waiting' || pace.qr === 'answer') return usual;
  return Math.max(usual, Math.min(HEARTBEAT, login.endsAt - monotonicNow()));
}
