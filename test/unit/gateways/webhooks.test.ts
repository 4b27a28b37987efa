import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LoginError } from '../../../src/login/login-error.js';
import type { LoginUpdate } from '../../../src/login/login.js';
import { GATEWAYS } from '../../../src/gateways/registry.js';
import { withWebhook } from '../../../src/gateways/webhooks/webhook.js';
import { readWebhookFixtures, webhookReaderOf } from './fixture.js';

/** Bodies that anybody may send to a public address. */
const STRANGE: readonly unknown[] = [undefined, null, true, 7, '', '{}', [], [{}], {}, { event: null }, { data: {} }];

/** The field that says what a webhook of this gateway is about. */
const KINDS: Readonly<Record<string, string>> = {
  ...{ evolution: 'event', 'evolution-go': 'event', openwa: 'event', waha: 'event', wppconnect: 'event' },
  ...{ plugchat: 'type', wuzapi: 'type', 'z-api': 'type', whapi: 'event' },
  ...{ 'green-api': 'typeWebhook', uazapi: 'EventType', wwebjs: 'dataType' },
};

/** What may stand in a field in place of what its vendor has documented. */
const WRONG: readonly unknown[] = [null, 7, 0, true, false, '', {}, [], [[]]];

/** The body with each of its fields in turn, at any depth, as each of the wrong values, or gone. */
function* spoiled(body: unknown): Generator {
  if (typeof body !== 'object' || body === null) return;
  for (const [field, value] of Object.entries(body)) {
    for (const wrong of WRONG) yield { ...body, [field]: wrong };
    yield { ...body, [field]: undefined };
    for (const inner of spoiled(value)) yield { ...body, [field]: inner };
  }
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';

/** What is wrong with an update that was read. */
function flawOf(update: LoginUpdate): string | undefined {
  const { type, text, image, code, expiresIn, account = {}, confirm = 'x', challenge = {} } = update as never as Loose;
  if (type === 'qr' && !isText(text) && !/^data:image\/\w+;base64,./.test(String(image))) return 'no code';
  if (type === 'code' && !isText(code)) return 'no pairing code';
  if (expiresIn !== undefined && typeof expiresIn !== 'number') return 'no time';
  if (!Object.values(account).every(isText)) return 'no account';
  return isText(confirm) && typeof challenge === 'object' ? undefined : 'no passkey';
}
type Loose = Readonly<Record<string, unknown>> & { readonly account?: object };

for (const name of Object.keys(GATEWAYS))
  describe(`a webhook of ${name}`, () => {
    const readWebhook = webhookReaderOf(name);
    const webhooks = readWebhookFixtures(name);
    for (const [title, { body, expected }] of webhooks)
      it(`${title} is ${JSON.stringify(expected).slice(0, 60)}`, () => {
        const { message: _, ...update } = (readWebhook(body) ?? {}) as { message?: string };
        assert.deepEqual(update, expected ?? {});
        assert.doesNotMatch(JSON.stringify(update), /secret/);
      });

    it('is never half an update, whatever stands in its fields', () => {
      for (const { body } of webhooks.values())
        for (const wrong of spoiled(body)) {
          const update = readWebhook(wrong);
          const flaw = update && flawOf(update);
          assert.equal(flaw, undefined, `${flaw}: ${JSON.stringify(update)} of ${JSON.stringify(wrong).slice(0, 500)}`);
        }
    });

    it('is no news where it is about something else', () => {
      for (const { body, expected } of webhooks.values()) {
        const kind = KINDS[name];
        if (expected === null || !kind || typeof body !== 'object' || body === null || !(kind in body)) continue;
        for (const other of ['another', { type: 'another', event: 'post' }])
          assert.equal(readWebhook({ ...body, [kind]: other }), undefined, JSON.stringify(expected));
      }
    });

    it('is no news if it is anything else', () => {
      assert.ok(webhooks.size > 0);
      for (const body of STRANGE) assert.equal(readWebhook(body), undefined, JSON.stringify(body));
    });
  });

describe('a webhook of uazapi that still holds the code of a login that is over', () => {
  it('shows nobody that code', () => {
    const readWebhook = webhookReaderOf('uazapi');
    const shown = [...readWebhookFixtures('uazapi').values()].map(({ body }) => body as UazapiBody);
    const withCode = shown.filter((body) => readWebhook(body)?.type === 'qr');
    assert.ok(withCode.length > 0);
    for (const body of withCode) {
      const over = { ...body, instance: { ...body.instance, status: 'disconnected' } };
      assert.equal(readWebhook(over), undefined);
    }
  });
});
interface UazapiBody {
  readonly instance: object;
}

describe('the reader of a gateway’s webhooks', () => {
  it('takes what is refused for no news, but does not hide a mistake of its own', () => {
    const readerThat = (fails: () => never) => withWebhook(() => undefined, fails).readWebhook;
    const refuse = () => {
      throw new LoginError('bad-response', 'no picture');
    };
    const fail = () => {
      throw new TypeError('body.data is undefined');
    };
    assert.equal(readerThat(refuse)({}), undefined);
    assert.throws(() => readerThat(fail)({}), TypeError);
  });
});
