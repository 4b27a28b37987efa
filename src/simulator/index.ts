export type { Clock } from './clock.js';
export type { FaultName, FaultOptions } from './faults.js';
export { PRIVATE_SETTINGS } from './green-api/frames.js';
export { qrImage } from './png.js';
export type { AccountScript, AccountState, GatewayName } from './script.js';
export { createSimulator } from './simulator.js';
export type { ServerSocket, Upgrade } from './sockets.js';
export type { RecordedCall, SimulatedAccount, Simulator } from './types.js';
