import { expect, fixture, html } from '@open-wc/testing';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { isIn, mount, until } from './world.js';

/** A panel of a page, closed: what closes it, and what opens it. */
interface Panel {
  readonly style: string;
  /** Of the panel's own child that holds the element, where that is what is styled. */
  readonly inner?: string;
  readonly open: string;
}

const PANELS: Readonly<Record<string, Panel>> = {
  'an accordion of height 0': { style: 'height: 0; overflow: hidden', open: 'height: auto' },
  'a grid row of 0fr': {
    style: 'display: grid; grid-template-rows: 0fr',
    inner: 'min-height: 0; overflow: hidden',
    open: 'display: grid; grid-template-rows: 1fr',
  },
  'a drawer moved out to the right': {
    style: 'position: fixed; inset: 0 0 0 auto; width: 320px; transform: translateX(100%)',
    open: 'position: fixed; inset: 0 0 0 auto; width: 320px',
  },
  'a drawer moved out to the left': {
    style: 'position: fixed; inset: 0 auto 0 0; width: 320px; transform: translateX(-100%)',
    open: 'position: fixed; inset: 0 auto 0 0; width: 320px',
  },
  'the neighbour slide of a carousel': {
    style: 'width: 320px; overflow: hidden',
    inner: 'width: 320px; transform: translateX(100%)',
    open: 'width: 640px; overflow: visible',
  },
  'visibility: hidden': { style: 'visibility: hidden', open: '' },
  'opacity: 0': { style: 'opacity: 0', open: '' },
  'scale(0)': { style: 'transform: scale(0)', open: '' },
  'clip-path': { style: 'clip-path: inset(100%)', open: '' },
  'display: none': { style: 'display: none', open: '' },
  'content-visibility: hidden': { style: 'content-visibility: hidden', open: '' },
};

const panelOf = async ({ style, inner = '' }: Panel) => {
  const panel = await fixture<HTMLElement>(html`<section style=${style}><div style=${inner}></div></section>`);
  const gateway = new ScriptedGateway(QR);
  const element = document.createElement('wa-qr-login');
  element.gateway = gateway;
  panel.firstElementChild?.append(element);
  await element.updateComplete;
  return { panel, gateway, element };
};

/** Long enough for a login to begin: another element, in front of everything, has one. */
const another = async () => {
  const control = await mount({ method: 'qr' }, { gateway: new ScriptedGateway(QR) });
  control.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 320px';
  await isIn(control, 'qr');
  control.remove();
};

describe('an element in a panel that is closed by', () => {
  for (const [name, panel] of Object.entries(PANELS))
    it(`${name} asks for no code before it is opened`, async () => {
      const { panel: section, gateway, element } = await panelOf(panel);
      element.method = 'qr';
      await another();
      expect(gateway.asked).to.deep.equal([]);
      section.style.cssText = panel.open;
      if (panel.inner?.includes('translateX')) section.querySelector('div')?.removeAttribute('style');
      await isIn(element, 'qr');
    });

  it('opacity asks for nothing more while a code that ends in it is hidden', async () => {
    const { panel, gateway, element } = await panelOf({ style: '', open: '' });
    element.method = 'qr';
    await isIn(element, 'qr');
    panel.style.opacity = '0';
    const asked = () => gateway.asked.length;
    // One question may have been under way.
    await until(() => element.checkVisibility({ opacityProperty: true }) === false, 'hidden');
    await another();
    const before = asked();
    await another();
    expect(asked()).to.equal(before);
    panel.style.opacity = '';
    await until(() => asked() > before, 'a question after it is shown again');
  });
});
