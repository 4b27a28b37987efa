import 'chai-a11y-axe';
import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import type { WaQrLogin } from '../../src/index.js';
import { cardShown, createCard, stateNames } from '../browser/gallery-card.js';
import { find, until } from '../browser/world.js';

const LANGUAGES = ['en', 'pt-BR', 'es', 'ru', 'de', 'fr', 'it', 'id', 'tr', 'hi', 'ar', 'he'];
const cdp = (method: string, params: unknown) => executeServerCommand('cdp', { method, params });
const lessMotion = [{ name: 'prefers-reduced-motion', value: 'reduce' }];

interface Look {
  readonly theme: 'light' | 'dark';
  readonly lang: string;
}

/** All states at once, since axe looks at a page as fast as at a card. */
async function showAll({ theme, lang }: Look): Promise<[HTMLElement, WaQrLogin[]]> {
  const main = document.createElement('main');
  main.style.cssText = `display: grid; grid-template-columns: repeat(auto-fill, 360px); gap: 8px; background: ${theme === 'dark' ? '#000' : '#fff'}`;
  const cards = stateNames.map((state) => [state, createCard(state, { theme, lang })] as const);
  main.append(...cards.map(([, card]) => card));
  document.body.append(main);
  await Promise.all(cards.map(([state, card]) => cardShown(card, state)));
  const helps = cards.flatMap(([, { shadowRoot }]) => [...shadowRoot!.querySelectorAll('details')]);
  for (const help of helps) help.open = true;
  await until(() => helps.every((help) => help.querySelector('p')), 'the answers');
  return [main, cards.map(([, card]) => card)];
}

async function expectNoFault(look: Look, ignoredRules: string[] = []): Promise<void> {
  const [main, cards] = await showAll(look);
  try {
    expect(new Set(cards.map((card) => find(card, '.card').lang))).to.deep.equal(new Set([look.lang]));
    await expect(main).to.be.accessible({ ignoredRules });
  } finally {
    main.remove();
  }
}

/** The other engines look at fewer states: axe judges the same tree in each. */
describe('axe finds nothing', () => {
  before(async () => {
    await cdp('Emulation.setDeviceMetricsOverride', { width: 2000, height: 9000, deviceScaleFactor: 1, mobile: false });
    await cdp('Emulation.setEmulatedMedia', { features: lessMotion });
  });
  after(async () => {
    await cdp('Emulation.clearDeviceMetricsOverride', {});
    await cdp('Emulation.setEmulatedMedia', { features: [] });
  });

  for (const theme of ['light', 'dark'] as const)
    for (const lang of ['en', 'ar'])
      it(`in any state (${theme}, ${lang})`, () => expectNoFault({ theme, lang })).timeout(90_000);

  // The colours are the theme's, whatever the language, and their contrast is what axe takes longest to look at.
  for (const lang of LANGUAGES)
    it(`in any state, but for the contrast of its colours (${lang})`, () =>
      expectNoFault({ theme: 'light', lang }, ['color-contrast'])).timeout(90_000);
});

describe('axe', () => {
  it('does find pale text in a card', async () => {
    const card = createCard('expired');
    card.style.setProperty('--wa-quiet', '#ccc');
    document.body.append(card);
    await cardShown(card, 'expired');
    await expect(card).not.to.be.accessible();
    card.remove();
  });
});

describe('with less motion wanted', () => {
  before(() => cdp('Emulation.setEmulatedMedia', { features: lessMotion }));
  after(() => cdp('Emulation.setEmulatedMedia', { features: [] }));

  for (const state of ['waiting', 'qr', 'linking'])
    it(`nothing moves in ${state}`, async () => {
      const card = createCard(state);
      document.body.append(card);
      await cardShown(card, state);
      expect(card.shadowRoot!.getAnimations()).to.deep.equal([]);
      card.remove();
    });
});
