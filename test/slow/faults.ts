// The rows of the fault matrix, as data: what is done to whom, and what the element may say of it. `page/spoil.ts` does it.

/** What the element may say after twelve minutes of it: `status`, or `error:code`. */
export type Outcome = string;

export interface Fault {
  readonly name: string;
  /** What happens to HTTP answers. */
  readonly http?: HttpSpoiler;
  /** What happens to WebSockets; what HTTP answers alone can have makes their handshake fail. */
  readonly socket?: SocketSpoiler;
  /** What happens to the page, instead. */
  readonly page?: PageFault;
  /** The error codes with which a login may end, if it does. */
  readonly errors: readonly string[];
}

export type HttpSpoiler =
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly break: 'refused' | 'before' | 'within' | 'hang' | 'drip' | 'endless' | 'redirect' | 'login page' }
  | { readonly fields: 'null' | 'number' | 'array' | 'object' | 'long' | 'gone' | 'swapped' };

export type SocketSpoiler =
  | { readonly frame: 'none' | 'binary' | 'garbage' | 'half' | 'flood' | 'twice' | 'reordered' | 'later' | 'array' }
  | { readonly handshake: 'refused' | 'hang' }
  | { readonly close: number };

export type PageFault =
  'offline' | 'hidden' | 'flickering' | 'away' | 'scrolled away' | 'clock back' | 'clock ahead' | 'asleep';

const HTML = '<!doctype html><title>Maintenance</title>';
const BODIES: Readonly<Record<string, string>> = { JSON: '{"error":"Whatever"}', text: 'Whatever', HTML, nothing: '' };

/** What comes back for it from whatever stands before the gateway. */
const STATUSES: Readonly<Record<number, readonly string[]>> = {
  400: ['bad-response'],
  401: ['unauthorized'],
  403: ['unauthorized'],
  404: ['not-found'],
  405: ['bad-response'],
  408: ['unavailable'],
  409: ['bad-response', 'unavailable'], // where it means that a session is busy, it passes
  410: ['bad-response'],
  418: ['bad-response'],
  422: ['bad-response', 'unauthorized', 'unavailable'], // wwebjs-api says so when a session's browser cannot start
  425: ['unavailable'],
  429: ['rate-limited'],
  451: ['bad-response'],
  466: ['quota'],
  499: ['unavailable'],
  500: ['unavailable'],
  501: ['unavailable'],
  502: ['unavailable'],
  503: ['unavailable'],
  504: ['unavailable'],
};

const statuses = Object.entries(STATUSES).flatMap(([status, errors]) =>
  Object.entries(BODIES).map(([what, body]): Fault => ({
    name: `${status} with ${what}`,
    http: { status: Number(status), body },
    errors,
  })),
);

const RETRY_AFTER: Readonly<Record<string, string>> = {
  ...{ 'in seconds': '5', 'of an hour': '3600', 'of nothing': '0', 'beyond all numbers': '9'.repeat(400) },
  ...{ 'as a date': 'Thu, 01 Jan 2026 00:00:05 GMT', 'as a date of the past': 'Thu, 01 Jan 1970 00:00:00 GMT' },
  ...{ 'as garbage': 'soon', 'below zero': '-5' },
};

const limits = Object.entries(RETRY_AFTER).flatMap(([how, value]) =>
  [429, 503].map((status): Fault => {
    const http = { status, body: '{}', headers: { 'retry-after': value } };
    return { name: `${status} with Retry-After ${how}`, http, errors: STATUSES[status]! };
  }),
);

const CONTENTS: Readonly<Record<string, string>> = {
  ...{
    HTML,
    nothing: '',
    'half a JSON': '{"type":"qr","te',
    'a byte order mark': '\uFEFF{}',
    'no text': '\u0000\uFFFD',
  },
  ...{ null: 'null', 'an array': '[]', 'a number': '7', 'a string': '"qr"', 'an object': '{}', true: 'true' },
  ...{ '10 MB': ' '.repeat(10_000_000), '10 MB of JSON': `{"type":"${'q'.repeat(10_000_000)}"}` },
  ...{
    'deep JSON': '['.repeat(50_000) + ']'.repeat(50_000),
    prototypes: '{"__proto__":{"type":"linked"},"constructor":1}',
  },
};

const contents = Object.entries(CONTENTS).map(([what, body]): Fault => ({
  ...{ name: `200 with ${what}`, http: { status: 200, body }, errors: ['bad-response', 'unavailable'] },
}));

const others: readonly Fault[] = [
  { name: '204', http: { status: 204, body: '' }, errors: ['unavailable', 'bad-response'] },
  { name: '206 with half', http: { status: 206, body: '{"ty' }, errors: ['unavailable', 'bad-response'] },
  { name: '304', http: { status: 304, body: '' }, errors: ['unavailable', 'bad-response'] },
];

const breaks = (['refused', 'before', 'within', 'hang', 'drip', 'endless', 'redirect', 'login page'] as const).map(
  (kind): Fault => ({
    ...{ name: `break: ${kind}`, http: { break: kind } },
    errors: ['unavailable', 'bad-response', 'blocked', 'unauthorized'],
  }),
);

const fields = (['null', 'number', 'array', 'object', 'long', 'gone', 'swapped'] as const).map((kind): Fault => ({
  ...{ name: `each field ${kind}`, http: { fields: kind } },
  errors: ['bad-response', 'unavailable', 'not-found', 'unauthorized', 'inactive', 'logout-required', 'config'],
}));

const frames = (['none', 'binary', 'garbage', 'half', 'flood', 'twice', 'reordered', 'later', 'array'] as const).map(
  (frame): Fault => ({ name: `frames: ${frame}`, socket: { frame }, errors: ['unavailable', 'bad-response'] }),
);
const handshakes = (['refused', 'hang'] as const).map((handshake): Fault => ({
  name: `handshake: ${handshake}`,
  socket: { handshake },
  errors: ['unavailable'],
}));
const CLOSE_CODES = [...Array.from({ length: 16 }, (_, n) => 1000 + n), 3000, 3008, 4000, 4001, 4401, 4999];
const closes = CLOSE_CODES.map((close): Fault => ({
  name: `closed with ${close}`,
  socket: { close },
  errors: ['unavailable'],
}));

const PAGE_FAULTS: readonly PageFault[] = [
  ...(['offline', 'hidden', 'flickering', 'away', 'scrolled away', 'clock back', 'clock ahead', 'asleep'] as const),
];
const pages = PAGE_FAULTS.map((page): Fault => ({ name: `page: ${page}`, page, errors: ['offline'] }));

/** Befall any way to a gateway. */
export const COMMON_FAULTS: readonly Fault[] = [
  ...[...statuses, ...limits, ...contents, ...others, ...breaks, ...fields, ...pages],
];
/** Befall those that open a WebSocket. */
export const SOCKET_FAULTS: readonly Fault[] = [...frames, ...handshakes, ...closes];

/** When the fault begins: at the first question, with a QR code on screen, at its scan, when a pairing code is asked for, and with one on screen. */
export const STATES = ['start', 'qr', 'scan', 'asked', 'code'] as const;
export type CellState = (typeof STATES)[number];

export interface Cell {
  readonly way: string;
  readonly state: CellState;
  readonly fault: Fault;
}

export interface CellReport {
  /** After twelve minutes of the fault. */
  readonly outcome: Outcome;
  /** What came once the gateway was well and the way on was taken. */
  readonly then: Outcome;
  readonly complaints: readonly string[];
  /** How many questions were asked while the fault lasted. */
  readonly asked: number;
}

/** A gateway that gives a pairing code only to a session that has shown no QR code: the code is refused, and the QR code stays. */
const REFUSES_CODES_AFTER_QR: ReadonlySet<string> = new Set(['wppconnect']);

/** Whether the fault of a cell can begin: its state has to be reached first, by way of a QR code. */
export function isReachable({ way, state }: Cell): boolean {
  return state !== 'code' || !REFUSES_CODES_AFTER_QR.has(way);
}

/** The whole table. `ways`: how an element reaches a gateway, as the page with the adapters tells it. */
export function cellsOf(ways: readonly Way[]): readonly Cell[] {
  return ways.flatMap(({ way, methods, hasSocket }) => {
    const faults = hasSocket ? [...COMMON_FAULTS, ...SOCKET_FAULTS] : COMMON_FAULTS;
    const states = methods.includes('code') ? STATES : STATES.filter((state) => state !== 'asked' && state !== 'code');
    return states.flatMap((state) => faults.map((fault): Cell => ({ way, state, fault })));
  });
}

export interface Way {
  readonly way: string;
  readonly methods: readonly string[];
  readonly hasSocket: boolean;
}
