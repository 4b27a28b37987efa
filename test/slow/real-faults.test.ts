import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { HTTP_FAULTS, NastyServer, SOCKET_FAULTS, type HttpFault, type SocketFault } from './nasty-server.js';
import { PlayedPages } from './open-page.js';
import type { RealLogin } from './page/real.js';

/** However busy the machine is: a login gives up after half a minute of failures, three of them a silent socket's. */
const PATIENCE = 200_000;
const ERRORS = ['unavailable', 'blocked', 'bad-response', 'unauthorized'];

interface Case {
  readonly name: string;
  readonly http?: HttpFault;
  readonly socket?: SocketFault;
  readonly transport?: string;
  /** Its way is by polling, which is well. */
  readonly isWell?: boolean;
}

/** Those that close, or never open, so that the socket alone comes to an end in time. */
const isShort = (name: string) => /handshake|resets|known kind|never began|UTF-8/.test(name);

const CASES: readonly Case[] = [
  ...Object.entries(HTTP_FAULTS).map(([name, http]) => ({ name, http })),
  ...Object.entries(SOCKET_FAULTS).map(([name, socket]) => ({ name, socket, transport: 'auto', isWell: true })),
  ...Object.entries(SOCKET_FAULTS)
    .filter(([name]) => isShort(name))
    .map(([name, socket]) => ({ name: `${name}, and there is no other way`, socket, transport: 'websocket' })),
];

/** What the fault matrix plays in the page, here by a real server in front of Chromium's own network. */
describe('a backend that', () => {
  const server = new NastyServer();
  /** Nobody listens at its port before it is mended. */
  const refusing = new NastyServer();
  const thrown: string[] = [];
  let pages: PlayedPages;
  let page: Page;
  let refusedPort: number;

  before(async () => {
    refusedPort = await refusing.listen();
    await refusing.close();
    const port = await server.listen();
    CASES.forEach(({ http, socket }, n) => server.befall(`f${n}`, http, socket));
    pages = await PlayedPages.start();
    page = await pages.open('real');
    page.on('pageerror', (error) => thrown.push(String(error)));
    const logins = CASES.map(({ name, socket, transport = 'auto' }, n) => ({
      ...{ id: name, transport, method: 'qr' },
      'backend-url': `${socket ? 'ws' : 'http'}://f${n}.localhost:${port}/login`,
    }));
    const refused = ['http', 'ws'].map((scheme) => ({
      ...{ id: `refuses ${scheme}`, method: 'qr', 'backend-url': `${scheme}://refused.localhost:${refusedPort}/login` },
    }));
    await page.evaluate((all) => globalThis.mountReal(all), [...logins, ...refused]);
  });
  after(async () => {
    await pages.close();
    await server.close();
    await refusing.close();
  });

  const loginOf = async (name: string): Promise<RealLogin> =>
    (await page.evaluate(() => globalThis.realLogins()))[name]!;
  /** How a login stands once it stands so, or when patience is at its end. */
  async function until(
    name: string,
    holds: (login: RealLogin) => boolean,
    meanwhile?: () => Promise<void>,
  ): Promise<RealLogin> {
    const end = performance.now() + PATIENCE;
    let login = await loginOf(name);
    while (!holds(login) && performance.now() < end) {
      await meanwhile?.();
      await setTimeout(250);
      login = await loginOf(name);
    }
    return login;
  }

  const failing = [...CASES.filter(({ isWell }) => !isWell).map(({ name }) => name), 'refuses http', 'refuses ws'];
  const well = CASES.filter(({ isWell }) => isWell).map(({ name }) => name);

  for (const name of failing)
    it(`${name} is told as an error that names no culprit`, async () => {
      const { status, error } = await until(name, (login) => login.status === 'error');
      assert.equal(status, 'error');
      assert.ok(ERRORS.includes(error ?? ''), error);
    });

  for (const name of well)
    it(`${name} is asked by polling instead`, async () => {
      assert.equal((await until(name, (login) => login.status === 'qr')).status, 'qr');
    });

  it('is mended gives a code to each of them, by the button of its error', async () => {
    server.mend();
    await refusing.listen(refusedPort);
    const goOn = () => page.evaluate(() => globalThis.goOnReal());
    for (const name of [...failing, ...well]) {
      const { status } = await until(name, (login) => login.status === 'qr', goOn);
      assert.equal(status, 'qr', name);
    }
    console.log(`${CASES.length + 2} faults over real sockets`);
  });

  it('has made nothing throw, and keeps no socket of an element that is gone', async () => {
    await page.evaluate(() => document.body.replaceChildren());
    const end = performance.now() + PATIENCE;
    while (server.openSockets + refusing.openSockets > 0 && performance.now() < end) await setTimeout(100);
    assert.equal(server.openSockets + refusing.openSockets, 0);
    assert.deepEqual(thrown, []);
  });
});
