import type { FaultName, FaultOptions } from '../src/simulator/index.js';
import type { Asked } from './attributes.js';
import type { Condition } from './network.js';

/** A fault that can be switched on while a login is running. */
export interface NetworkFault {
  readonly label: string;
  /** Tells the visitor what to expect. */
  readonly hint: string;
  /** The condition of the network between the page and the server that it asks. */
  readonly network?: Condition;
  /** The fault that the simulated gateway shows to everybody who asks it. */
  readonly gateway?: FaultOptions & { readonly name: FaultName };
  /** Whether the gateway also refuses WebSockets, because the fault itself concerns HTTP only (a cut body, CORS). */
  readonly noSocket?: true;
  /** Whether the fault can occur when the gateway is asked in this way; without this function it always can. */
  readonly where?: (asked: Asked) => boolean;
}

export const faults = {
  none: { label: 'No fault', hint: 'All is well.' },
  slow: { label: 'Slow', hint: 'Every answer comes 3 seconds late.', network: 'slow' },
  offline: {
    label: 'Offline',
    hint: 'The browser says so, and nothing leaves the page: after 30 seconds the error offline.',
    network: 'offline',
  },
  'rate-limited': {
    label: 'Rate limited',
    hint: 'Status 429 with Retry-After: 5; a page of another origin may not read that header.',
    gateway: { name: 'rate-limited', retryAfter: 5, on: '*' },
  },
  'error-500': {
    label: 'Server error',
    hint: 'Status 500: tried again for 30 seconds, then the error unavailable.',
    gateway: { name: 'error-500', on: '*' },
  },
  html: {
    label: 'HTML page',
    hint: 'A page where JSON is due, as from a proxy under maintenance: tried again for 30 seconds.',
    gateway: { name: 'html', on: '*' },
  },
  half: {
    label: 'Truncated answer',
    hint: 'Each answer breaks off in the middle, and no WebSocket opens: tried again for 30 seconds.',
    gateway: { name: 'half', on: '*' },
    noSocket: true,
  },
  'no-cors': {
    label: 'CORS refused',
    hint: 'The gateway lets no page read its answers, nor open a WebSocket: after 30 seconds the error blocked.',
    gateway: { name: 'no-cors', on: '*' },
    noSocket: true,
    where: ({ isDirect }) => isDirect,
  },
} as const satisfies Record<string, NetworkFault>;

export type NetworkFaultName = keyof typeof faults;
