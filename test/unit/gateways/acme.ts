import {
  failure,
  fetchImage,
  httpClient,
  isObject,
  LoginError,
  readField,
  toAccount,
  toBaseUrl,
  type Answer,
  type Gateway,
  type LoginUpdate,
  type Pace,
  type Platform,
} from 'wa-qr-login/gateways';

/** A gateway that somebody else writes, with nothing but what the package exports for that. */

export interface AcmeOptions extends Platform {
  readonly backendUrl: string;
  readonly device: string;
  readonly key: string;
}

const PACE: Pace = {
  every: 2_000,
  qr: 'answer',
  settle: 8_000,
  fastest: { qr: 1_000, state: 1_000 },
  codes: 6,
  window: Infinity,
  patience: 60_000,
  grace: 1_500,
  lives: [60_000, 20_000],
};

/** @throws {LoginError} `config`, without a device and its key. */
export function acme({ backendUrl, device, key, ...platform }: AcmeOptions): Gateway {
  if (!device || !key) throw new LoginError('config', 'Acme needs `device` and `key`');
  const base = toBaseUrl(backendUrl);
  const http = httpClient(base, platform, { headers: { 'X-Acme-Key': key } });
  const path = (action: string) => `devices/${encodeURIComponent(device)}/${action}`;
  const state = async (signal: AbortSignal) => readState(await http.get(path('status'), signal));
  return {
    key: JSON.stringify(['acme', base, device, key]),
    methods: ['qr', 'code'],
    pace: PACE,
    pictures: true,
    state,
    async qr(signal) {
      const update = await state(signal);
      if (update) return update;
      const picture = readField(readData(await http.get(path('qr'), signal)), 'QRCode');
      if (typeof picture !== 'string') return { type: 'waiting' };
      // The answer names a host of its own, which may not be the one that is reached from here.
      return { type: 'qr', image: await fetchImage(base + new URL(picture, base).pathname, signal, platform) };
    },
    async start(signal) {
      readData(await http.post(path('start'), { immediate: true }, signal));
      return { type: 'starting' };
    },
    async code(phone, signal) {
      const code = readField(readData(await http.post(path('code'), { phone }, signal)), 'LinkingCode');
      if (typeof code !== 'string') throw new LoginError('code-refused', 'Acme gave no pairing code');
      return { type: 'code', code, expiresIn: 60 };
    },
    async restart(signal) {
      await http.delete(path('session'), signal);
      return { type: 'waiting' };
    },
    async account(signal) {
      const { jid, name } = readData(await http.get(path('status'), signal));
      return toAccount(jid, jid, name);
    },
  };
}

function readState(answer: Answer): LoginUpdate | undefined {
  const data = readData(answer);
  if (readField(data, 'LoggedIn') === true) return { type: 'linked' };
  return readField(data, 'Connected') === true ? undefined : { type: 'idle' };
}

function readData(answer: Answer): Readonly<Record<string, unknown>> {
  const data = isObject(answer.json) ? readField(answer.json, 'data') : undefined;
  if (answer.status !== 200 || !isObject(data)) throw failure(answer);
  return data;
}
