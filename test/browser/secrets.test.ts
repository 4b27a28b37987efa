import { expect } from '@open-wc/testing';
import type { FaultName } from '../../src/simulator/index.js';
import { Account, login, pause, record, seen } from './world.js';

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
        const account = await Account.create({ state: fault ? 'notAuthorized' : 'authorized' });
        if (fault) await account.fault(fault);
        const element = await login(account, { transport, manual: '' });
        const given = element.outerHTML;
        const told = record(element);
        element.start();
        await seen(async () => (await account.report()).calls.length > 0, 'a question');
        await pause(60);
        const details = told.map(({ type, detail, event }) => [type, detail, Object.keys(event)]);
        const shown =
          (element.shadowRoot?.innerHTML ?? '') + element.outerHTML.replace(given.split(' status=')[0] ?? '', '');
        element.removeAttribute('token');
        expect(element.outerHTML).not.to.include(account.token);
        for (const text of [
          JSON.stringify(details),
          shown.replace(`token="${account.token}"`, ''),
          logged.join('\n'),
          location.href,
          document.title,
        ])
          expect(text).not.to.include(account.token);
      });

  it('is warned about, once', () => {
    expect(logged.filter((line) => line.includes('everybody who sees this page can read'))).to.have.length(1);
  });
});
