import type { Gateway } from '../gateways/gateway.js';

/** The gateway of each element's login, for what the person answers it beside the stream of updates. */
export const openGateways = new WeakMap<object, Gateway>();
