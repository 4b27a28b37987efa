import type { Gateway } from '../gateways/gateway.js';
import { SharedAnswer } from './shared-answer.js';

interface SharedGateway {
  readonly gateway: Gateway;
  /** How many logins use it. */
  users: number;
}

const sharedByKey = new Map<string, SharedGateway>();

/**
 * The gateway for one of several elements of a page that show the same account: where each asked by itself, one element's
 * question would end the code that the other shows. `signal` aborts when the element's login is over.
 */
export function shareGateway(gateway: Gateway, signal: AbortSignal): Gateway {
  signal.throwIfAborted(); // The run may have ended while this was loading.
  const { key } = gateway;
  if (key === undefined) return gateway;
  const shared = sharedByKey.get(key) ?? { gateway: withSharedAnswers(gateway), users: 0 };
  sharedByKey.set(key, shared);
  shared.users++;
  signal.addEventListener('abort', () => --shared.users || sharedByKey.delete(key), { once: true });
  // A second socket would be refused where one at a time is allowed, so the others poll.
  const mustPoll = shared.users > 1 && !gateway.socket?.several;
  return mustPoll ? overridden(shared.gateway, { socket: undefined }) : shared.gateway;
}

/** What several ask at a time is asked once; a person's own wish makes the answers so far worthless. */
function withSharedAnswers(gateway: Gateway): Gateway {
  const qr = new SharedAnswer((signal) => gateway.qr(signal), gateway.pace.qr === 'life');
  const state = new SharedAnswer((signal) => gateway.state(signal), false);
  const forget = () => {
    qr.forget();
    state.forget();
  };
  return overridden(gateway, {
    qr: (signal: AbortSignal) => qr.ask(signal),
    state: (signal: AbortSignal) => state.ask(signal),
    ...(gateway.code && {
      code(phone: string, signal: AbortSignal) {
        forget();
        return gateway.code?.(phone, signal);
      },
    }),
    ...(gateway.restart && {
      restart(signal: AbortSignal) {
        forget();
        return gateway.restart?.(signal);
      },
    }),
  });
}

/** The same gateway but for some members. A gateway may be a class with private fields, so its own methods keep their `this`. */
function overridden(gateway: Gateway, members: Readonly<Record<string, unknown>>): Gateway {
  return new Proxy(gateway, {
    get(target, name) {
      if (Object.hasOwn(members, name)) return members[name as string];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
