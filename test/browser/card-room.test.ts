import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { find, until } from './world.js';
import { ScriptedGateway } from './scripted-gateway.js';

const QR: LoginUpdate = { type: 'qr', text: '2@abc,def', expiresIn: 60 };
const CODE: LoginUpdate = { type: 'code', code: 'ABCD1234', expiresIn: 150 };

function card(says: LoginUpdate = QR): WaQrLogin {
  const element = document.createElement('wa-qr-login');
  Object.assign(element, { gateway: new ScriptedGateway(says), method: 'qr', lang: 'de', appName: 'Acme CRM' });
  return element;
}

const drawn = (element: WaQrLogin) => until(() => element.shadowRoot?.querySelector('.life'), 'a code');
const widthOf = (element: HTMLElement) => Math.round(element.getBoundingClientRect().width);

/** Where pages put a card, and how wide it is there in a window of 1000 px. */
const PLACES: Readonly<Record<string, { readonly around: string; readonly width: number }>> = {
  'a dialog': { around: '<dialog open style="position: static; padding: 0; border: 0"><i></i></dialog>', width: 760 },
  'a popover': {
    around: '<div style="position: fixed; inset: 0 auto auto 0; width: fit-content"><i></i></div>',
    width: 760,
  },
  'a centred flex row': { around: '<div style="display: flex; justify-content: center"><i></i></div>', width: 760 },
  'a centred grid': { around: '<div style="display: grid; place-items: center"><i></i></div>', width: 760 },
  'an inline block': { around: '<div style="display: inline-block"><i></i></div>', width: 760 },
  'a table cell': { around: '<table><tbody><tr><td style="padding: 0"><i></i></td></tr></tbody></table>', width: 760 },
  'a narrow flex row': { around: '<div style="display: flex; width: 400px"><i></i></div>', width: 400 },
  'a block of 500 px': { around: '<div style="width: 500px"><i></i></div>', width: 500 },
};

/** What a page may hand down to all that is in it. */
const INHERITED = [
  'white-space: nowrap',
  'white-space: pre',
  'font-size: 0',
  'writing-mode: vertical-rl',
  'columns: 2',
  'text-transform: uppercase; text-indent: 40px',
];

async function placed(around: string, says?: LoginUpdate): Promise<WaQrLogin> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.innerHTML = around;
  const element = card(says);
  box.querySelector('i')?.replaceWith(element);
  await drawn(element);
  return element;
}

/** What is wider than the card. */
function overflowing(element: WaQrLogin): string[] {
  const { left, right } = find(element, '.card').getBoundingClientRect();
  return [...element.shadowRoot!.querySelectorAll<HTMLElement>('h2, p:not(.unseen), li, button, .life, summary')]
    .filter((part) => {
      const box = part.getBoundingClientRect();
      return (
        box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5) && part.getAttribute('part') !== 'resize'
      );
    })
    .map((part) => part.outerHTML.slice(0, 80));
}

describe('the room of the card', () => {
  before(() => executeServerCommand('window-size', { width: 1000, height: 900 }));

  for (const [name, { around, width }] of Object.entries(PLACES))
    it(`is what there is in ${name}`, async () => {
      const element = await placed(around);
      expect(widthOf(element)).to.be.within(width - 20, width);
      expect(overflowing(element)).to.deep.equal([]);
    });

  for (const css of INHERITED)
    it(`is not taken from it by an inherited ${css}`, async () => {
      const element = await placed(`<div style="${css}; width: 700px"><i></i></div>`);
      const steps = find(element, 'ol').getBoundingClientRect();
      const code = find(element, '.life').getBoundingClientRect();
      expect(overflowing(element)).to.deep.equal([]);
      expect(steps.height, 'steps one below the other').to.be.within(120, 320);
      expect(code.width).to.be.within(240, 350);
      expect(parseFloat(getComputedStyle(find(element, 'li')).fontSize)).to.be.at.least(12);
    });

  for (const width of [600, 720])
    for (const size of ['24px', '32px'])
      it(`is enough for letters of ${size} at ${width} px: no word is broken, and no button cut`, async () => {
        const element = await placed(`<div style="width: ${width}px; font-size: ${size}"><i></i></div>`);
        expect(overflowing(element)).to.deep.equal([]);
        const letter = parseFloat(size);
        expect(find(element, 'ol').clientWidth, 'a line of the steps').to.be.above(14 * letter);
        element.gateway = new ScriptedGateway({ type: 'expired', reason: 'codes' });
        await until(() => element.status === 'expired' && element.shadowRoot?.querySelector('.over'), 'the end');
        const tile = find(element, '.over').getBoundingClientRect();
        expect(find(element, '.over button').getBoundingClientRect().bottom).to.be.at.most(tile.bottom);
        expect(overflowing(element)).to.deep.equal([]);
      });

  it('is at most 760 px, in the middle of a wider place', async () => {
    const element = await placed('<div style="width: 960px"><i></i></div>');
    const box = find(element, '.card').getBoundingClientRect();
    expect(box.width).to.equal(760);
    expect(Math.abs(box.left - element.getBoundingClientRect().left - 100)).to.be.below(1);
  });

  it('has no second frame and no second title where the page has its own', async () => {
    const element = await placed('<div style="width: 700px"><i></i></div>');
    element.setAttribute('frameless', '');
    await element.updateComplete;
    const style = getComputedStyle(find(element, '.card'));
    expect([style.borderTopWidth, style.paddingTop, style.boxShadow]).to.deep.equal(['0px', '0px', 'none']);
    expect(find(element, 'h2').getBoundingClientRect().height).to.be.at.most(1);
    const resize = find(element, '.resize').getBoundingClientRect();
    expect(resize.right).to.be.at.most(element.getBoundingClientRect().right, 'a dialog would scroll sideways');
    (element.gateway as ScriptedGateway).answer = CODE;
    await element.requestCode('5511999999999');
    await until(() => find(element, 'h2').textContent.includes('Gib diesen Code'), 'the title of the code');
    expect(find(element, 'h2').getBoundingClientRect().height).to.be.above(20);
  });
});
