import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { DIALECTS } from '../../src/simulator/dialects.js';
import type { Demo } from '../../demo/server.js';
import { startQuickDemo } from '../e2e/demo-visit.js';
import { otherEngines, type EngineWindow } from '../tools/engines.js';

/** A busy machine takes seconds for what takes a moment, ms. */
const PATIENCE = 90_000;

/** What a person does at the demo in the next moment: scans what is on screen, and again if the code was replaced meanwhile. Runs in the page. */
const LINK = `
  const login = document.querySelector('wa-qr-login');
  const phone = document.querySelector('#phone');
  if (login?.shadowRoot?.querySelector('[part~=qr] canvas') && ['ready', 'nothing', 'outdated'].includes(phone.dataset.result))
    phone.querySelector('[name=scan]').click();
  return login?.status;`;

const TYPE_CODE = `
  const login = document.querySelector('wa-qr-login');
  const status = login?.status;
  const number = login?.shadowRoot?.querySelector('#hint b');
  if (number && status === 'idle') login.shadowRoot.querySelector('[type=submit]').click();
  if (status === 'code') document.querySelector('#phone[data-result=ready] [name=enter-code]')?.click();
  return status;`;

/** ENGINES_PICTURES=folder keeps a picture of each end, to look at. */
const pictures = process.env['ENGINES_PICTURES'];

for (const [engine, open] of otherEngines)
  describe(`the demo in ${engine}`, () => {
    let demo: Demo;
    let window: EngineWindow;
    before(async () => {
      [demo, window] = await Promise.all([startQuickDemo(), open()]);
    });
    after(async () => {
      await window?.close();
      await demo?.close();
    });

    async function ends(settings: Readonly<Record<string, string>>, step: string): Promise<void> {
      await window.open(`${demo.address}demo/?${new URLSearchParams(settings).toString()}`);
      const end = performance.now() + PATIENCE;
      for (let status: unknown; status !== 'linked'; await pause(200)) {
        if (performance.now() > end) assert.fail(`It stayed ${String(status)}.`);
        status = await window.run(step);
      }
      for (const [name, value] of Object.entries(settings))
        assert.equal(await window.run(`return document.querySelector('[name="${name}"]').value`), value);
      await keepPicture(Object.values(settings).join('-'));
    }

    async function keepPicture(name: string): Promise<void> {
      if (!pictures) return;
      await mkdir(pictures, { recursive: true });
      await writeFile(join(pictures, `${engine}-${name}.png`), await window.photograph());
    }

    for (const gateway of Object.keys(DIALECTS))
      it(`links a number by ${gateway}, scanned`, { timeout: 2 * PATIENCE }, () => ends({ gateway }, LINK));
    it('links a number by a pairing code', { timeout: 2 * PATIENCE }, () => ends({ method: 'code' }, TYPE_CODE));
  });
