import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GATEWAYS } from '../../../src/gateways/registry.js';
import type { GatewayName } from '../../../src/simulator/index.js';
import { RelayWorld, type Pages } from './relay-world.js';

const PHONE = '5511999999999';
/** They tell the name of the account, and not its number. */
const NAME_ONLY: ReadonlySet<string> = new Set(['evolution-go']);
/** They give a pairing code only for a session that shows nothing yet. */
const ONE_CODE_ONLY: ReadonlySet<string> = new Set(['wppconnect']);
const names = Object.keys(GATEWAYS) as readonly GatewayName[];

for (const gateway of names)
  describe(`the relay in front of ${gateway}`, () => {
    let world: RelayWorld;
    beforeEach(() => {
      world = new RelayWorld();
    });
    afterEach(() => {
      world.close();
    });

    /** Lets time pass until an answer has come. */
    async function answered<T>(question: Promise<T>): Promise<T> {
      let isAnswered = false;
      const settle = () => (isAnswered = true);
      question.then(settle, settle);
      while (!isAnswered) await world.pass(100, 100);
      return question;
    }

    /** What a page is told that asks every two seconds, until it is told this. */
    async function askUntil(pages: Pages, type: string): Promise<any[]> {
      const told: any[] = [];
      while (told.at(-1)?.type !== type) {
        assert.ok(told.length < 60, `never ${type}: ${JSON.stringify(told.slice(-3))}`);
        told.push(await answered(pages.ask()));
        if (told.at(-1).type !== type) await world.pass(2_000);
      }
      return told;
    }

    it('leads from a cold start to the account of a phone that was linked once', async () => {
      const account = world.add({ gateway, phone: PHONE });
      const pages = world.pagesOf(account);
      await askUntil(pages, 'qr');
      assert.equal(account.scan(account.qr ?? ''), 'linking');
      const [last] = (await askUntil(pages, 'linked')).slice(-1);
      assert.equal(last.account.phone, NAME_ONLY.has(gateway) ? undefined : PHONE);
      assert.equal(last.already, false);
      assert.equal(account.logins, 1);
    });

    it('asks once for two pages, and shows both the same code', async () => {
      const pages = world.pagesOf(world.add({ gateway }));
      await askUntil(pages, 'qr');
      const shown = await answered(Promise.all([pages.ask(), pages.ask()]));
      assert.equal(new Set(shown.map(({ text, image }) => text ?? image)).size, 1);
    });

    it('tells a page nothing of a credential, whatever the gateway answers', async () => {
      const account = world.add({ gateway, phone: PHONE });
      const pages = world.pagesOf(account);
      const told = await askUntil(pages, 'qr');
      account.scan(account.qr ?? '');
      told.push(...(await askUntil(pages, 'linked')));
      assert.ok(!JSON.stringify(told).includes(account.token));
    });

    it('gives a pairing code where the gateway has them, whether or not a QR code is shown', async () => {
      for (const isShown of [false, true]) {
        const account = world.add({ gateway, phone: PHONE });
        const pages = world.pagesOf(account);
        if (isShown) await askUntil(pages, 'qr');
        const { update } = await answered(pages.post({ type: 'code', phone: PHONE }));
        const hasCodes = world.gatewayOf(account).methods.includes('code');
        const isRefused = isShown && ONE_CODE_ONLY.has(gateway);
        const expected = isRefused ? 'code-refused' : hasCodes ? 'code' : 'unsupported';
        assert.equal(update.type === 'error' ? update.code : update.type, expected);
        if (expected !== 'code') continue;
        assert.equal(account.enterCode(update.code), 'linking');
        await askUntil(pages, 'linked');
      }
    });
  });
