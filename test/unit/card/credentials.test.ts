import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectGateway } from '../../../src/card/connect.js';
import type { LoginSettings } from '../../../src/element/settings.js';
import type { LoginError } from '../../../src/gateways/index.js';
import type { GatewayName } from '../../../src/gateways/registry.js';

const proxy = { backendUrl: 'https://gateway.example', baseURI: 'https://page.example/' };
const connect = (gateway: GatewayName, credentials: Partial<LoginSettings>) =>
  connectGateway({ ...proxy, gateway, ...credentials, querySelector: () => null } as unknown as Parameters<
    typeof connectGateway
  >[0]);

/** What a value brings along that was copied out of a mail, a table or a chat. */
const AROUND = [' ', '\n', '\r\n', '\t', '\u00a0', '\u200b', '\u200e', '\ufeff', '\u2060 '];
/** What stands in the middle of one that was broken in two, or is not what it seems. */
const WITHIN = ['se\nsame', 'se\r\nsame', 'se\u200bsame', 'se\u0000same', 'se\u00adsame', 'sеsame', 'sesame…', '密码'];

describe('credentials as people paste them', () => {
  it('are taken without what stands around them', async () => {
    const clean = await connect('z-api', { instance: '1101', token: 'sesame', clientToken: 'open' });
    for (const mark of AROUND) {
      const wrap = (text: string) => mark + text + mark;
      const pasted = { instance: wrap('1101'), token: wrap('sesame'), clientToken: wrap('open') };
      assert.equal((await connect('z-api', pasted)).key, clean.key, JSON.stringify(mark));
    }
  });

  for (const [gateway, name, attribute] of [
    ['z-api', 'token', 'token'],
    ['z-api', 'clientToken', 'client-token'],
    ['plugchat', 'token', 'token'],
    ['plugchat', 'authScheme', 'auth-scheme'],
    ['evolution', 'token', 'token'],
    ['green-api', 'token', 'token'],
  ] as const)
    it(`are refused by the name \`${attribute}\` where ${gateway} could not be sent them`, async () => {
      for (const value of WITHIN) {
        const others = { instance: '1101', token: 'sesame' };
        await assert.rejects(connect(gateway, { ...others, [name]: value }), ({ code, message }: LoginError) => {
          assert.equal(code, 'config', value);
          assert.ok(message.includes(`\`${attribute}\``), message);
          assert.ok(!message.includes(value), 'it quotes a credential');
          return true;
        });
      }
    });

  it('are refused where the name of an instance is broken in two, and not where it is in another script', async () => {
    await assert.rejects(connect('evolution', { instance: 'a\nb', token: 'sesame' }), /`instance`/);
    assert.ok(await connect('evolution', { instance: 'Отдел продаж', token: 'sesame' }));
  });
});
