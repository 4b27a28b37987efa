import 'chai-a11y-axe';
import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { scripted, states } from '../../demo/gallery-states.js';
import type { WaQrLogin } from '../../src/index.js';
import { seen } from '../browser/world.js';

const LANGUAGES = ['en', 'pt-BR', 'es', 'ru', 'de', 'fr', 'it', 'id', 'tr', 'hi', 'ar', 'he'];
const cdp = (method: string, params: unknown) => executeServerCommand('cdp', { method, params });

function element(name: string, theme: string, lang: string): WaQrLogin {
  const { says, attributes } = states[name]!;
  const made = document.createElement('wa-qr-login');
  for (const [key, value] of Object.entries({ 'app-name': 'Acme CRM', method: 'qr', theme, lang, ...attributes }))
    made.setAttribute(key, value);
  made.gateway = scripted(says);
  return made;
}

/** All states at once, since axe looks at a page as fast as at a card. */
async function showAll(theme: string, lang: string): Promise<HTMLElement> {
  const main = document.createElement('main');
  main.style.cssText = `display: grid; grid-template-columns: repeat(auto-fill, 360px); gap: 8px; background: ${theme === 'dark' ? '#000' : '#fff'}`;
  const all = Object.keys(states).map((name) => [name, element(name, theme, lang)] as const);
  main.append(...all.map(([, made]) => made));
  document.body.append(main);
  await Promise.all(
    all.map(async ([name, made]) => {
      await seen(() => made.shadowRoot?.querySelector('h2'), name);
      await seen(() => !name.startsWith('qr') || made.shadowRoot?.querySelector('.qr > *'), name);
      await states[name]!.after?.(made);
    }),
  );
  for (const [, { shadowRoot }] of all) for (const help of shadowRoot!.querySelectorAll('details')) help.open = true;
  return main;
}

/** The other engines look at fewer: axe judges the same tree in each. */
describe('axe finds nothing', () => {
  before(async () => {
    await cdp('Emulation.setDeviceMetricsOverride', { width: 2000, height: 6000, deviceScaleFactor: 1, mobile: false });
    await cdp('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
  });
  after(async () => {
    await cdp('Emulation.clearDeviceMetricsOverride', {});
    await cdp('Emulation.setEmulatedMedia', { features: [] });
  });

  for (const theme of ['light', 'dark'])
    for (const lang of LANGUAGES)
      it(`in any state (${theme}, ${lang})`, async () => {
        const main = await showAll(theme, lang);
        try {
          const cards = [...main.children].map((card) => card.shadowRoot!.querySelector<HTMLElement>('.card')!.lang);
          expect(new Set(cards)).to.deep.equal(new Set([lang]));
          await expect(main).to.be.accessible();
        } finally {
          main.remove();
        }
      }).timeout(60_000);
});

describe('axe', () => {
  it('does find pale text in a card', async () => {
    const made = element('expired', 'light', 'en');
    made.style.setProperty('--wa-quiet', '#ccc');
    document.body.append(made);
    await seen(() => made.shadowRoot?.querySelector('h2'), 'words');
    await expect(made).not.to.be.accessible();
    made.remove();
  });
});

describe('with less motion wanted', () => {
  before(() => cdp('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] }));
  after(() => cdp('Emulation.setEmulatedMedia', { features: [] }));

  for (const name of ['waiting', 'qr', 'linking'])
    it(`nothing moves in ${name}`, async () => {
      const made = element(name, 'light', 'en');
      document.body.append(made);
      await seen(() => made.shadowRoot?.querySelector('h2') && made.status === name, name);
      expect(made.shadowRoot!.getAnimations()).to.deep.equal([]);
      made.remove();
    });
});
