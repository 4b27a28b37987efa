import type { Dialect, Target } from '../dialect.js';
import { deviceMissing, deviceUnnamed, wrongPassword } from './bodies.js';
import { deviceOf } from './device.js';
import { GOWA_FAULTS } from './faults.js';
import { respondAsGowa } from './methods.js';
import { GOWA_DEFAULTS, GOWA_FIELDS, GOWA_STATES, type GowaAccount, type GowaOptions } from './options.js';

/** `/app/{method}`, with `passkey/` before some methods, and the pictures of QR codes. */
const GOWA_PATH = /^\/(?:app\/(?:passkey\/)?([\w-]+)|statics\/qrcode\/([\w-]+\.png))$/;
/** Methods whose path has `passkey/` before them. */
const CEREMONY: ReadonlySet<string> = new Set(['response', 'confirm']);

/** GOWA 9.2, as its source has it. */
export const gowa = {
  label: 'GOWA',
  fields: GOWA_FIELDS,
  defaults: GOWA_DEFAULTS,
  states: GOWA_STATES,
  faults: GOWA_FAULTS,
  linkDelay: ({ script }) => Math.max(script.linkDelay, script.pairingTime + script.handoverGap + 500),
  corsHeaders: allowNamedHeaders,
  findTarget: findGowaTarget,
  methodOfPath: (path) =>
    path.startsWith('statics/') ? 'picture' : (path.replace(/\?.*/, '').split('/').at(-1) ?? ''),
  addressOf: toGowaAddress,
  respond: respondAsGowa,
} as const satisfies Dialect<GowaOptions>;

type Accounts = ReadonlyMap<string, GowaAccount>;

/** The password is looked at first, then the device. A picture belongs to whoever knows its name. */
function findGowaTarget(request: Request, accounts: Accounts): Target<GowaOptions> | Response | undefined {
  const { pathname, searchParams } = new URL(request.url);
  const [isOurs, method, picture] = GOWA_PATH.exec(pathname) ?? [];
  if (isOurs === undefined) return undefined;
  if (picture !== undefined) return findPicture(picture, accounts);
  const password = readBasic(request.headers.get('Authorization'));
  const device = request.headers.get('X-Device-Id') ?? searchParams.get('device_id');
  const account = accounts.get(device ?? '');
  if (account)
    return { account, method: method ?? '', ...(password !== account.token && { refusal: wrongPassword() }) };
  if (![...accounts.values()].some(({ token }) => token === password)) return wrongPassword();
  return device === null ? deviceUnnamed() : deviceMissing(device);
}

function findPicture(name: string, accounts: Accounts): Target<GowaOptions> | undefined {
  const all = [...accounts.values()];
  const account = all.find((one) => deviceOf(one).payloadIn(name) !== undefined) ?? all[0];
  return account && { account, method: 'picture' };
}

/** `user:password` of a header, or nothing. */
function readBasic(header: string | null): string | undefined {
  const [, base64] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header ?? '') ?? [];
  return base64 === undefined
    ? undefined
    : new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
}

/** The method may have a query, such as `login-with-code?phone=5511999999999`. */
function toGowaAddress({ instance }: GowaAccount, method: string): string {
  const [name = '', query] = method.split('?');
  const path = CEREMONY.has(name) ? `/app/passkey/${name}` : `/app/${name}`;
  return `${path}?device_id=${instance}${query === undefined ? '' : `&${query}`}`;
}

/** Any page may read the answers, and send the headers that the gateway knows. */
function allowNamedHeaders({ method }: Request): Readonly<Record<string, string>> {
  const allowed = { 'Access-Control-Allow-Origin': '*' };
  if (method !== 'OPTIONS') return allowed;
  return {
    ...allowed,
    'Access-Control-Allow-Headers': 'Origin, Content-Type, Accept, Authorization, X-Device-Id',
    'Access-Control-Allow-Methods': 'GET,POST,HEAD,PUT,DELETE,PATCH',
  };
}
