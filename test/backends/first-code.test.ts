import assert from 'node:assert/strict';
import { register } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { renderToString } from 'react-dom/server';
import { startSimulator, type SimulatorServer } from '../../src/simulator/node.js';
import { environmentFor } from './running-example.js';

const PAGE = '../../demo/examples/next/app/whatsapp/page.js';
const ROUTE = '../../demo/examples/next/app/whatsapp/login/route.js';

declare global {
  /** What the page of the example is asked with. */
  var headersOfNext: Headers;
}

/** Stands for `next/headers`, which is not installed. */
const NEXT_HEADERS = 'data:text/javascript,export const headers = async () => globalThis.headersOfNext';
const HOOK = `export const resolve = (name, context, next) =>
  name === 'next/headers' ? { url: ${JSON.stringify(NEXT_HEADERS)}, shortCircuit: true } : next(name, context);`;

describe('the page in Next.js that brings its first code along', () => {
  let simulator: SimulatorServer;
  before(async () => {
    simulator = await startSimulator();
    register(`data:text/javascript,${encodeURIComponent(HOOK)}`);
  });
  after(() => simulator.close());

  it('holds the code that the route answers with, and none for a stranger', async () => {
    const account = simulator.simulator.add({ gateway: 'green-api' });
    Object.assign(process.env, environmentFor(simulator.origin, account));
    const { default: Page } = (await import(PAGE)) as typeof import('../../demo/examples/next/app/whatsapp/page.js');
    const { GET } = (await import(ROUTE)) as typeof import('../../demo/examples/next/app/whatsapp/login/route.js');
    const render = async (headers: HeadersInit) => {
      globalThis.headersOfNext = new Headers(headers);
      return renderToString(await Page());
    };
    assert.match(await render({}), /<wa-qr-login backend-url="\/whatsapp\/login" app-name="Acme CRM"><\/wa-qr-login>/);
    const html = await render({ cookie: 'session=demo', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' });
    const [, json = ''] =
      /<svg slot="code" [^]*<script type="application\/json">([^<]*)<\/script><\/wa-qr-login>/.exec(html) ?? [];
    const handed: any = JSON.parse(json || assert.fail(html));
    const answer = await GET(
      new Request('https://app.example.com/whatsapp/login?want=qr', { headers: { cookie: 'session=demo' } }),
    );
    const asked: any = await answer.json();
    assert.deepEqual([handed.type, handed.image, handed.version], ['qr', asked.image, asked.version]);
    await GET.close();
  });
});
