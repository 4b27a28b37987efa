import assert from 'node:assert/strict';
import type { Answers } from './answers.js';
import type { InPage } from './embedded.js';
import type { Visit } from './visit.js';
import type { World } from './world.js';

/** Tests how a bound value reaches the element, and that later values do. */
export function asksAboutValues(world: World, inPage: InPage, answers: Answers): void {
  inPage('passes what is bound to the name of a property, and each later value', '/bench', async (visit) => {
    await visit.set({ view: 'properties', manual: true });
    await visit.hasTitle('First');
    await visit.set({ appName: 'Second', maxCodes: 2 });
    await visit.hasTitle('Second');
    for (const [name, wanted] of [
      ['appName', 'Second'],
      ['maxCodes', 2],
      ['manual', true],
      ['backendUrl', '/whatsapp/login'],
    ] as const)
      assert.equal(await visit.property(name), wanted);
    answers.set('`appName`, a string, is set as', await way(visit, 'app-name', 'appname'));
    answers.set('`maxCodes`, a number, is set as', await way(visit, 'max-codes', 'maxcodes'));
    answers.set('`manual`, a boolean, is set as', await way(visit, 'manual'));
    await visit.set({ manual: false });
    await visit.until(async () => (await visit.property('manual')) === false);
  });

  inPage('passes what is bound to the name of an attribute, and each later value', '/bench', async (visit) => {
    const account = world.host.simulator.simulator.add();
    await visit.takeSession(account);
    await visit.set({ view: 'attributes' });
    await visit.hasTitle('First');
    await visit.set({ appName: 'Second', maxCodes: 2 });
    await visit.hasTitle('Second');
    for (const [name, wanted] of [
      ['appName', 'Second'],
      ['maxCodes', 2],
      ['manual', true],
      ['theme', 'dark'],
      ['backendUrl', '/whatsapp/login'],
    ] as const)
      assert.equal(await visit.property(name), wanted);
    answers.set('`app-name`, a string, is set as', await way(visit, 'app-name'));
    answers.set('`max-codes`, a number, is set as', await way(visit, 'max-codes'));
    answers.set('`manual` without a value is set as', await way(visit, 'manual'));
    assert.deepEqual(world.host.askedAbout(account), [], 'asked although it is manual');
    await visit.page.$eval('wa-qr-login', (login) => login.start());
    await visit.isDrawn();
    assert.equal(world.host.askedAbout(account).length, 1);
  });

  inPage('hands over objects and functions as they are, and each later one', '/bench', async (visit) => {
    await visit.page.evaluate(() => {
      const rich = {
        messages: { title: 'Now {app}' },
        headers: () => ({}),
        gateway: (globalThis as any).app.greenApi({ backendUrl: 'http://127.0.0.1' }),
      };
      (globalThis as any).rich = rich;
      (globalThis as any).app.set({ view: 'properties', manual: true, messages: { title: 'Before {app}' } });
    });
    await visit.hasTitle('Before First');
    await visit.page.evaluate(() => (globalThis as any).app.set((globalThis as any).rich));
    await visit.hasTitle('Now First');
    const same = await visit.page.$eval('wa-qr-login', (login) =>
      Object.entries((globalThis as any).rich).map(([name, value]) => [name, (login as any)[name] === value]),
    );
    for (const [name, is] of same) answers.set(`\`${name}\` is set as`, is ? 'the same object' : 'another object');
    await visit.set({ messages: undefined });
    await visit.page.evaluate(() => (globalThis as any).app.set({ messages: undefined }));
    await visit.page.waitForFunction(
      () => !document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('h2')?.textContent.includes('Now'),
    );
  });

  inPage('keeps attributes that were set before the element was defined', '/bench?late', async (visit) => {
    await visit.set({ view: 'attributes', appName: 'Early', maxCodes: 2 });
    await define(visit);
    await visit.hasTitle('Early');
    assert.equal(await visit.property('maxCodes'), 2);
  });

  inPage(
    'tells which properties are lost that were set before the element was defined',
    '/bench?late',
    async (visit) => {
      await visit.page.evaluate(() => {
        const early = { appName: 'Early', maxCodes: 2, messages: {}, headers: () => ({}), manual: true };
        (globalThis as any).early = early;
        (globalThis as any).app.set({ view: 'properties', ...early });
      });
      await visit.has('wa-qr-login');
      await define(visit);
      const lost = await visit.page.$eval('wa-qr-login', (login) =>
        Object.entries((globalThis as any).early)
          .filter(([name, value]) => (login as any)[name] !== value)
          .map(([name]) => `\`${name}\``),
      );
      answers.set('Rendered before the element is defined, it lacks', lost.join(', ') || 'nothing');
      await visit.set({ appName: 'Later' });
      await visit.hasTitle('Later');
    },
  );

  inPage('keeps what is in a slot, and follows its text', '/bench', async (visit) => {
    await visit.set({ view: 'properties', manual: true });
    await visit.hasTitle('First');
    await visit.page.$eval('wa-qr-login span', (span) => ((globalThis as any).span = span));
    await visit.set({ appName: 'Second', footer: 'More help' });
    await visit.hasTitle('Second');
    const [same, shown, text] = await visit.page.$eval('wa-qr-login span', (span) => [
      span === (globalThis as any).span,
      span.assignedSlot?.name === 'footer' && span.checkVisibility(),
      span.textContent,
    ]);
    assert.deepEqual([shown, text], [true, 'More help']);
    answers.set('What is in a slot, after its text has changed, is', same ? 'the same node' : 'another node');
  });
}

/** Tells by which way a value was set. The element does not reflect these properties, so an attribute can only come from the app. */
async function way(visit: Visit, ...names: readonly string[]): Promise<string> {
  for (const name of names) if ((await visit.attribute(name)) !== null) return 'attribute';
  return 'property';
}

async function define(visit: Visit): Promise<void> {
  await visit.has('wa-qr-login');
  await visit.page.evaluate(() => (globalThis as any).app.define());
  await visit.has('wa-qr-login:defined');
  await visit.settle();
}
