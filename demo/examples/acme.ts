import { failure, httpClient, isObject, LoginError, toBaseUrl, toImage } from 'wa-qr-login/gateways';
import type { Answer, Gateway, LoginUpdate } from 'wa-qr-login/gateways';

export function acme(address: string, token: string): Gateway {
  const http = httpClient(toBaseUrl(address), {}, { headers: { 'X-Token': token } });
  return {
    key: JSON.stringify(['acme', address, token]),
    methods: ['qr'],
    pace: {
      qr: 'answer', // Each answer may contain the QR code, and asking costs nothing.
      every: 2_000, // All times are in ms.
      fastest: { qr: 1_000, state: 1_000 },
      codes: 6,
      window: 160_000,
      patience: 60_000,
      grace: 0,
    },
    qr: async (signal) => toUpdate(await http.get('qr', signal)),
    state: async (signal) => toUpdate(await http.get('state', signal)),
  };
}

function toUpdate(answer: Answer): LoginUpdate {
  const { status, json } = answer;
  if (status !== 200 || !isObject(json)) throw failure(answer); // 401 is `unauthorized`, 429 and 5xx are tried again, …
  if (json['banned']) throw new LoginError('inactive', 'WhatsApp has banned this account');
  if (json['connected'] === true) return { type: 'linked' };
  return typeof json['qr'] === 'string'
    ? { type: 'qr', image: toImage(json['qr']), expiresIn: 20 }
    : { type: 'waiting' };
}
