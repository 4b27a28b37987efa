import { WaQrLogin } from './wa-qr-login.js';

WaQrLogin.define();

export { WaQrLogin };
export type { WaQrLoginEventMap, ErrorDetail, ExpiredDetail, LinkedDetail, StateChangeDetail } from './events.js';
export type { Account, ErrorCode, ExpiredReason, LoginMethod, LoginStatus, LoginUpdate } from './login.js';
export type { MessageOverrides, Messages } from './messages/index.js';
export type { Transport } from './transports.js';
export type { Gateway } from './gateways/index.js';
