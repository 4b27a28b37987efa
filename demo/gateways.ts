import type { GatewayName } from '../src/simulator/index.js';

/** The controls that mean something to a gateway, besides those that mean something to all. */
const CHOICES: Readonly<Record<GatewayName | 'backend', readonly string[]>> = {
  backend: ['transport', 'method'],
  'green-api': ['transport', 'method'],
  'z-api': ['method', 'qr-format'],
  plugchat: ['qr-format'],
};

/** What such a control says where it means nothing. */
export const DEFAULTS = { transport: 'auto', method: 'auto', 'qr-format': 'text' } as const;

export function hasChoice(gateway: GatewayName | 'backend', name: string): boolean {
  return CHOICES[gateway].includes(name);
}

/** A gateway without pairing codes has no other way in. */
export function hasCodes(gateway: GatewayName): boolean {
  return hasChoice(gateway, 'method');
}
