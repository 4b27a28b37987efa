import { after, before } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { launchChromium } from '../tools/browser-page.js';
import { App } from './apps.js';
import { Host } from './host.js';

/** What the tests of one app share. */
export interface World {
  readonly app: App;
  readonly host: Host;
  readonly browser: Browser;
}

/** Declares an app with the packed package, the server of a product and a browser, which are there while the tests run. */
export function declareWorld(...install: Parameters<typeof App.install>): World {
  const world = {} as { -readonly [Key in keyof World]: World[Key] };
  before(async () => {
    [world.app, world.host, world.browser] = await Promise.all([
      App.install(...install),
      Host.start(),
      launchChromium(),
    ]);
  });
  after(async () => {
    await world.browser?.close();
    await world.host?.close();
    await world.app?.remove();
  });
  return world;
}
