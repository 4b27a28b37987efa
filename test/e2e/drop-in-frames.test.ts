import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Frame, Page } from 'puppeteer-core';
import { CLASSIC, drawn, MODULE, settled, statusInTime, until, World } from './drop-in.js';

/** Products put logins into frames of their own, of a customer's page, or of a sandbox. */
describe('the drop-in in a frame', () => {
  let world: World;

  before(async () => (world = await World.start()));
  beforeEach(async () => {
    await world.reset();
    world.site.headers = world.elsewhere.headers = { 'access-control-allow-origin': '*' };
  });
  after(() => world.close());

  const quoted = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const written = (html: string) => `<!doctype html><html lang="en"><title>Frame</title>${html}`;
  /** `src` of a page of the other origin. */
  const foreign = (html: string) => {
    world.elsewhere.pages.set('/frame', written(html));
    return `src="${world.elsewhere.origin}/frame"`;
  };
  async function frame(page: Page): Promise<Frame> {
    const element = await page.waitForSelector('iframe');
    return (await element?.contentFrame()) ?? assert.fail('no frame');
  }
  /** With a real mouse: a browser gives the clipboard to nobody else. */
  const press = async (inner: Frame, part: string) =>
    (await inner.waitForSelector(`wa-qr-login >>> ${part}`, { visible: true }))?.click();

  const kinds: Readonly<Record<string, (html: string) => string>> = {
    'of its own page (srcdoc)': (html) => `srcdoc="${quoted(written(html))}"`,
    'of a sandbox without an origin': (html) => `sandbox="allow-scripts" srcdoc="${quoted(written(html))}"`,
    'of another origin': foreign,
  };
  for (const script of [MODULE, CLASSIC])
    for (const [kind, attributes] of Object.entries(kinds))
      it(`links ${kind}: ${script}`, async () => {
        const account = world.account();
        const page = await world.open(`<iframe height="900" ${attributes(script + world.element(account))}></iframe>`);
        const inner = await frame(page);
        await drawn(inner);
        account.scan(account.qr ?? '');
        await statusInTime(inner, 'linked');
        assert.deepEqual(page.crashes, []);
      });

  it('asks for nothing while its frame is below the fold, also in one of another origin', async () => {
    const account = world.account();
    const page = await world.open(
      `<p style="height: 3000px"></p><iframe height="900" ${foreign(MODULE + world.element(account))}></iframe>`,
    );
    const inner = await frame(page);
    await inner.waitForFunction(() => customElements.get('wa-qr-login'));
    await settled(page);
    assert.equal(account.calls.length, 0);
    await page.evaluate(() => document.querySelector('iframe')?.scrollIntoView());
    await drawn(inner);
  });

  for (const [allow, says] of [
    ['', 'Couldn’t copy. Select the code and copy it.'],
    ['allow="clipboard-write"', 'Copied'],
  ] as const)
    it(`says what has become of a pairing code that is to be copied in a frame with ${allow || 'no rights'}`, async () => {
      const account = world.account();
      const element = world.element(account, 'phone="5511999999999"').replace('method="qr"', 'method="code"');
      const page = await world.open(`<iframe height="900" ${allow} ${foreign(MODULE + element)}></iframe>`);
      const inner = await frame(page);
      await press(inner, '[part=form] [part=button]');
      await until(() => account.calls.some(({ method }) => /code/i.test(method)), 'the question for a pairing code');
      await press(inner, '[part=copy]');
      await inner.waitForFunction(
        (text) => document.querySelector('wa-qr-login')?.shadowRoot?.textContent.includes(text),
        { polling: 50, timeout: 15_000 },
        says,
      );
    });
});
