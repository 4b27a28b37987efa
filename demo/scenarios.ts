import type { AccountScript, FaultName, FaultOptions, GatewayName } from '../src/simulator/index.js';
import { knownGateways } from './gateways.js';

/** How the gateway behaves in a login of the demo. */
export interface Scenario {
  readonly label: string;
  /** Where it can happen; with every gateway by default. */
  readonly gateways?: readonly GatewayName[];
  /** What to look for. */
  readonly hint: string;
  readonly script?: AccountScript;
  readonly fault?: FaultOptions & { readonly name: FaultName };
  /** A change after so many ms. */
  readonly later?: { readonly after: number; readonly set: AccountScript };
  /** Instead of the right one. */
  readonly token?: string;
  /** WhatsApp wants a passkey after the scan. */
  readonly passkey?: boolean;
}

const hasCodes = (name: string): name is GatewayName => knownGateways[name as GatewayName].hasCodes;

/** Who links: the simulator's number, and what the number form is prefilled with. */
export const person: AccountScript = { phone: '15550100123', name: 'Alex Example' };

const GREEN_API = ['green-api'] as const;
/** Z-API and PlugChat are the same engine. */
const ENGINE = ['z-api', 'plugchat'] as const;

export const scenarios = {
  normal: {
    label: 'Normal',
    hint: 'Scan, or type the pairing code: linked within seconds.',
  },
  linked: {
    label: 'Already linked',
    hint: 'No code is shown; linked says already: true.',
    script: { state: 'linked' },
  },
  slow: {
    label: 'Slow first QR code',
    hint: 'The first code comes after 15 seconds or when it is next asked for; after 10 the page asks for patience.',
    script: { qrDelay: 15_000 },
  },
  starting: {
    label: 'The gateway is starting',
    gateways: GREEN_API,
    hint: 'It has no code to give for 8 seconds.',
    script: { state: 'starting' },
    later: { after: 8_000, set: { state: 'notAuthorized' } },
  },
  unscanned: {
    label: 'Codes are never scanned',
    gateways: GREEN_API,
    hint: 'Each code lives 5 seconds instead of 20; after the fifth the login has expired.',
    script: { qrLife: 5_000, window: 25_000 },
  },
  ignored: {
    label: 'Codes are never scanned',
    gateways: ENGINE,
    hint: 'Three codes of 20 seconds, each asked for once; then the login has expired.',
  },
  picture: {
    label: 'A picture where text is due',
    gateways: ENGINE,
    hint: 'An answer is read by what it is, not by the address that gave it.',
    script: { textForm: 'data-uri' },
  },
  passkey: {
    label: 'A passkey is wanted',
    hint: 'After the scan WhatsApp asks for a passkey. WAHA and GOWA take one that a browser extension has signed; some others tell it with the next code only.',
    passkey: true,
  },
  unusedCode: {
    label: 'A code that nobody typed',
    gateways: ['waha'],
    hint: 'Ask for a pairing code and let it expire: the next login logs out what it has left behind, and shows a QR code.',
    script: { codeLife: 20_000 },
  },
  oneLogin: {
    label: 'One code per login',
    gateways: ['gowa'],
    hint: 'Each QR code is a login of its own, and its picture comes from another address; three of 55 seconds, then the login has expired.',
  },
  logout: {
    label: 'Logout required',
    gateways: GREEN_API,
    hint: 'The gateway holds old credentials: log out on the phone, then try again.',
    fault: { name: 'has-auth' },
  },
  token: {
    label: 'Wrong token',
    hint: 'The gateway refuses it. A WebSocket alone cannot know why, and ends as unavailable.',
    token: 'wrong',
  },
  clientToken: {
    label: 'No client token',
    gateways: ['z-api'],
    hint: 'The gateway wants the account’s security token, and the page has none: config.',
    script: { clientToken: 'security' },
  },
  license: {
    label: 'Server not activated',
    gateways: ['evolution', 'evolution-go'],
    hint: 'A new version answers nothing else until somebody has registered it: inactive.',
    fault: { name: 'license-required' },
  },
  quota: {
    label: 'Quota exceeded',
    gateways: ['green-api', 'openwa'],
    hint: 'The plan is used up, or the server runs as many sessions as it may.',
    fault: { name: 'quota' },
  },
  full: {
    label: 'No free connection',
    gateways: ['uazapi'],
    hint: 'The server may connect no more instances. It says so by a 429, which is no rate limit: quota.',
    fault: { name: 'quota' },
  },
  jam: {
    label: 'Jammed',
    gateways: ['wuzapi'],
    hint: 'It is connected already, and not connected: after 30 seconds of both the gateway is unavailable.',
    fault: { name: 'jam' },
  },
  closing: {
    label: 'The session closes itself',
    gateways: ['wppconnect'],
    hint: 'After 20 seconds instead of 60. It is opened again once; a pairing code is given for a session that was never open only.',
    script: { autoClose: 20_000 },
  },
  oneCode: {
    label: 'One code for each login',
    gateways: ['evolution-go'],
    hint: 'Each code lives 10 seconds, and the login ends with it; another one is started a moment later, once.',
    script: { qrcodeMaxCount: 1, firstQrLife: 10_000 },
  },
  unpaid: {
    label: 'Channel not paid for',
    gateways: ['whapi'],
    hint: 'The gateway refuses everything: inactive.',
    fault: { name: 'unpaid' },
  },
  mobile: {
    label: 'Channel of a mobile phone',
    gateways: ['whapi'],
    hint: 'Such a channel shows no codes: unsupported.',
    fault: { name: 'mobile' },
  },
  asleep: {
    label: 'Channel fast asleep',
    gateways: ['whapi'],
    hint: 'The first code comes after 45 seconds.',
    script: { qrDelay: 45_000 },
  },
  failed: {
    label: 'Session has failed',
    gateways: ['openwa'],
    hint: 'It is started again, and shows its codes.',
    script: { state: 'failed' },
  },
  noBrowser: {
    label: 'The browser cannot start',
    gateways: ['wwebjs'],
    hint: 'After 30 seconds of trying the gateway is unavailable.',
    fault: { name: 'no-browser' },
  },
  refused: {
    label: 'No pairing code',
    gateways: Object.keys(knownGateways).filter(hasCodes),
    hint: 'Ask for a code with the phone number: the gateway refuses, and the form comes back.',
    fault: { name: 'code-refused' },
  },
  html: {
    label: 'HTML from a proxy',
    hint: 'Never JSON: after 30 seconds of trying the gateway is unavailable.',
    fault: { name: 'html' },
  },
  reset: {
    label: 'Connection resets',
    hint: 'Three answers are broken off; the login goes on by itself.',
    fault: { name: 'reset', times: 3 },
  },
  hang: {
    label: 'No answer',
    hint: 'The first question is never answered; the login goes on within 20 seconds.',
    fault: { name: 'hang', times: 1 },
  },
  refuseSocket: {
    label: 'WebSocket refused',
    gateways: GREEN_API,
    hint: 'Transport “auto” polls instead.',
    fault: { name: 'refuse-socket' },
  },
  dropSocket: {
    label: 'WebSocket drops',
    gateways: GREEN_API,
    hint: 'Twice right after the code; it is opened again.',
    fault: { name: 'drop-socket', times: 2 },
  },
} as const satisfies Record<string, Scenario>;
