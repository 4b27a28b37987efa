/** What each Request of a page was made from. */
const incomings = new WeakMap<Request, object>();

export function rememberIncoming(request: Request, incoming: object): Request {
  incomings.set(request, incoming);
  return request;
}

/**
 * The request of Node, Express, Nest or Fastify that was handed to `toNodeHandler`, `toNodeFirst` or `toNodeUpgradeHandler`, with
 * what your middleware has added to it, such as `user` or `session`. `request`: the one that the relay hands to `gateway` and to
 * `onLinked`, and no copy of it. Undefined where no such function made it.
 */
export function incomingOf(request: Request): object | undefined {
  return incomings.get(request);
}
