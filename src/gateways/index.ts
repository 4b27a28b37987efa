export { backend, type BackendOptions } from './backend.js';
export { greenApi, type GreenApiOptions } from './green-api.js';
export { plugChat, type PlugChatOptions } from './plugchat.js';
export { zApi, type ZApiOptions } from './z-api.js';
export type { Gateway, GatewaySocket, Pace, Platform } from './gateway.js';
// What it takes to write one (README, "Write a gateway").
export { LoginError } from '../login/login-error.js';
export type { Account, ErrorCode, Limits, LoginMethod, LoginRequest, LoginUpdate } from '../login/login.js';
export { failure, httpClient, toBaseUrl, type Answer, type HttpClient, type HttpClientOptions } from './http.js';
export { isObject, parseJson, toAccount, toImage, toPhone } from './read.js';
