import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { backend } from '../../../src/gateways/backend.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { AccountScript, GatewayName, SimulatedAccount } from '../../../src/simulator/index.js';
import { HOST, PagesWithSockets, RelayWorld, withoutVersion } from './relay-world.js';
import { ScriptedGateway } from './scripted-gateway.js';

const ASSERTION = {
  id: 'AX8bTgH2',
  rawId: 'AX8bTgH2',
  type: 'public-key',
  response: { signature: 'signed-by-a-person' },
};
const CHALLENGE = { challenge: '9WVUYm9AsQ', rpId: 'web.whatsapp.com' };
const answer = { type: 'passkey', assertion: ASSERTION };
const confirm = { type: 'passkey', confirm: true };

let world: RelayWorld;
beforeEach(() => {
  world = new RelayWorld();
});
afterEach(() => {
  world.close();
});

/** An account whose owner is asked for a passkey, and a page that knows it. */
async function atPasskey(script: AccountScript & { readonly gateway: GatewayName }) {
  const account = world.add(script);
  const pages = world.pagesOf(account);
  const asking = async () => {
    const update = pages.ask('qr');
    await world.pass(10_000);
    return withoutVersion(await update);
  };
  for (let turn = 0; turn < 3 && (await asking()).type !== 'qr'; turn++);
  account.passkey();
  await world.pass(2_000);
  return { account, pages, asking };
}

const assertionsAt = ({ calls }: SimulatedAccount) => calls.flatMap(({ body }) => (body === undefined ? [] : [body]));

for (const script of [
  { gateway: 'waha', passkeyConfirmation: true },
  { gateway: 'gowa', handoff: 'compared' },
] as const)
  describe(`a passkey of ${script.gateway} behind the relay`, () => {
    it('reaches the page as a challenge, and its answer reaches the gateway and nobody else', async () => {
      const { account, pages, asking } = await atPasskey(script);
      const update = await asking();
      assert.equal(update.challenge.rpId, 'web.whatsapp.com');
      const answered = pages.post(answer);
      await world.pass(2_000);
      assert.equal((await answered).status, 200);
      assert.equal((await answered).update.type, 'linking');
      assert.ok(JSON.stringify(assertionsAt(account)).includes('signed-by-a-person'));
      await world.pass(3_000);
      const compared = await asking();
      assert.match(compared.confirm, /^[\w-]{4,9}$/);
      for (const one of [await answered, { update: compared }])
        assert.doesNotMatch(JSON.stringify(one.update), /signed-by-a-person/);
      const confirmed = pages.post(confirm);
      await world.pass(2_000);
      assert.equal((await confirmed).update.type, 'linking');
      await world.pass(10_000);
      assert.equal((await asking()).type, 'linked');
      assert.equal(account.logins, 1);
    });
  });

describe('a passkey behind the relay', () => {
  it('speaks to a page with the adapter of the login protocol', async () => {
    const { pages } = await atPasskey({ gateway: 'waha' });
    const page = backend({ backendUrl: HOST, fetch: (url, init) => pages.relay(new Request(url, init)) });
    const { signal } = new AbortController();
    const state = page.state(signal);
    await world.pass(3_000);
    assert.equal(((await state) as { challenge?: { rpId: string } }).challenge?.rpId, 'web.whatsapp.com');
    const answered = page.passkey?.answer(ASSERTION, signal);
    await world.pass(3_000);
    assert.equal((await answered)?.type, 'linking');
  });

  it('is told to every page that listens, and answered by any of them', async () => {
    const { account, pages } = await atPasskey({ gateway: 'waha' });
    const sockets = new PagesWithSockets(pages);
    const [one, other] = [sockets.join(), sockets.join()];
    await world.pass(5_000);
    assert.deepEqual([one.last.type, other.last.challenge.rpId], ['passkey', 'web.whatsapp.com']);
    one.receive(JSON.stringify(answer));
    await world.pass(10_000);
    assert.deepEqual([one.last.type, other.last.type, account.logins], ['linked', 'linked', 1]);
    assert.doesNotMatch(JSON.stringify([...one.received, ...other.received]), /signed-by-a-person/);
    for (const socket of sockets.sockets) socket.leave();
  });

  it('is asked of the gateway only while it wants one', async () => {
    const gateway = new ScriptedGateway();
    let answers = 0;
    const passkey = {
      answer: () => Promise.resolve({ type: 'linking' as const }).finally(() => answers++),
      confirm: () => Promise.reject(new LoginError('unavailable')),
    };
    let status: 'qr' | 'passkey' = 'qr';
    const script = {
      qr: () =>
        status === 'qr'
          ? { type: 'qr' as const, text: '2@a', expiresIn: 20 }
          : { type: 'passkey' as const, challenge: CHALLENGE },
    };
    const pages = world.pages(() => gateway.gateway(script, { passkey }));
    await pages.ask();
    assert.equal((await pages.post(answer)).update.type, 'qr');
    assert.equal(answers, 0);
    status = 'passkey';
    await world.pass(1_500);
    assert.deepEqual(withoutVersion(await pages.ask()), {
      type: 'passkey',
      challenge: CHALLENGE,
      methods: ['qr', 'code'],
    });
    const failed = await pages.post(confirm);
    assert.deepEqual([failed.status, failed.update.code], [200, 'unavailable']);
    assert.equal(withoutVersion(await pages.ask()).type, 'passkey', 'it goes on waiting');
    assert.equal((await pages.post(answer)).update.type, 'linking');
    assert.equal(answers, 1);
  });

  it('is refused where the gateway takes none, and where the request holds none', async () => {
    const gateway = new ScriptedGateway();
    const pages = world.pages(() => gateway.gateway({ qr: () => ({ type: 'passkey' }) }));
    assert.equal(withoutVersion(await pages.ask()).type, 'passkey');
    assert.equal((await pages.post(answer)).update.code, 'unsupported');
    for (const body of [
      { type: 'passkey' },
      { type: 'passkey', assertion: 'text' },
      { type: 'passkey', confirm: 'yes' },
    ]) {
      const { status, update } = await pages.post(body);
      assert.deepEqual([status, update.code], [400, 'config']);
    }
  });
});
