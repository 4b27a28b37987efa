import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { sendResponse } from '../../../../src/relay/node/send-response.js';

/** More than the buffers of a connection hold. */
const CHUNKS = Array.from({ length: 200 }, (_, n) => new Uint8Array(64_000).fill(n));

describe('a response that a host gives in Fetch’s form', () => {
  let respond: () => Response;
  let sent: Promise<void>;
  const server = createServer((_, outgoing) => {
    outgoing.on('error', () => undefined);
    sent = sendResponse(respond(), outgoing);
  });
  let port: number;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const ask = () => fetch(`http://127.0.0.1:${port}/`);

  it('is sent with its status, its cookies and its length', async () => {
    const headers: [string, string][] = [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['x-own', 'yes'],
    ];
    respond = () => new Response('refused, as it were', { status: 403, headers });
    const answer = await ask();
    assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2']);
    assert.deepEqual([answer.status, answer.headers.get('x-own')], [403, 'yes']);
    assert.equal(answer.headers.get('content-length'), '19');
    assert.equal(await answer.text(), 'refused, as it were');
  });

  it('is sent without a body', async () => {
    respond = () => new Response(null, { status: 401 });
    const answer = await ask();
    assert.deepEqual([answer.status, await answer.text()], [401, '']);
  });

  it('is sent in whole, however long it is and in however many parts', async () => {
    respond = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            for (const chunk of CHUNKS) controller.enqueue(chunk);
            controller.close();
          },
        }),
      );
    assert.deepEqual(Buffer.from(await (await ask()).arrayBuffer()), Buffer.concat(CHUNKS));
    await sent;
  });

  it('is read no further when the client has gone', async () => {
    let pulled = 0;
    const cancelled = new Promise<void>((resolve) => {
      respond = () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(CHUNKS[pulled++ % CHUNKS.length]!),
            cancel: () => resolve(),
          }),
        );
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: host.test\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await cancelled;
    await sent;
  });

  it('is over for a client that goes at the moment at which a part of it comes', async () => {
    const outgoing = Object.assign(new EventEmitter(), {
      ...{ destroyed: false, setHeader: () => undefined, end: () => assert.fail('it has gone') },
      write: () => !outgoing.destroyed,
    });
    let body: ReadableStreamDefaultController<Uint8Array> | undefined;
    let isCancelled = false;
    const response = new Response(
      new ReadableStream({ start: (controller) => (body = controller), cancel: () => void (isCancelled = true) }),
    );
    const sending = sendResponse(response, outgoing as never);
    for (let part = 0; part < 2; part++) {
      await setImmediate();
      body?.enqueue(new Uint8Array(8));
    }
    outgoing.destroyed = true;
    outgoing.emit('close');
    await sending;
    assert.equal(isCancelled, true);
  });

  it('breaks off where its body does', async () => {
    respond = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.error(new Error('the host’s own stream')),
        }),
      );
    await assert.rejects(async () => (await ask()).text());
    await sent;
  });

  it('is not sent to a client that has gone, or was answered', async () => {
    const written: string[] = [];
    const outgoing = (state: object) =>
      ({ ...state, setHeader: (name: string) => written.push(name), end: () => written.push('end') }) as never;
    await sendResponse(new Response(null, { headers: { 'x-one': '1' } }), outgoing({ destroyed: true }));
    await sendResponse(new Response(null, { headers: { 'x-one': '1' } }), outgoing({ writableEnded: true }));
    assert.deepEqual(written, []);
  });
});
