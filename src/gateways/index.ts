import { evolutionGo as createEvolutionGo } from './evolution-go.js';
import { evolution as createEvolution } from './evolution.js';
import { gowa as createGowa } from './gowa.js';
import { greenApi as createGreenApi } from './green-api.js';
import { openWa as createOpenWa } from './openwa.js';
import { plugChat as createPlugChat } from './plugchat.js';
import { uazapi as createUazapi } from './uazapi.js';
import { readEvolutionGoWebhook } from './webhooks/evolution-go.js';
import { waha as createWaha } from './waha.js';
import { readEvolutionWebhook } from './webhooks/evolution.js';
import { readGowaWebhook } from './webhooks/gowa.js';
import { readGreenApiWebhook } from './webhooks/green-api.js';
import { readOpenWaWebhook } from './webhooks/openwa.js';
import { readPlugChatWebhook } from './webhooks/plugchat.js';
import { readUazapiWebhook } from './webhooks/uazapi.js';
import { readWahaWebhook } from './webhooks/waha.js';
import { withWebhook } from './webhooks/webhook.js';
import { readWhapiWebhook } from './webhooks/whapi.js';
import { readWwebjsWebhook } from './webhooks/wwebjs.js';
import { readZApiWebhook } from './webhooks/z-api.js';
import { whapi as createWhapi } from './whapi.js';
import { wwebjs as createWwebjs } from './wwebjs.js';
import { readWppconnectWebhook } from './webhooks/wppconnect.js';
import { readWuzapiWebhook } from './webhooks/wuzapi.js';
import { wppconnect as createWppconnect } from './wppconnect.js';
import { wuzapi as createWuzapi } from './wuzapi.js';
import { zApi as createZApi } from './z-api.js';

// Each gateway: its factory, with the reader of its webhooks.
export const evolution = /* @__PURE__ */ withWebhook(createEvolution, readEvolutionWebhook);
export const evolutionGo = /* @__PURE__ */ withWebhook(createEvolutionGo, readEvolutionGoWebhook);
export const gowa = /* @__PURE__ */ withWebhook(createGowa, readGowaWebhook);
export const greenApi = /* @__PURE__ */ withWebhook(createGreenApi, readGreenApiWebhook);
export const openWa = /* @__PURE__ */ withWebhook(createOpenWa, readOpenWaWebhook);
export const plugChat = /* @__PURE__ */ withWebhook(createPlugChat, readPlugChatWebhook);
export const waha = /* @__PURE__ */ withWebhook(createWaha, readWahaWebhook);
export const whapi = /* @__PURE__ */ withWebhook(createWhapi, readWhapiWebhook);
export const wwebjs = /* @__PURE__ */ withWebhook(createWwebjs, readWwebjsWebhook);
export const uazapi = /* @__PURE__ */ withWebhook(createUazapi, readUazapiWebhook);
export const wppconnect = /* @__PURE__ */ withWebhook(createWppconnect, readWppconnectWebhook);
export const wuzapi = /* @__PURE__ */ withWebhook(createWuzapi, readWuzapiWebhook);
export const zApi = /* @__PURE__ */ withWebhook(createZApi, readZApiWebhook);
export { backend, type BackendOptions } from './backend.js';
export type { EvolutionGoOptions } from './evolution-go.js';
export type { EvolutionOptions } from './evolution.js';
export type { GowaOptions } from './gowa.js';
export type { GreenApiOptions } from './green-api.js';
export type { OpenWaOptions } from './openwa.js';
export type { PlugChatOptions } from './plugchat.js';
export { pushed, type PushedOptions } from './pushed.js';
export type { UazapiOptions } from './uazapi.js';
export type { WahaOptions } from './waha.js';
export type { WebhookReader, WithWebhook } from './webhooks/webhook.js';
export type { WhapiOptions } from './whapi.js';
export type { WwebjsOptions } from './wwebjs.js';
export type { WppconnectOptions } from './wppconnect.js';
export type { WuzapiOptions } from './wuzapi.js';
export type { ZApiOptions } from './z-api.js';
// All that it takes to write another one (README, "Write a gateway").
export type { Gateway, GatewaySocket, Pace, PasskeyCeremony, Platform, QrFormat } from './gateway.js';
export { LoginError } from '../login/login-error.js';
export type {
  Account,
  ErrorCode,
  Limits,
  LoginMethod,
  LoginRequest,
  LoginUpdate,
  PasskeyAssertion,
  PasskeyChallenge,
} from '../login/login.js';
export { failure } from './http.js';
export { fetchImage, httpClient, toBaseUrl } from './http-client.js';
export type { Answer } from './http.js';
export type { HttpClient, HttpClientOptions } from './http-client.js';
export { isObject, parseFrame, parseJson, toAccount, toImage, toPhone } from './read.js';
export { readField } from './read-field.js';
