import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CLASSIC, drawn, MODULE, settled, until, World } from './drop-in.js';

/** What only a login needs: the encoder, and a gateway's adapter. */
const HEAVY = /qrcode|green-api|z-engine|z-api|plugchat/;

/** What servers see of an element that nobody sees. */
describe('the drop-in where nobody sees it', () => {
  let world: World;

  before(async () => (world = await World.start()));
  beforeEach(() => world.reset());
  after(() => world.close());

  const hidden: Readonly<Record<string, (element: string) => string>> = {
    'below the fold': (element) => `<p style="height: 3000px"></p>${element}`,
    'in a closed dialog': (element) => `<dialog>${element}</dialog>`,
    'in a closed disclosure': (element) => `<details><summary>More</summary>${element}</details>`,
    'in a hidden part of the page': (element) => `<div hidden>${element}</div>`,
    'in a template': (element) => `<template>${element}</template>`,
    'in a part whose content is not rendered': (element) =>
      `<p style="height: 3000px"></p><div style="content-visibility: auto">${element}</div>`,
  };
  const reveal: Readonly<Record<string, string>> = {
    'below the fold': 'document.querySelector("wa-qr-login").scrollIntoView()',
    'in a closed dialog': 'document.querySelector("dialog").showModal()',
    'in a closed disclosure': 'document.querySelector("details").open = true',
    'in a hidden part of the page': 'document.querySelector("div").hidden = false',
    'in a template': 'document.body.prepend(document.querySelector("template").content)',
    'in a part whose content is not rendered': 'scrollTo(0, 3000)',
  };

  for (const script of [MODULE, CLASSIC])
    for (const [where, put] of Object.entries(hidden))
      it(`asks for nothing ${where}, and begins when it is seen: ${script}`, async () => {
        const account = world.account();
        const page = await world.open(script + put(world.element(account, 'lang="de"')));
        await page.waitForFunction(() => customElements.get('wa-qr-login'));
        await settled(page);
        assert.deepEqual([world.site.asked.length, account.calls.length], [2, 0], world.site.asked.join());
        await page.evaluate(reveal[where] ?? '');
        await drawn(page);
        assert.ok(account.calls.length > 0);
        await settled(page); // what follows the code must not reach the next test
      });

  it('asks the gateway and for the encoder only when it is told to, if it is manual', async () => {
    const account = world.account();
    const page = await world.open(MODULE + world.element(account, 'manual'));
    await page.waitForFunction(() => document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('button'));
    await settled(page);
    assert.deepEqual(
      world.site.asked.filter((path) => HEAVY.test(path)),
      [],
    );
    assert.equal(account.calls.length, 0);
    await page.evaluate(() => document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('button')?.click());
    await drawn(page);
  });

  it('asks for the encoder before the gateway has answered', async () => {
    const account = world.account();
    account.fault('hang');
    await world.open(MODULE + world.element(account));
    await until(() => world.site.asked.some((path) => path.includes('/qrcode-')), 'the encoder');
    await until(() => account.calls.length > 0, 'a question');
  });

  it('asks for each chunk once, however many elements there are', async () => {
    const page = await world.open(MODULE + world.element(world.account()).repeat(3));
    await page.setViewport({ width: 800, height: 3000 });
    await page.waitForFunction(() =>
      [...document.querySelectorAll('wa-qr-login')].every(({ shadowRoot }) => shadowRoot?.querySelector('.qr canvas')),
    );
    assert.equal(new Set(world.site.asked).size, world.site.asked.length, world.site.asked.join());
  });
});
