import type { Relay, RelaySocket } from '../index.js';

/** The object's end of a new WebSocket, which has to be accepted. */
interface ObjectSocket extends RelaySocket {
  accept(): void;
}

/** https://developers.cloudflare.com/workers/runtime-apis/websockets/ */
declare const WebSocketPair: new () => { readonly 0: WebSocket; readonly 1: ObjectSocket };

/**
 * Serves a relay from a Durable Object of Cloudflare's: its answer is what the object's `fetch` returns, for questions and for
 * WebSockets. With one object for each customer, all pages of this customer meet in one place, and no store is needed. Rejects only
 * where the host's own `gateway` function does. The sockets keep the object awake, because it asks the gateway for them; that ends
 * when the last page leaves.
 */
export function toDurableObjectHandler(relay: Relay): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') return relay(request);
    const { 0: page, 1: socket } = new WebSocketPair();
    socket.accept();
    void relay.accept(socket, request);
    return new Response(null, { status: 101, webSocket: page } as ResponseInit);
  };
}
