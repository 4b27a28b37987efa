import assert from 'node:assert/strict';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { sendResponse } from '../../../../src/relay/node/send-response.js';

describe('an answer of a relay in Node', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
  });

  /** What a client gets of it. */
  async function sent(response: Response): Promise<{ readonly incoming: IncomingMessage; readonly text: string }> {
    const listening = (server = createServer((_, outgoing) => void sendResponse(response, outgoing)));
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const { port } = listening.address() as AddressInfo;
    const incoming = await new Promise<IncomingMessage>((resolve, reject) =>
      get({ port, host: '127.0.0.1' }, resolve).once('error', reject),
    );
    let text = '';
    for await (const chunk of incoming.setEncoding('utf8')) text += String(chunk);
    return { incoming, text };
  }

  it('has its status, its text and its headers, each cookie by itself, and none that belong to the connection', async () => {
    const headers = new Headers({ 'x-one': '1', connection: 'close', 'keep-alive': 'timeout=99' });
    headers.append('set-cookie', 'a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT');
    headers.append('set-cookie', 'b=2');
    const { incoming, text } = await sent(new Response('Hello', { status: 203, headers }));
    assert.deepEqual([incoming.statusCode, text, incoming.headers['x-one']], [203, 'Hello', '1']);
    assert.deepEqual(incoming.headers['set-cookie'], ['a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT', 'b=2']);
    assert.notEqual(incoming.headers['keep-alive'], 'timeout=99');
  });

  it('may have no text, and then no cookies either', async () => {
    const { incoming, text } = await sent(new Response(null, { status: 204 }));
    assert.deepEqual([incoming.statusCode, text, incoming.headers['set-cookie']], [204, '', undefined]);
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
