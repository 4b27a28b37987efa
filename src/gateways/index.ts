export { backend, type BackendOptions } from './backend.js';
export { evolution, type EvolutionOptions } from './evolution.js';
export { greenApi, type GreenApiOptions } from './green-api.js';
export { plugChat, type PlugChatOptions } from './plugchat.js';
export { pushed, type PushedOptions } from './pushed.js';
export { zApi, type ZApiOptions } from './z-api.js';
// All that it takes to write another one (README, "Write a gateway").
export type { Gateway, GatewaySocket, Pace, Platform, QrFormat } from './gateway.js';
export { LoginError } from '../login/login-error.js';
export type { Account, ErrorCode, Limits, LoginMethod, LoginRequest, LoginUpdate } from '../login/login.js';
export { failure, fetchImage, httpClient, toBaseUrl } from './http.js';
export type { Answer, HttpClient, HttpClientOptions } from './http.js';
export { isObject, parseFrame, parseJson, readField, toAccount, toImage, toPhone } from './read.js';
