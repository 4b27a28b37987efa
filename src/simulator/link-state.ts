/**
 * Where an account stands between the gateway and WhatsApp, in the simulator's own words; a gateway's finer ones belong
 * to its dialect. `linking` passes by itself only after a scan or a pairing code.
 */
export type LinkState = (typeof LINK_STATES)[number];

export const LINK_STATES = ['unlinked', 'linking', 'linked', 'banned'] as const;
