/**
 * The state of an account, in the simulator's own words. The words of a gateway, which may be finer, belong to its
 * dialect. `linking` ends by itself only after a scan or a pairing code.
 */
export type LinkState = (typeof LINK_STATES)[number];

export const LINK_STATES = ['unlinked', 'linking', 'linked', 'banned'] as const;
