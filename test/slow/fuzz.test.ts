import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { backend } from '../../src/gateways/backend.js';
import type { Gateway } from '../../src/gateways/gateway.js';
import { greenApi } from '../../src/gateways/green-api.js';
import { plugChat } from '../../src/gateways/plugchat.js';
import { zApi } from '../../src/gateways/z-api.js';
import { advance } from '../../src/login/advance.js';
import { beginRun, type LoginUpdate } from '../../src/login/login.js';
import { LoginError } from '../../src/login/login-error.js';

const TYPES = ['waiting', 'starting', 'qr', 'page', 'code', 'linking', 'passkey', 'linked', 'expired', 'error'];
const { signal } = new AbortController();

/** Z-API and PlugChat are the same engine. */
const ENGINE = [
  '{"value":"2@K0q5m3Yx7ZJv0Wb2pQ9nLr8TfUeHs4XgDcAiBk,Fw,Cd,1"}',
  '{"value":"https://wa.me/settings/linked_devices#2@K0q5m3Yx7ZJv,Fw,Cd,1"}',
  '{"value":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="}',
  '{"connected":true,"error":"You are already connected.","smartphoneConnected":true}',
  '{"connected":false,"error":"You need to restore the session.","smartphoneConnected":false}',
  '{"challenge":{"challenge":"a","rpId":"web.whatsapp.com"}}',
  '{"error":"Client-Token X not allowed"}',
  '{"value":false}',
  '{"phone":"5544999999999","imgUrl":null,"name":"Ana","device":{}}',
];

/** Bodies as they really come, to be mutated. */
const REAL = {
  'green-api': [
    '{"type":"qrCode","message":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="}',
    '{"type":"alreadyLogged","message":"instance account already authorized"}',
    '{"type":"error","message":"Instance has auth. You need to make log out"}',
    '{"type":"accountData","wid":"79001234567@c.us","pushname":"Ana","proxy":"p","webhookUrl":"w"}',
    '{"stateInstance":"notAuthorized"}',
    '{"status":true,"code":"GAPI2015"}',
    '{"avatar":"https://a","phone":79001234567,"stateInstance":"authorized","deviceId":"79001234567:8@s.whatsapp.net"}',
    'null',
  ],
  'z-api': [...ENGINE, '{"code":"ABCD1234"}', '{"value":"A1B2C3D4E5"}'],
  plugchat: ENGINE,
  backend: [
    '{"type":"qr","text":"2@abc","expiresIn":20}',
    '{"type":"qr","image":"data:image/png;base64,iVBORw0KGgo="}',
    '{"type":"code","code":"ABCD1234","expiresIn":150}',
    '{"type":"passkey","url":"https://a","token":"FA48-HS63","expiresIn":300}',
    '{"type":"linked","account":{"id":"a","phone":"55","name":"b"},"already":false}',
    '{"type":"error","code":"logout-required","message":"m","methods":["qr"]}',
  ],
};

const gateways: Record<keyof typeof REAL, (answer: typeof fetch) => Gateway> = {
  'green-api': (answer) =>
    greenApi({
      backendUrl: 'http://gateway.test',
      instance: '1',
      token: 't',
      fetch: answer,
      WebSocket: class {} as unknown as typeof WebSocket,
    }),
  'z-api': (answer) => zApi({ backendUrl: 'http://gateway.test', instance: '1', token: 't', fetch: answer }),
  plugchat: (answer) => plugChat({ backendUrl: 'http://gateway.test', token: 't', fetch: answer }),
  backend: (answer) => backend({ backendUrl: 'http://gateway.test', fetch: answer }),
};

/** Any text, any JSON, and real bodies with a piece cut out, doubled or replaced. */
function bodies(real: readonly string[]): fc.Arbitrary<string> {
  const mutated = fc
    .tuple(fc.constantFrom(...real), fc.nat(), fc.nat(40), fc.string({ maxLength: 8 }))
    .map(([body, at, length, text]) => {
      const start = at % (body.length + 1);
      return body.slice(0, start) + text + body.slice(start + length);
    });
  const swapped = fc.tuple(fc.constantFrom(...real), fc.jsonValue()).map(([body, value]) => {
    const parsed = JSON.parse(body) as Record<string, unknown> | null;
    const keys = Object.keys(parsed ?? {});
    return JSON.stringify({ ...parsed, [keys.at(-1) ?? 'type']: value });
  });
  return fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    mutated,
    swapped,
  );
}

async function outcome(ask: Promise<unknown>): Promise<void> {
  const result = await ask.catch((error: unknown) => error);
  if (result === undefined || result instanceof LoginError) return;
  const update = result as LoginUpdate;
  assert.ok(TYPES.includes(update.type), `neither an update nor a LoginError: ${String(result)}`);
  advance(beginRun('qr', { codes: 3, window: 1, patience: 1, grace: 0 }, 0), update, 0);
}

describe('any answer at all', () => {
  for (const name of ['green-api', 'z-api', 'plugchat', 'backend'] as const) {
    it(`becomes an update or a LoginError (${name})`, async () => {
      const status = fc.constantFrom(200, 200, 200, 400, 401, 403, 404, 418, 429, 466, 500, 502, 504);
      await fc.assert(
        fc.asyncProperty(bodies(REAL[name]), status, async (body, code) => {
          const g = gateways[name](() => Promise.resolve(new Response(body, { status: code })));
          await outcome(g.qr(signal));
          await outcome(g.state(signal));
          if (g.code) await outcome(g.code('79001234567', signal));
          if (g.socket) await outcome(g.socket.read(body, signal));
          const account = await g.account?.(signal).catch((error: unknown) => error);
          if (!(account instanceof LoginError))
            assert.ok(
              account === undefined || Object.values(account as object).every((value) => typeof value === 'string'),
            );
        }),
        { numRuns: 2_000 },
      );
    });
  }
});
