import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import type { AccountScript, SimulatedAccount } from '../../../src/simulator/index.js';
import { startSimulator, type SimulatorServer } from '../../../src/simulator/node.js';
import { payloadOf } from './simulator-clock.js';

let server: SimulatorServer;
before(async () => {
  server = await startSimulator();
});
after(() => server.close());

const add = (script: AccountScript = {}): SimulatedAccount => server.simulator.add({ limits: false, ...script });
const call = (account: SimulatedAccount, method: string, init?: RequestInit) =>
  fetch(server.origin + account.address(method), init);
const openSocket = (path: string) => new WebSocket(server.origin.replace('http', 'ws') + path);
/** The next frame of a socket. */
const frame = async (socket: WebSocket) => JSON.parse(String((await once(socket, 'message'))[0]));
/** Waits for the server to notice; the only thing a test over real connections can do. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the Node server', () => {
  it('answers over HTTP as the core does', async () => {
    const account = add();
    const response = await call(account, 'qr');
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*');
    assert.match(response.headers.get('Content-Type') ?? '', /^application\/json/);
    assert.equal(payloadOf(await response.json()), account.qr);
  });

  it('passes on the body of a POST', async () => {
    const account = add();
    const body = JSON.stringify({ phoneNumber: 5511987654321 });
    const answer = (await (await call(account, 'getAuthorizationCode', { method: 'POST', body })).json()) as {
      code: string;
    };
    assert.equal(account.enterCode(answer.code), 'linking');
  });

  it('passes on answers without a body and with a status of their own', async () => {
    const account = add();
    account.fault('unauthorized', { times: 1 });
    account.fault('quota', { times: 1 });
    const refused = await call(account, 'qr');
    assert.deepEqual([refused.status, await refused.text()], [401, '']);
    assert.equal((await call(account, 'qr')).status, 466);
  });

  it('lets its process end when an account is removed at the very moment at which its client leaves', async () => {
    const program = `
      import { subscribe } from 'node:diagnostics_channel';
      import { once } from 'node:events';
      import { connect } from 'node:net';
      import { startSimulator } from './src/simulator/node.ts';
      const { origin, simulator, close } = await startSimulator();
      const account = simulator.add({ qrDelay: 60_000 });
      subscribe('http.server.request.start', ({ socket }) => socket.once('end', () => simulator.remove(account.instance)));
      const client = connect(Number(new URL(origin).port));
      client.write('GET ' + account.address('qr') + ' HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n');
      while (account.pending === 0) await new Promise(setImmediate);
      await once(client.resume().end(), 'close');
      await close();
    `;
    const run = ['--import', 'tsx', '--input-type=module', '--eval', program];
    const child = spawn(process.execPath, run, { stdio: 'inherit', timeout: 30_000 });
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('is controlled over HTTP', async () => {
    const accounts = `${server.origin}/_simulator/accounts`;
    const added = await fetch(accounts, { method: 'POST', body: JSON.stringify({ linkDelay: 0 }) });
    const { instance, token } = (await added.json()) as { instance: string; token: string };
    await fetch(`${server.origin}/waInstance${instance}/qr/${token}`);
    const look = async () => (await (await fetch(`${accounts}/${instance}`)).json()) as { qr: string; state: string };
    const payload = (await look()).qr;
    const scanned = await fetch(`${accounts}/${instance}/scan`, { method: 'POST', body: JSON.stringify({ payload }) });
    assert.deepEqual(await scanned.json(), { result: 'linking' });
    assert.equal((await look()).state, 'authorized');
    assert.equal((await fetch(`${accounts}/${instance}`, { method: 'DELETE' })).status, 200);
  });

  it('breaks the connection for reset', async () => {
    const account = add();
    account.fault('reset');
    const client = connect(Number(new URL(server.origin).port), '127.0.0.1');
    client.write(`GET ${account.address('qr')} HTTP/1.1\r\nHost: simulated\r\n\r\n`);
    const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ECONNRESET');
  });

  it('promises more than it sends for half', async () => {
    const account = add();
    account.fault('half');
    const response = await call(account, 'qr');
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), TypeError);
  });

  it('sends a cut answer well for half-clean', async () => {
    const account = add();
    account.fault('half-clean');
    assert.match(await (await call(account, 'qr')).text(), /^\{"type":"qrCode","message":"iVBOR[\w+/]+$/);
  });

  it('lets a request hang until its client goes away', async () => {
    const account = add();
    account.fault('hang');
    const client = new AbortController();
    const answer = call(account, 'qr', { signal: client.signal });
    await until(() => account.pending === 1);
    client.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    await until(() => account.pending === 0);
  });

  it('reports a port that is taken', async () => {
    await assert.rejects(startSimulator({ port: Number(new URL(server.origin).port) }), { code: 'EADDRINUSE' });
  });

  it('closes while requests hang and sockets are open', async () => {
    const own = await startSimulator();
    const account = own.simulator.add();
    account.fault('hang', { on: 'qr' });
    const answer = fetch(own.origin + account.address('qr'));
    const socket = new WebSocket(own.origin.replace('http', 'ws') + account.address('scanqrcode'));
    await once(socket, 'message');
    await until(() => account.pending === 1);
    const closed = once(socket, 'close');
    await Promise.all([own.close(), assert.rejects(answer, TypeError)]);
    assert.equal((await closed)[0], 1006);
    await until(() => account.pending === 0 && account.sockets === 0);
  });
});

describe('a real WebSocket', () => {
  it('is told the codes and the account', async () => {
    const account = add({ linkDelay: 0 });
    const socket = openSocket(account.address('scanqrcode'));
    assert.equal(payloadOf(await frame(socket)), account.qr);
    const told = frame(socket);
    account.scan(account.qr ?? '');
    assert.equal((await told).type, 'accountData');
    assert.equal((await once(socket, 'close'))[0], 1000);
    await until(() => account.sockets === 0);
  });

  it('lives behind the proxy path', async () => {
    const account = add();
    const socket = openSocket(`${account.proxyPath}/scanqrcode`);
    assert.equal((await frame(socket)).type, 'qrCode');
    socket.close();
    await until(() => account.sockets === 0);
  });

  it('records what the client says', async () => {
    const account = add();
    const socket = openSocket(account.address('scanqrcode'));
    await frame(socket);
    socket.send('Give the code');
    await until(() => account.calls.length === 2);
    assert.deepEqual([account.calls[1]?.method, account.calls[1]?.body], ['frame', 'Give the code']);
    socket.terminate();
    await until(() => account.sockets === 0);
  });

  it('can drop without a closing handshake', async () => {
    const account = add();
    const socket = openSocket(account.address('scanqrcode'));
    await frame(socket);
    account.drop();
    assert.equal((await once(socket, 'close'))[0], 1006);
  });

  it('is refused with the status of the refusal', async () => {
    const account = add();
    const open = openSocket(account.address('scanqrcode'));
    await frame(open);
    const refusals = { [account.address('scanqrcode')]: 429, '/waInstance42/scanqrcode/x': 403, '/nowhere': 404 };
    for (const [path, status] of Object.entries(refusals)) {
      const [error] = (await once(openSocket(path), 'error')) as [Error];
      assert.match(error.message, new RegExp(`${status}`), path);
    }
    open.terminate();
  });

  it('hangs in the handshake until its client goes away', async () => {
    const account = add();
    account.fault('hang-socket');
    const socket = openSocket(account.address('scanqrcode'));
    socket.on('error', () => undefined);
    await until(() => account.pending === 1);
    socket.terminate();
    await until(() => account.pending === 0);
    assert.equal(account.sockets, 0);
  });

  it('notices a client that leaves politely in the middle of its handshake', async () => {
    const account = add();
    account.fault('hang-socket');
    const client = connect(Number(new URL(server.origin).port), '127.0.0.1');
    client.write(
      `GET ${account.address('scanqrcode')} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    );
    await until(() => account.pending === 1);
    client.end();
    await until(() => account.pending === 0);
  });

  it('that breaks off in the middle of its handshake leaves nothing behind', async () => {
    const account = add();
    const client = connect(Number(new URL(server.origin).port), '127.0.0.1');
    client.write(
      `GET ${account.address('scanqrcode')} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    );
    const [answer] = (await once(client, 'data')) as [Buffer];
    assert.match(String(answer), /^HTTP\/1\.1 400/);
    assert.deepEqual([account.sockets, account.pending], [0, 0]);
  });
});
