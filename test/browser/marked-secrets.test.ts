import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { useFakeTimers } from 'sinon';
import { GATEWAYS } from '../../src/gateways/registry.js';
import type { Fixture } from '../unit/gateways/fixture-question.js';
import { askMarked, distinct, gatewayWith, MARK, type MarkedOutcome } from '../unit/gateways/marked-answers.js';
import { mount, recordEvents, settled, until, type RecordedEvent } from './world.js';
import type { Gateway, WaQrLogin } from '../../src/index.js';

const PHONE = '5511999999999';
const realTimeout = setTimeout.bind(window);

/** What an adapter makes of every marked answer. Some wait between two questions, in a time that passes by itself. */
async function outcomesOf(name: string): Promise<readonly MarkedOutcome[]> {
  const fixtures = await executeServerCommand<[string, Fixture][], string>('fixtures', name);
  const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    let outcomes: readonly MarkedOutcome[] | undefined;
    const asked = askMarked(name, new Map(fixtures)).then((found) => (outcomes = found));
    while (!outcomes) {
      await Promise.race([asked, new Promise((resolve) => void realTimeout(resolve, 20))]);
      await clock.tickAsync(1_000);
    }
    return distinct(outcomes);
  } finally {
    clock.restore();
  }
}

/** An element that is told of an outcome, and what it dispatches. */
interface Told {
  readonly one: MarkedOutcome;
  readonly element: WaQrLogin;
  readonly events: readonly RecordedEvent[];
}

async function tell(one: MarkedOutcome): Promise<Told> {
  let isAsked = false;
  const noting = <Result>(result: Result): Result => {
    isAsked = true;
    return result;
  };
  const gateway = gatewayWith(one);
  const noted: Gateway = {
    ...gateway,
    qr: (...args) => noting(gateway.qr(...args)),
    code: (...args) => noting(gateway.code(...args)),
  };
  const element = await mount({ manual: '', lang: 'en', name: 'whatsapp' }, { gateway: noted });
  Object.assign(element.style, { position: 'fixed', top: '0' }); // All are on screen, though one above the other.
  const events = recordEvents(element);
  if (one.request === 'code') void element.requestCode(PHONE);
  else element.start();
  await until(() => isAsked, `a question of ${one.title}`);
  return { one, element, events };
}

/** The name of the account, and the code that is typed or compared, are for the person. The text of a QR code is drawn only. */
function isForThePerson({ isShown, outcome, request }: MarkedOutcome): boolean {
  if (!isShown || outcome instanceof Error || typeof outcome !== 'object' || outcome === null) return false;
  return request === 'account' || 'account' in outcome || 'code' in outcome || 'confirm' in outcome;
}

function check({ one, element, events }: Told): void {
  const details = events
    .filter(({ type }) => type !== 'linked' || !one.isShown)
    .map(({ type, detail, event }) => [type, detail, Object.keys(event)]);
  expect(JSON.stringify(details), one.title).not.to.include(MARK);
  expect(element.outerHTML, one.title).not.to.include(MARK);
  const card = element.shadowRoot?.innerHTML ?? '';
  expect(card, one.title).not.to.equal('');
  if (!isForThePerson(one)) expect(card, one.title).not.to.include(MARK);
}

describe('what an answer holds beside the login is not in the page', () => {
  const logged: string[] = [];
  const real = { ...console };
  const log = (...args: unknown[]) =>
    void logged.push(
      args.map((arg) => (arg instanceof Error ? `${arg.message} ${arg.stack}` : JSON.stringify(arg))).join(' '),
    );
  const crash = (event: Event) =>
    logged.push((event as ErrorEvent).message, String((event as PromiseRejectionEvent).reason));
  before(() => {
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) console[method] = log;
    addEventListener('error', crash);
    addEventListener('unhandledrejection', crash);
  });
  after(() => {
    Object.assign(console, real);
    removeEventListener('error', crash);
    removeEventListener('unhandledrejection', crash);
  });

  for (const name of Object.keys(GATEWAYS))
    it(`(${name})`, async function () {
      this.timeout(120_000);
      const outcomes = await outcomesOf(name);
      expect(outcomes.length).to.be.greaterThan(3);
      const told = await Promise.all(outcomes.map(tell));
      await settled();
      await until(
        () => told.every(({ element }) => element.shadowRoot?.querySelector('h2')?.textContent.trim()),
        'the words of every card',
      );
      told.forEach(check);
      for (const text of [logged.join('\n'), document.title, location.href]) expect(text).not.to.include(MARK);
    });
});

describe('the token of a page is not in it', () => {
  const realFetch = window.fetch;
  afterEach(() => {
    window.fetch = realFetch;
  });

  /** Answers that repeat whatever they were asked. */
  const repeating = (status: number, wrap: (text: string) => string): typeof fetch =>
    function (input, init) {
      const url = input instanceof Request ? input.url : String(input);
      if (!url.startsWith('https://gateway.test')) return realFetch(input, init);
      const asked = JSON.stringify([url, [...new Headers(init?.headers)], MARK]);
      return Promise.resolve(new Response(wrap(asked), { status }));
    };

  for (const gateway of Object.keys(GATEWAYS))
    it(`however much ${gateway} repeats of it`, async () => {
      for (const [status, wrap] of [
        [200, (asked: string) => JSON.stringify({ status: asked, message: asked, error: asked })],
        [401, (asked: string) => JSON.stringify({ message: asked })],
        [404, (asked: string) => `<html>${asked}</html>`],
        [500, (asked: string) => asked],
      ] as const) {
        window.fetch = repeating(status, wrap);
        const settings = { gateway, 'backend-url': 'https://gateway.test', transport: 'polling', manual: '' };
        const element = await mount({ ...settings, instance: '1101', token: MARK, 'client-token': MARK });
        const events = recordEvents(element);
        element.start();
        await until(() => element.status !== 'idle', 'a login');
        await settled();
        element.stop();
        const details = JSON.stringify(events.map(({ detail, event }) => [detail, Object.keys(event)]));
        element.removeAttribute('token'); // the page's own
        element.removeAttribute('client-token');
        for (const text of [details, element.shadowRoot?.innerHTML ?? '', element.outerHTML, document.title])
          expect(text).not.to.include(MARK);
      }
    });
});
