import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { backend, evolution, greenApi, plugChat, zApi, type Gateway } from '../../../src/gateways/index.js';
import { World } from '../transport/drive.js';

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const backendUrl = 'https://proxy.example';

/** Each gateway with its answer that holds a code, and the path of the question that is answered late. */
const GATEWAYS: readonly (readonly [string, (fetch: typeof globalThis.fetch) => Gateway, RegExp, unknown])[] = [
  ['green-api', (fetch) => greenApi({ backendUrl, fetch }), /\/qr$/, { type: 'qrCode', message: png }],
  ['z-api', (fetch) => zApi({ backendUrl, fetch }), /\/qr-code$/, { value: '2@late,of,a,slow,gateway' }],
  ['plugchat', (fetch) => plugChat({ backendUrl, fetch }), /\/qr-code$/, { value: '2@late,of,a,slow,gateway' }],
  [
    'evolution',
    (fetch) => evolution({ backendUrl, fetch }),
    /\/connect$/,
    { code: '2@late,of,a,slow,gateway', count: 1 },
  ],
  ['backend', (fetch) => backend({ backendUrl, fetch }), /want=qr/, { type: 'qr', text: '2@late,of,a,slow,gateway' }],
];

/** What each says of its state meanwhile. */
const STATES: Readonly<Record<string, unknown>> = {
  'green-api': { stateInstance: 'notAuthorized' },
  'z-api': { connected: false },
  plugchat: { connected: false },
  evolution: { instance: { state: 'connecting' } },
};

describe('a code that is slow to come', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.close());

  for (const [name, make, question, answer] of GATEWAYS)
    for (const seconds of [25, 40, 60])
      it(`is waited for, ${seconds} s at ${name}, and asked for once`, async () => {
        let asked = 0;
        const login = world.drive(
          make(async (input, init) => {
            if (!question.test(String(input))) return Response.json(STATES[name]);
            asked++;
            await new Promise((resolve, reject) => {
              setTimeout(resolve, seconds * 1000);
              init?.signal?.addEventListener('abort', () => reject(new Error('given up')));
            });
            return Response.json(answer);
          }),
          { transport: 'polling' },
        );
        await world.pass(seconds * 1000 - 250);
        assert.deepEqual([login.statuses, asked], [['waiting'], 1]);
        await world.pass(500);
        assert.deepEqual(login.statuses, ['waiting', 'qr']);
      });
});
