export type { Clock } from './clock.js';
export type { AccountScript, AccountState, FaultName, GatewayName } from './dialects.js';
export type { FaultOptions } from './faults.js';
export { qrImage } from './png.js';
export { PRIVATE_SETTINGS } from './private-settings.js';
export type { SimulatedAccount, Simulator } from './simulator-api.js';
export { createSimulator } from './simulator.js';
export type { ServerSocket, Upgrade } from './sockets.js';
export type { RecordedCall } from './traffic.js';
