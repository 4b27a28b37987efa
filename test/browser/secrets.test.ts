import { expect } from '@open-wc/testing';
import type { FaultName } from '../../src/simulator/index.js';
import { mountFor, RemoteAccount } from './simulated-account.js';
import { recordEvents, settled, until } from './world.js';

/** Every way a login can go wrong at once, and some in which it does not. */
const FAULTS: readonly (FaultName | undefined)[] = [
  undefined,
  'starting',
  'expired-account',
  'deleted',
  'validation',
  'unauthorized',
  'forbidden',
  'not-found',
  'not-found-json',
  'rate-limited',
  'quota',
  'error-500',
  'slow',
  'html',
  'null',
  'error-text',
  'has-auth',
  'half',
  'reset',
  'no-cors',
  'refuse-socket',
  'drop-socket',
  'garbage-frame',
];

describe('the token', () => {
  const logged: string[] = [];
  const real = { ...console };
  const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const crash = (event: Event) =>
    logged.push((event as ErrorEvent).message, String((event as PromiseRejectionEvent).reason));
  before(() => {
    for (const method of methods)
      console[method] = (...args: unknown[]) =>
        void logged.push(
          args
            .map((arg) =>
              arg instanceof Error ? `${arg.message} ${arg.stack} ${String(arg.cause)}` : JSON.stringify(arg),
            )
            .join(' '),
        );
    addEventListener('error', crash);
    addEventListener('unhandledrejection', crash);
  });
  after(() => {
    Object.assign(console, real);
    removeEventListener('error', crash);
    removeEventListener('unhandledrejection', crash);
  });

  for (const transport of ['polling', 'auto'])
    for (const fault of FAULTS)
      it(`is told to nobody (${fault ?? 'all is well'}, ${transport})`, async () => {
        const account = await RemoteAccount.create({ state: fault ? 'notAuthorized' : 'authorized' });
        if (fault) await account.fault(fault);
        const element = await mountFor(account, { transport, manual: '' });
        const events = recordEvents(element);
        element.start();
        await until(async () => {
          const { calls, pending } = await account.report();
          return calls.length > 0 && pending === 0;
        }, 'an answer');
        await settled();
        const details = events.map(({ type, detail, event }) => [type, detail, Object.keys(event)]);
        const card = element.shadowRoot?.innerHTML ?? '';
        element.removeAttribute('token'); // the page's own
        const { outerHTML } = element;
        for (const text of [JSON.stringify(details), card, outerHTML, logged.join('\n'), location.href, document.title])
          expect(text).not.to.include(account.token);
      });

  it('is warned about, once', () => {
    expect(logged.filter((line) => line.includes('everybody who sees this page can read'))).to.have.length(1);
  });
});
