import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { bundle, startCloudflareExample, type RunningHost } from './runtimes.js';

const PHONE = '5511999999999';
const headers = { cookie: 'session=demo' };

/** The example as Cloudflare runs it: two isolates of the worker, and one object for the customer. */
describe('the example with a Durable Object', () => {
  let simulator: SimulatorServer;
  let database: Server;
  let recorded: string[];
  let isDatabaseDown: boolean;
  let account: SimulatedAccount;
  let host: RunningHost;

  before(async () => {
    [simulator] = await Promise.all([startSimulator(), bundle()]);
    database = createServer(async (request, response) => {
      recorded.push(await text(request));
      response.writeHead(isDatabaseDown ? 503 : 200).end();
    });
    await once(database.listen(0, '127.0.0.1'), 'listening');
  });
  after(async () => {
    database.closeAllConnections();
    await Promise.all([simulator.close(), once(database.close(), 'close')]);
  });

  const start = async () => {
    [recorded, isDatabaseDown] = [[], false];
    account = simulator.simulator.add({ phone: PHONE, linkDelay: 300 });
    return startCloudflareExample({
      GATEWAY_URL: simulator.origin,
      GATEWAY_INSTANCE: account.instance,
      GATEWAY_TOKEN: account.token,
      WEBHOOK_TOKEN: 'secret of the webhook',
      RECORD_URL: `http://127.0.0.1:${(database.address() as AddressInfo).port}`,
    });
  };
  const ask = async (worker: number, query = '?want=qr', init: RequestInit = { headers }): Promise<any> => {
    const response = await fetch(`${host.origins[worker]}/whatsapp/login${query}`, init);
    return response.status === 200 ? response.json() : response.status;
  };
  const tell = async (body: object, authorization = 'Bearer secret of the webhook') => {
    const init = { method: 'POST', headers: { authorization }, body: JSON.stringify(body) };
    return (await fetch(`${host.origins[1]}/whatsapp/webhook`, init)).status;
  };
  const linkedBody = () => ({
    typeWebhook: 'stateInstanceChanged',
    instanceData: { idInstance: Number(account.instance), wid: `${PHONE}@c.us` },
    stateInstance: 'authorized',
  });
  const questions = () => account.calls.filter(({ method }) => method === 'qr' || method === 'scanqrcode').length;
  const record = () =>
    recorded.map((line) => JSON.parse(line)).map(({ customer, account }) => [customer, account.phone]);

  it('asks the gateway once for the pages of both isolates, over HTTP and sockets, and records the link once', async (t) => {
    host = await start();
    t.after(() => host.close());
    assert.equal(await ask(0, '', {}), 401);
    const first = await ask(0);
    const second = await ask(1);
    assert.equal(first.type, 'qr');
    assert.equal(second.image, first.image);
    const socket = new WebSocket(`${host.origins[1]?.replace('http', 'ws')}/whatsapp/login`, { headers });
    t.after(() => socket.terminate());
    const told: any[] = [];
    const isLinked = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        told.push(JSON.parse(data.toString()));
        if (told.at(-1).type === 'linked') resolve();
      });
    });
    await once(socket, 'message');
    assert.equal(told[0].image, first.image);
    assert.ok(questions() <= 2, `${questions()} questions`);

    const held = ask(0, `?want=qr&wait=20&seen=${first.version}`);
    assert.equal(account.scan(account.qr!), 'linking');
    await isLinked;
    assert.notEqual((await held).version, first.version);
    assert.equal((await ask(0)).type, 'linked');
    assert.deepEqual(record(), [[account.instance, PHONE]]);
  });

  it('takes a webhook, whichever isolate hears it, and lets the gateway tell again what could not be recorded', async (t) => {
    host = await start();
    t.after(() => host.close());
    const { type, version } = await ask(0);
    assert.equal(type, 'qr');
    assert.equal(await tell(linkedBody(), 'Bearer a guess'), 401);
    assert.deepEqual(recorded, []);

    isDatabaseDown = true;
    assert.equal(await tell(linkedBody()), 500);
    assert.equal((await ask(0, `?want=qr&wait=20&seen=${version}`)).code, 'unavailable');

    isDatabaseDown = false;
    assert.equal(await tell(linkedBody()), 200);
    assert.equal((await ask(0)).account.phone, PHONE);
    assert.deepEqual(
      record(),
      [1, 2].map(() => [account.instance, PHONE]),
    );
  });
});
