import { expect } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import type { AccountScript, FaultName } from '../../src/simulator/index.js';
import { mountFor, RemoteAccount } from './simulated-account.js';
import { never, QR, ScriptedGateway } from './scripted-gateway.js';
import { Watch } from './watch.js';
import { isIn, mount, settled, until } from './world.js';

const scan = async (account: RemoteAccount, element: WaQrLogin) => {
  await isIn(element, 'qr');
  await account.scanCurrent();
};

interface Case {
  readonly script?: AccountScript;
  readonly fault?: readonly [FaultName, string?];
  readonly attributes?: Record<string, string>;
  readonly reach?: (account: RemoteAccount, element: WaQrLogin) => Promise<unknown>;
}

/** How each status is reached. */
const CASES: Readonly<Record<string, Case>> = {
  idle: { attributes: { manual: '' } },
  waiting: { script: { qrDelay: 60_000 } },
  qr: {},
  linking: { script: { linkedFrame: 'alreadyLogged' }, fault: ['hang', 'getWaSettings'], reach: scan },
  passkey: { reach: (account, element) => isIn(element, 'qr').then(() => account.act('passkey')) },
  linked: { script: { state: 'authorized' } },
  expired: { script: { qrLife: 600, window: 1_000 }, attributes: { 'max-codes': '1' } },
  error: { fault: ['has-auth'] },
};

describe('an element that is removed', () => {
  let watch: Watch | undefined;
  afterEach(() => watch?.close());

  for (const transport of ['polling', 'websocket'])
    for (const [wanted, { script = {}, fault, attributes, reach }] of Object.entries(CASES))
      it(`leaves nothing open in ${wanted} (${transport})`, async () => {
        const account = await RemoteAccount.create(script);
        if (fault) await account.fault(fault[0], fault[1] ? { on: fault[1] } : {});
        watch = new Watch();
        const element = await mountFor(account, { transport, 'poll-interval': '0.4', ...attributes });
        await reach?.(account, element);
        await isIn(element, wanted);
        element.remove();
        await settled();
        expect(watch.open).to.deep.equal({});
        await until(
          async () => (await account.report()).sockets + (await account.report()).pending === 0,
          'the gateway is left alone',
        );
        const { length } = (await account.report()).calls;
        await settled();
        expect((await account.report()).calls).to.have.length(length);
      });

  for (const method of ['getAuthorizationCode', 'getStateInstance'])
    it(`leaves nothing open when it is removed during a pairing code (${method} hangs)`, async () => {
      const account = await RemoteAccount.create();
      await account.fault('hang', { on: method });
      watch = new Watch();
      const element = await mountFor(account, { manual: '' });
      void element.requestCode('79001234567');
      await until(async () => (await account.report()).pending === 1 || element.status === 'code', 'a question');
      element.remove();
      await settled();
      expect(watch.open).to.deep.equal({});
      await until(async () => (await account.report()).pending === 0, 'the gateway is left alone');
    });

  for (const update of [QR, { type: 'code', code: 'ABCD1234', expiresIn: 150 }, { type: 'waiting' }] as const)
    it(`leaves nothing open when a hanging gateway is left (${update.type})`, async () => {
      const gateway = new ScriptedGateway(update);
      watch = new Watch();
      const element = await mount({}, { gateway });
      await until(() => gateway.asked.length > 0, 'a question');
      gateway.answer = never;
      element.remove();
      await settled();
      expect(watch.open).to.deep.equal({});
    });
});
