import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { startDemo } from '../../../demo/server.js';

const SCRIPT = '<script type="module" src="/demo/reload.ts"></script>';

async function start(t: TestContext, reload: boolean) {
  const demo = await startDemo({ port: 0, reload });
  t.after(() => demo.close());
  return demo;
}

const page = async (address: string) => (await fetch(`${address}demo/`)).text();

describe('the demo of npm run dev', () => {
  it('has a page that waits for the end of its server', async (t) => {
    const { address, close } = await start(t, true);
    assert.ok((await page(address)).includes(`${SCRIPT}</head>`));
    assert.match(await (await fetch(`${address}demo/reload.ts`)).text(), /new EventSource\("\.\/changes"\)/);
    const changes = await fetch(`${address}demo/changes`);
    assert.equal(changes.headers.get('content-type'), 'text/event-stream');
    const reader = changes.body!.getReader();
    assert.equal(new TextDecoder().decode((await reader.read()).value), 'retry: 300\n\n');
    const end = reader.read().catch(() => ({ done: true }));
    await close();
    assert.equal((await end).done, true);
  });

  it('is that of npm start otherwise', async (t) => {
    const { address } = await start(t, false);
    assert.ok(!(await page(address)).includes(SCRIPT));
    assert.equal((await fetch(`${address}demo/changes`)).status, 404);
  });
});
