export { backend, type BackendOptions } from './backend.js';
export { greenApi, type GreenApiOptions } from './green-api.js';
export { plugChat, type PlugChatOptions } from './plugchat.js';
export { zApi, type ZApiOptions } from './z-api.js';
export type { Gateway, GatewaySocket, Pace, Platform } from './gateway.js';
