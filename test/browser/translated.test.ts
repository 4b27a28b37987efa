import { expect } from '@open-wc/testing';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { fakeClipboard } from './fake-clipboard.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { translateForEver } from './translator.js';
import { find, isIn, mount, shows, textOf, until } from './world.js';

const CODE: LoginUpdate = { type: 'code', code: 'ABCD1234', expiresIn: 150 };
const base = { lang: 'en', method: 'qr', 'app-name': 'Acme CRM' };

async function withCode(): Promise<WaQrLogin> {
  const element = await mount(base, { gateway: new ScriptedGateway(CODE) });
  void element.requestCode('5511999999999');
  await shows(element, '.counts');
  return element;
}

/** What stands there changes, and what it changes to is whole. */
async function goesOn(element: WaQrLogin, selector: string, whole: RegExp): Promise<void> {
  const before = textOf(element, selector);
  await until(
    () => textOf(element, selector) !== before,
    () => `another text than ${before} in ${selector}`,
  );
  expect(textOf(element, selector)).to.match(whole);
}

describe('a card that a page translator rewrites all the time', () => {
  let stop = (): void => undefined;
  afterEach(() => stop());

  it('goes on counting down', async () => {
    const element = await withCode();
    stop = translateForEver(element.shadowRoot!);
    await goesOn(element, '.counts', /^Valid for 2:\d\d$/i);
    await goesOn(element, '.counts', /^Valid for 2:\d\d$/i);
  });

  it('says that it was copied, and its own name again after that', async () => {
    const element = await withCode();
    const { written } = fakeClipboard();
    stop = translateForEver(element.shadowRoot!);
    find(element, '[part~=copy]').click();
    await until(() => written.length > 0, 'a copy');
    await until(() => /^copied ✓$/i.test(textOf(element, '[part~=copy]')), 'the word that it was copied');
    await until(() => /^copy code$/i.test(textOf(element, '[part~=copy]')), 'its own name');
  });

  it('keeps the code as it is', async () => {
    const element = await withCode();
    stop = translateForEver(element.shadowRoot!);
    expect(textOf(element, '[part~=code]')).to.match(/ABCD-1234$/);
    expect(find(element, '[part~=code]').innerHTML).not.to.include('font');
  });

  it('follows the login from the QR code to its end', async () => {
    const gateway = new ScriptedGateway(QR);
    const element = await mount({ ...base, 'max-codes': '1' }, { gateway });
    await shows(element, '.life');
    stop = translateForEver(element.shadowRoot!);
    gateway.answer = { type: 'linking' };
    await isIn(element, 'linking');
    gateway.answer = { type: 'linked', account: { name: 'Ana' } };
    await isIn(element, 'linked');
    await until(() => /^WhatsApp is linked to Acme CRM$/i.test(textOf(element, 'h2')), 'the title of the end');
    expect(textOf(element, '[part=account]')).to.match(/Ana/i);
    gateway.answer = { type: 'error', code: 'quota' };
    element.restart();
    await isIn(element, 'error');
    await until(() => /tell Acme CRM/i.test(textOf(element, '[part=error]')), 'who must act');
    expect(element.shadowRoot!.querySelectorAll('[part=account]')).to.have.length(0);
  });

  it('speaks the language that the page is changed to', async () => {
    const element = await mount(base, { gateway: new ScriptedGateway(QR) });
    await shows(element, '.life');
    stop = translateForEver(element.shadowRoot!);
    element.lang = 'pt-BR';
    await until(() => /^Conectar o WhatsApp a Acme CRM$/i.test(textOf(element, 'h2')), 'the title in Portuguese');
  });
});
