import { expect } from '@open-wc/testing';
import 'chai-a11y-axe';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { find, isIn, mount, shows } from './world.js';

const account = { id: '5511999999999@c.us', phone: '5511999999999', name: 'Ana' };

/** Every status but `idle`, and what brings it about. */
const STATUSES = {
  waiting: { type: 'waiting' },
  qr: { type: 'qr', text: '2@abc,def', expiresIn: 60 },
  code: { type: 'code', code: 'ABCD1234', expiresIn: 150 },
  linking: { type: 'linking' },
  passkey: { type: 'passkey', url: 'https://help.example', token: 'FA48-HS63', expiresIn: 300 },
  linked: { type: 'linked', account },
  expired: { type: 'expired' },
  error: { type: 'error', code: 'unavailable' },
} as const satisfies Record<string, LoginUpdate>;

async function mountIn(status: keyof typeof STATUSES, attributes: Record<string, string> = {}): Promise<WaQrLogin> {
  const gateway = new ScriptedGateway(STATUSES[status]);
  const element = await mount({ 'app-name': 'Acme CRM', lang: 'en', ...attributes }, { gateway });
  await isIn(element, status);
  return element;
}

describe('the element', () => {
  for (const status of Object.keys(STATUSES) as (keyof typeof STATUSES)[])
    for (const theme of ['light', 'dark'])
      it(`is accessible in ${status}, ${theme}`, async () => {
        await expect(await mountIn(status, { theme })).to.be.accessible();
      });

  it('is accessible as a number form, and in its error', async () => {
    const gateway = new ScriptedGateway(STATUSES.waiting);
    const element = await mount({ method: 'code', lang: 'en' }, { gateway });
    await shows(element, 'form');
    await expect(element).to.be.accessible();
    find(element, '[type=submit]').click();
    await shows(element, '[role=alert]');
    await expect(element).to.be.accessible();
  });

  it('puts focus on the heading when what held it is gone, and steals it from nowhere', async () => {
    const element = await mountIn('expired');
    const gateway = element.gateway as ScriptedGateway;
    gateway.answer = STATUSES.qr;
    find(element, '[part~=button]').focus();
    find(element, '[part~=button]').click();
    await isIn(element, 'qr');
    expect(element.shadowRoot?.activeElement).to.equal(find(element, 'h2'));
    find(element, 'h2').blur();
    gateway.answer = STATUSES.linked;
    await isIn(element, 'linked');
    expect(element.shadowRoot?.activeElement).to.equal(null);
  });

  it('spells a pairing code for those who hear it, and shows it in two halves', async () => {
    const code = find(await mountIn('code'), '[part~=code]');
    expect(code.querySelector('[aria-hidden]')?.textContent).to.equal('ABCD-1234');
    expect(code.querySelector('.unseen')?.textContent).to.equal('Pairing code: A B C D 1 2 3 4');
    expect([code.dir, code.translate]).to.deep.equal(['ltr', false]);
  });
});
