import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { answersInReadme, type Answers } from './answers.js';
import type { App, Framework } from './apps.js';
import { asksImperatively } from './imperative.js';
import { asksAboutLife } from './life.js';
import { asksAboutLogins } from './logins.js';
import { asksAboutValues } from './values.js';
import { Visit } from './visit.js';
import { declareWorld, type World } from './world.js';

/** Declares a test with a page of its own, whose console must stay silent. Without a path the test opens the page by itself. */
export type InPage = (fact: string, path: string | null, run: (visit: Visit) => Promise<void>) => void;

interface Facts {
  /** Checks that wrong code does not compile. Without this function the type check of the app covers that. */
  readonly refused?: (app: App) => Promise<void>;
  /** Makes each build and resolves with the folder to serve. */
  readonly builds: Readonly<Record<string, (app: App) => Promise<string>>>;
  /** Whether the build of the app checks its types, so that no separate check is needed. */
  readonly checkedByBuild?: boolean;
}

/** Declares the tests of one framework's app, from installing the packed package to linking a number. */
export function embedded(framework: Framework, { builds, refused, checkedByBuild }: Facts): void {
  describe(framework, () => {
    const world = declareWorld(framework);

    if (!checkedByBuild)
      it('is typed: the strict check passes, and what is wrong in it is refused', async () => {
        const { ok, output } = await world.app.run('check');
        assert.ok(ok, output);
      });
    if (refused) it('is typed: what is wrong is refused', () => refused(world.app));

    for (const [name, make] of Object.entries(builds))
      describe(name, () => {
        const answers: Answers = new Map();
        before(async () => {
          world.host.root = await make(world.app);
        });
        const inPage: InPage = (fact, path, run) => it(fact, { timeout: 60_000 }, () => visiting(world, path, run));
        // The tests spend most of their time waiting.
        describe('in a page', { concurrency: 4 }, () => {
          asksAboutLogins(world, inPage, answers);
          asksAboutValues(world, inPage, answers);
          asksAboutLife(world, inPage, answers);
          asksImperatively(world, inPage, framework === 'react' && name === 'development');
        });

        it('answers as README.md says', async () => {
          assert.deepEqual(Object.fromEntries(answers), await answersInReadme(framework));
        });
      });
  });
}

function visiting({ browser, host }: World, path: string | null, run: (visit: Visit) => Promise<void>): Promise<void> {
  return Visit.during(browser, host, async (visit) => {
    if (path) await visit.go(path);
    await run(visit);
  });
}
