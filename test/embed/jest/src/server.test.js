/** @jest-environment node */
// The server’s side of an embedder’s tests: the simulator behind the relay.
import { greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { createSimulator } from 'wa-qr-login/simulator';

it('links a number through the relay', async () => {
  const simulator = createSimulator();
  const account = simulator.add({ phone: '5511999999999', linkDelay: 0 });
  const { instance, token } = account;
  const relay = createRelay({
    gateway: () => greenApi({ backendUrl: 'https://gateway.example', instance, token, fetch: simulator.fetch }),
  });
  const ask = async () => (await relay(new Request('https://app.example/login?want=qr'))).json();
  expect((await ask()).type).toBe('qr');
  expect(account.scan(account.qr)).toBe('linking');
  let update = await ask();
  while (update.type !== 'linked') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    update = await ask();
  }
  expect(update.account.phone).toBe('5511999999999');
  await relay.close();
});
