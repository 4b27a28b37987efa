import { WaQrLogin } from './wa-qr-login.js';

WaQrLogin.define();

export { WaQrLogin };
export type {
  WaQrLoginEventMap,
  ErrorDetail,
  ExpiredDetail,
  LinkedDetail,
  StateChangeDetail,
} from './element/events.js';
export type { Account, ErrorCode, ExpiredReason, LoginMethod, LoginStatus, LoginUpdate } from './login/login.js';
export type { MessageOverrides, Messages } from './messages/index.js';
export type { PasskeyExtension } from './gateways/passkey-extension.js';
export type { Transport } from './transport/run.js';
export type { Gateway } from './gateways/gateway.js';
export type { GatewayName } from './gateways/registry.js';
