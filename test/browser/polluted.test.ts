import { expect } from '@open-wc/testing';
import { ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, isIn, mount, shows } from './world.js';

declare global {
  /** What a script in an address has done. */
  var hasRun: boolean | undefined;
}

const SCRIPT = 'javascript:void(parent.hasRun=true)';
/** What a careless library may add to every object, or somebody who can. */
const POLLUTION = { page: SCRIPT, url: SCRIPT, image: SCRIPT };

describe('an address that is a script', () => {
  const prototype = Object.prototype as unknown as Record<string, unknown>;
  afterEach(() => {
    for (const name of Object.keys(POLLUTION)) Reflect.deleteProperty(prototype, name);
    globalThis.hasRun = undefined;
  });

  it('comes into no frame and no link, although a gateway gives it as its own page', async () => {
    const gateway = new ScriptedGateway({ type: 'page', url: SCRIPT });
    const element = await mount({ lang: 'en' }, { gateway });
    await shows(element, 'iframe');
    const { shadowRoot } = element;
    expect(shadowRoot?.querySelector('iframe')?.getAttribute('src')).to.equal('about:blank');
    for (const link of shadowRoot?.querySelectorAll('a') ?? []) expect(link.href).not.to.match(/^javascript:/);
    expect(globalThis.hasRun).to.equal(undefined);
  });

  it('comes into no frame where every object of the page has one, and the code is drawn as ever', async () => {
    const gateway = new ScriptedGateway({ type: 'qr', text: '2@ours', expiresIn: 60 });
    Object.assign(prototype, POLLUTION);
    const element = await mount({ lang: 'en' }, { gateway });
    await isIn(element, 'qr');
    await shows(element, DRAWN_QR);
    expect(element.shadowRoot?.querySelector('iframe')).to.equal(null);
    expect(element.shadowRoot?.innerHTML).not.to.include('javascript:');
    expect(globalThis.hasRun).to.equal(undefined);
  });
});
