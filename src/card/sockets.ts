// A chunk of its own, for gateways and backends with a WebSocket.
export { listen } from '../transport/listen.js';
