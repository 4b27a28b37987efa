import type { ErrorCode, Gateway, LoginUpdate, WaQrLogin } from '../src/index.js';
import type { PasskeyExtension } from '../src/gateways/passkey-extension.js';
import { drawPicture } from '../src/qr/draw.js';
import { MISSING, PLAYED } from './gallery-extension.js';

const errors: readonly ErrorCode[] = [
  ...(['config', 'unauthorized', 'not-found', 'rate-limited', 'quota', 'logout-required', 'inactive'] as const),
  ...(['unsupported', 'invalid-phone', 'code-refused', 'bad-response', 'unavailable', 'blocked', 'offline'] as const),
];

/** As long as what WhatsApp makes, and no login of anybody. */
export const payload = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;

/** What a passkey has to sign, where the gateway takes the answer. */
const challenge = { challenge: 'c2lnbmVkLWJ5LW5vYm9keQ', rpId: 'web.whatsapp.com', userVerification: 'required' };

const account = { id: '5511999999999@c.us', phone: '5511999999999', name: 'Ana' };

/** What a gateway says to bring a state about; what is done to the element besides. */
export interface Shown {
  /** Several are said one after the other, and the last of them from then on. */
  readonly says: LoginUpdate | readonly LoginUpdate[] | (() => Promise<LoginUpdate>);
  readonly attributes?: Readonly<Record<string, string>>;
  /** Between two questions, ms; as good as never by default. */
  readonly every?: number;
  readonly after?: (element: WaQrLogin) => unknown;
  /** The extension that signs passkeys, at a gateway that takes them. */
  readonly extension?: PasskeyExtension;
  /** Only a phone is shown this. */
  readonly onPhone?: true;
}

/** Presses a button as soon as there is one: some come with a chunk of their own. */
const press = async (element: WaQrLogin, selector: string): Promise<void> => {
  let button: HTMLElement | null | undefined;
  while (!(button = element.shadowRoot?.querySelector<HTMLElement>(selector)))
    await new Promise((resolve) => setTimeout(resolve, 20));
  button.click();
};

export const states: Readonly<Record<string, Shown>> = {
  idle: { says: { type: 'waiting' }, attributes: { manual: '' } },
  waiting: { says: { type: 'waiting' } },
  qr: { says: { type: 'qr', text: payload, expiresIn: 18 } },
  'qr-last': { says: { type: 'qr', text: payload, expiresIn: 18 }, attributes: { 'max-codes': '1' } },
  'qr-image': { says: async () => ({ type: 'qr', image: await picture(), expiresIn: 18 }) },
  'qr-frameless': { says: { type: 'qr', text: payload, expiresIn: 18 }, attributes: { frameless: '' } },
  'qr-large': {
    says: { type: 'qr', text: payload, expiresIn: 18 },
    after: (element) => press(element, '[part~=resize]'),
  },
  form: { says: { type: 'waiting' }, attributes: { method: 'code' } },
  'form-number': { says: { type: 'waiting' }, attributes: { method: 'code', phone: '11 91234-5678', country: 'BR' } },
  'form-error': {
    says: { type: 'waiting' },
    attributes: { method: 'code', phone: '12' },
    after: (element) => press(element, '[type=submit]'),
  },
  code: {
    says: { type: 'code', code: 'ABCD1234', expiresIn: 147 },
    attributes: { method: 'code' },
    after: (element) => element.requestCode('5511999999999'),
  },
  'code-waiting': {
    says: () => new Promise(() => undefined),
    attributes: { method: 'code' },
    after: (element) => void element.requestCode('5511999999999'),
  },
  linking: { says: { type: 'linking' } },
  scanned: { says: [{ type: 'qr', text: payload, expiresIn: 60 }, { type: 'linking' }], every: 1_000 },
  passkey: { says: { type: 'passkey' } },
  'passkey-help': {
    says: { type: 'passkey', url: 'https://help.example/passkey', token: 'FA48-HS63', expiresIn: 300 },
  },
  'passkey-ready': { says: { type: 'passkey', challenge }, extension: PLAYED },
  'passkey-compare': { says: { type: 'passkey', confirm: 'K7QX-2MPD' }, extension: PLAYED },
  'passkey-missing': { says: { type: 'passkey', challenge }, extension: MISSING },
  'passkey-phone': { says: { type: 'passkey', challenge }, extension: MISSING, onPhone: true },
  linked: { says: { type: 'linked', account, already: false } },
  'linked-frameless': { says: { type: 'linked', account, already: false }, attributes: { frameless: '' } },
  already: { says: { type: 'linked', account: { phone: account.phone }, already: true } },
  expired: { says: { type: 'expired', reason: 'codes' } },
  ...Object.fromEntries(errors.map((code) => [`error-${code}`, { says: { type: 'error', code } as const }])),
};

/** What a gateway sends that draws by itself: here without a margin and 4 px a module, the hardest to show well. */
async function picture(): Promise<string> {
  const drawing = await drawPicture({ text: payload });
  const side = 4 * (drawing.width - 8);
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const context = canvas.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.drawImage(drawing, 4, 4, drawing.width - 8, drawing.width - 8, 0, 0, side, side);
  return canvas.toDataURL('image/png');
}

/** A gateway without a wire: it says what it is told to. */
export function scripted({ says, every = 60_000, extension }: Shown): Gateway {
  const updates = typeof says === 'function' ? [] : [says].flat();
  let asked = 0;
  const answer = (): Promise<LoginUpdate> =>
    typeof says === 'function' ? says() : Promise.resolve(updates[Math.min(asked++, updates.length - 1)]!);
  return {
    methods: ['qr', 'code'],
    pace: {
      every,
      qr: 'answer',
      fastest: { qr: 1_000, state: 1_000 },
      codes: 3,
      window: 1e6,
      patience: 1e6,
      grace: 1e6,
    },
    qr: answer,
    state: answer,
    code: answer,
    ...(extension && { passkey: { answer, confirm: answer } }),
  };
}
