import { adapterLoader, GATEWAYS } from '../../../src/gateways/registry.js';
import { DIALECTS, isGatewayName } from '../../../src/simulator/dialects.js';
import { createSimulator, type AccountScript } from '../../../src/simulator/index.js';
import type { Way } from '../faults.js';
import { inMemory, network, type Origin } from './fake-network.js';
import { outsideClock, time } from './fake-time.js';
import { OwnBackend } from './own-backend.js';

/** A gateway with one account, the phone that it belongs to, and how an element is told of it. */
export interface PlayedGateway extends Origin {
  readonly attributes: Readonly<Record<string, string>>;
  scan(): void;
  typeCode(): void;
  passkey(): void;
  logout(): void;
  drop(): void;
}

/** How an element reaches a gateway: by its name, or by its own backend, and by what transport. */
export const WAYS: readonly string[] = [
  ...Object.keys(GATEWAYS).flatMap((name) => (hasSocket(name) ? [name, `${name}, polled`] : [name])),
  ...['backend', 'backend by WebSocket', 'backend by WebSocket only'],
];

function hasSocket(name: string): boolean {
  return isGatewayName(name) && DIALECTS[name].socketMethod !== undefined;
}

/** What each of them can do. */
export function describeWays(): Promise<readonly Way[]> {
  return Promise.all(
    WAYS.map(async (way): Promise<Way> => {
      const isPolled = way.endsWith('polled') || way === 'backend';
      const create = await adapterLoader(way.split(',')[0] ?? '')?.('');
      const { methods } = create?.({ backendUrl: 'https://any.example' }) ?? { methods: ['qr', 'code'] };
      return { way, methods, hasSocket: !isPolled && (way.startsWith('backend') || hasSocket(way)) };
    }),
  );
}

let last = 0;

/** A gateway of this kind with an account of its own. It answers until the network is reset. */
export function playGateway(way: string): PlayedGateway {
  const origin = `https://g${++last}.example`;
  const played = way.startsWith('backend') ? playBackend(way, origin) : playVendor(way, origin);
  network.origins.set(origin, played);
  return played;
}

function playBackend(way: string, origin: string): PlayedGateway {
  const backend = new OwnBackend();
  const isSocket = way.includes('WebSocket');
  return {
    attributes: {
      gateway: 'backend',
      'backend-url': `${isSocket ? origin.replace('https', 'wss') : origin}/login`,
      transport: way.endsWith('only') ? 'websocket' : 'auto',
    },
    fetch: (request) => time.hold(backend.fetch(request)),
    upgrade: () => backend.upgrade(),
    scan: () => backend.scan(),
    typeCode: () => backend.scan(),
    passkey: () => backend.passkey(),
    logout: () => backend.logout(),
    drop: () => backend.drop(),
  };
}

function playVendor(way: string, origin: string): PlayedGateway {
  const [name = ''] = way.split(',');
  const simulator = createSimulator({ clock: outsideClock });
  const account = simulator.add({ gateway: name as NonNullable<AccountScript['gateway']>, linkDelay: 3_000 });
  let code = '';
  return {
    attributes: {
      ...{ gateway: name, 'backend-url': origin, instance: account.instance, token: account.token },
      transport: way.endsWith('polled') ? 'polling' : 'auto',
    },
    async fetch(request) {
      const { response, text } = await time.hold(simulator.fetch(request).then(inMemory));
      code = codeIn(text) ?? code;
      return response;
    },
    upgrade: (request) => simulator.upgrade(request),
    scan() {
      if (account.qr) account.scan(account.qr);
    },
    typeCode() {
      account.enterCode(code);
    },
    passkey: () => account.passkey(),
    logout: () => account.logout(),
    drop: () => account.drop(),
  };
}

/** The pairing code in an answer, in whatever field the gateway has it. */
function codeIn(body: string): string | undefined {
  return /"([A-Z1-9]{4}-?[A-Z1-9]{4})"/.exec(body)?.[1];
}
