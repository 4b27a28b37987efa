import { renderStreamMessage } from '@hotwired/turbo';
import { expect, fixture, html } from '@open-wc/testing';
import { Idiomorph } from 'idiomorph';
import type { WaQrLogin } from '../../src/index.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { isIn, recordEvents, settled, until } from './world.js';

/** How tools bring the page into the shape that its server has sent. */
const TOOLS: Readonly<Record<string, (element: WaQrLogin, markup: string) => void>> = {
  idiomorph: (element, markup) => Idiomorph.morph(element.parentElement!, markup, { morphStyle: 'innerHTML' }),
  'idiomorph from the element on': (element, markup) => Idiomorph.morph(element, markup, { morphStyle: 'outerHTML' }),
  'Turbo’s morph of the element': (element, markup) =>
    renderStreamMessage(
      `<turbo-stream action="replace" method="morph" target="${element.id}"><template>${markup}</template></turbo-stream>`,
    ),
  'Turbo’s morph of what is around it': (element, markup) =>
    renderStreamMessage(
      `<turbo-stream action="update" method="morph" target="${element.parentElement!.id}"><template>${markup}</template></turbo-stream>`,
    ),
};

const MARKUP = '<wa-qr-login id="login" method="qr" app-name="Acme"><b slot="footer">Before</b></wa-qr-login>';
const AFTER = '<wa-qr-login id="login" method="qr" app-name="Ajax"><b slot="footer">After</b></wa-qr-login>';

async function fromServer(markup = MARKUP): Promise<{ element: WaQrLogin; gateway: ScriptedGateway }> {
  const place = await fixture<HTMLElement>(html`<div id="place"></div>`);
  place.innerHTML = markup.replace('<wa-qr-login', '<wa-qr-login manual');
  const element = place.querySelector('wa-qr-login') as WaQrLogin;
  const gateway = new ScriptedGateway(QR);
  Object.assign(element, { gateway, lang: 'de', theme: 'dark' });
  element.removeAttribute('manual');
  element.start();
  await isIn(element, 'qr');
  return { element, gateway };
}

for (const [tool, morph] of Object.entries(TOOLS))
  describe(`an element in a page that ${tool} changes`, () => {
    it('keeps its login and what scripts have set, and takes over what the server says', async () => {
      const { element, gateway } = await fromServer();
      const events = recordEvents(element);
      morph(element, AFTER);
      await until(() => element.querySelector('b')?.textContent === 'After', 'the new markup');
      await until(() => element.getAttribute('status') === 'qr', 'the status');
      await settled();
      expect(document.querySelector('wa-qr-login')).to.equal(element);
      expect([element.lang, element.theme, element.appName, element.status]).to.deep.equal([
        'de',
        'dark',
        'Ajax',
        'qr',
      ]);
      expect([element.getAttribute('lang'), element.getAttribute('theme')]).to.deep.equal(['de', 'dark']);
      expect(element.gateway).to.equal(gateway);
      expect(getComputedStyle(element).colorScheme).to.equal('dark');
      expect(events).to.deep.equal([]);
      expect(element.shadowRoot?.querySelector('h2')?.textContent).to.include('Ajax');
    });

    it('writes its status again each time, and hears the rest of its login', async () => {
      const { element, gateway } = await fromServer();
      const events = recordEvents(element);
      for (const markup of [AFTER, MARKUP, AFTER]) {
        morph(element, markup);
        await until(() => element.getAttribute('app-name') === (markup === AFTER ? 'Ajax' : 'Acme'), 'the markup');
        await until(() => element.getAttribute('status') === 'qr', 'the status');
      }
      gateway.answer = { type: 'linked' };
      await isIn(element, 'linked');
      expect(events.map(({ type }) => type)).to.deep.equal(['statechange', 'linked']);
      morph(element, MARKUP);
      await until(() => element.getAttribute('app-name') === 'Acme', 'the markup');
      await until(() => element.getAttribute('status') === 'linked', 'the status');
    });

    it('gives up an attribute that only the server had written', async () => {
      const { element } = await fromServer(MARKUP.replace('app-name', 'max-codes="2" app-name'));
      expect(element.maxCodes).to.equal(2);
      morph(element, AFTER);
      await until(() => element.getAttribute('app-name') === 'Ajax', 'the new markup');
      await settled();
      expect(element.maxCodes ?? 'none').to.equal('none');
    });
  });
