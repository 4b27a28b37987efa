import type { GatewaySettings } from '../src/gateways/gateway.js';
import type { GatewayName } from '../src/simulator/index.js';
import { LANGUAGES } from '../src/messages/index.js';
import { knownGateways } from './gateways.js';

/** Who is asked: the gateway itself or, in front of it, a backend. */
export interface Asked {
  readonly gateway: GatewayName;
  readonly isDirect: boolean;
}

/** One attribute of the element, or a property that is JSON here, and the control for it. */
export interface Attribute {
  readonly name: string;
  readonly kind: 'text' | 'secret' | 'number' | 'flag' | 'json' | readonly (readonly [value: string, label: string])[];
  /** Where its control stands. */
  readonly group: 'login' | 'look' | 'address';
  /** What the demo begins with; nothing by default. */
  readonly initial?: string;
  /** What an empty field stands for. */
  readonly placeholder?: string;
  /** Takes effect without another login. */
  readonly inPlace?: true;
  /** Where it means something; everywhere by default. */
  readonly where?: (asked: Asked) => boolean;
  /** Only where more than the simulator in the page can be reached. */
  readonly outside?: true;
  /** Stands in no code that is copied: in front of a gateway is a proxy that adds it. */
  readonly isCredential?: true;
}

/** A language in its own words, as `Português (Brasil)`. */
function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}

const languages = [...LANGUAGES.keys()].sort().map((tag) => new Intl.Locale(tag).toString());
const LANGUAGE_CHOICES = [['', 'the page’s'] as const, ...languages.map((tag) => [tag, nameOf(tag)] as const)];

const SIMULATED = 'the simulator’s';

/** The first value is the element's own default, and needs no attribute. */
const choices = (usual: string, ...others: readonly string[]): Attribute['kind'] =>
  [usual, ...others].map((value) => [value === usual ? '' : value, value] as const);

const isRelayed = (asked: Asked): boolean => !asked.isDirect;
const hasSocket = ({ isDirect, gateway }: Asked): boolean => !isDirect || knownGateways[gateway].hasSocket;
const hasCodes = ({ gateway }: Asked): boolean => knownGateways[gateway].hasCodes;
const hasPasskeys = ({ gateway }: Asked): boolean => knownGateways[gateway].hasPasskeys;
/** Where a page that asks the gateway itself may say this. */
const takes =
  (setting: keyof GatewaySettings) =>
  ({ isDirect, gateway }: Asked): boolean =>
    isDirect && knownGateways[gateway].settings.has(setting);

/** Every attribute but `gateway` and what means something in a form only, and the properties that are none. */
export const ATTRIBUTES: readonly Attribute[] = [
  { name: 'app-name', kind: 'text', group: 'look', initial: 'Acme CRM', inPlace: true },
  { name: 'theme', kind: choices('auto', 'light', 'dark'), group: 'look', inPlace: true },
  { name: 'lang', kind: LANGUAGE_CHOICES, group: 'look', inPlace: true },
  { name: 'method', kind: choices('auto', 'qr', 'code'), group: 'login', where: hasCodes },
  { name: 'transport', kind: choices('auto', 'websocket', 'polling'), group: 'login', where: hasSocket },
  {
    name: 'qr-format',
    kind: choices('text', 'image'),
    group: 'login',
    where: takes('qrFormat'),
  },

  { name: 'manual', kind: 'flag', group: 'login' },
  { name: 'phone', kind: 'text', group: 'login', initial: '+1 555 010 0123', where: hasCodes },
  { name: 'country', kind: 'text', group: 'login', placeholder: 'the browser’s', where: hasCodes, inPlace: true },
  { name: 'max-codes', kind: 'number', group: 'login', placeholder: 'default', inPlace: true },
  { name: 'poll-interval', kind: 'number', group: 'login', placeholder: 'default', inPlace: true },
  {
    name: 'passkeyExtension',
    kind: 'json',
    group: 'login',
    placeholder: '{ "id": "…", "prefix": "…" }',
    where: hasPasskeys,
  },

  { name: 'heading-level', kind: choices('2', '1', '3', '4', '5', '6'), group: 'login', inPlace: true },
  { name: 'messages', kind: 'json', group: 'login', placeholder: '{ "newCode": "Once more" }', inPlace: true },

  { name: 'backend-url', kind: 'text', group: 'address', placeholder: SIMULATED, outside: true },
  { name: 'credentials', kind: choices('same-origin', 'include', 'omit'), group: 'address', where: isRelayed },
  { name: 'headers', kind: 'json', group: 'address', placeholder: '{ "X-Team": "sales" }', where: isRelayed },
  {
    name: 'instance',
    kind: 'text',
    group: 'address',
    placeholder: SIMULATED,
    where: takes('instance'),
    isCredential: true,
  },
  {
    name: 'token',
    kind: 'secret',
    group: 'address',
    placeholder: SIMULATED,
    where: takes('token'),
    isCredential: true,
  },
  {
    name: 'client-token',
    kind: 'secret',
    group: 'address',
    where: takes('clientToken'),
    isCredential: true,
  },
  {
    name: 'auth-scheme',
    kind: [
      ['', 'none'],
      ['Bearer', 'Bearer'],
    ],
    group: 'address',
    where: takes('authScheme'),
    isCredential: true,
  },
  {
    name: 'qr-domain',
    kind: 'text',
    group: 'address',
    placeholder: 'qr.customer.com',
    where: takes('qrDomain'),
    outside: true,
  },
];

/** The demo brings these about, unless somebody names others. */
export const ADDRESS: ReadonlySet<string> = new Set(['backend-url', 'instance', 'token']);

/** What belongs into no address bar. */
export function isSecret({ name, isCredential }: Attribute): boolean {
  return isCredential === true || name === 'headers';
}
