import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { readNumber } from '../../src/card/phone-metadata.js';
import { find, mount, until, shows, isIn } from './world.js';
import { ScriptedGateway } from './scripted-gateway.js';

const CODE: LoginUpdate = { type: 'code', code: 'ABCD1234', expiresIn: 150 };

/** What each of these is for a phone in the country: the digits that are asked for, or what is wrong. */
const NUMBERS: readonly (readonly [typed: string, country: string | undefined, result: string])[] = [
  ['11 91234-5678', 'BR', '5511912345678'],
  ['(011) 91234-5678', 'BR', '5511912345678'],
  ['+55 (11) 91234-5678', 'DE', '5511912345678'],
  ['0055 11 91234 5678', 'DE', '5511912345678'],
  ['5511912345678', 'US', '5511912345678'],
  ['0151 23456789', 'DE', '4915123456789'],
  ['+49 (0)151 23456789', undefined, '4915123456789'],
  ['07700 900123', 'GB', '447700900123'],
  ['8 912 345-67-89', 'RU', '79123456789'],
  ['tel:+14155550123', 'DE', '14155550123'],
  ['\u202a+55\u00a011\u00a091234\u20115678\u202c', 'US', '5511912345678'],
  ['٠٥١٢٣٤٥٦٧٨', 'SA', '966512345678'],
  ['+٩٦٦ ٥١ ٢٣٤ ٥٦٧٨', undefined, '966512345678'],
  ['９１２３４５６７', 'SG', '6591234567'],
  ['11 9123', 'BR', 'short'],
  ['11 91234-5678 1234 567', 'BR', 'long'],
  ['21 91234-5678', 'US', 'long'],
  ['+999 123456789', undefined, 'invalid'],
  ['0151 23456789', undefined, 'invalid'],
];

async function form(attributes: Record<string, string> = {}, says: ScriptedGateway['answer'] = CODE) {
  const phones: string[] = [];
  const gateway = Object.assign(new ScriptedGateway(says), {
    code: (phone: string) => (phones.push(phone), typeof says === 'function' ? says() : Promise.resolve(says)),
  });
  const element = await mount({ method: 'code', lang: 'en', ...attributes }, { gateway });
  await shows(element, '#calling-code');
  return { element, phones, field: find(element, 'input') as HTMLInputElement };
}

const hint = (element: WaQrLogin) => find(element, '#hint').textContent.replace(/\s+/g, ' ').trim();
const focused = (element: WaQrLogin) => element.shadowRoot?.activeElement;

async function type(field: HTMLInputElement, text: string): Promise<void> {
  field.focus();
  for (const key of text) await sendKeys({ press: key });
}

describe('the number field', () => {
  // The numbering plans are hundreds of kilobytes, which the test's server transpiles when they are first asked for.
  before(async function () {
    this.timeout(60_000);
    await import('../../src/card/phone-metadata.js');
  });

  for (const [typed, country, result] of NUMBERS)
    it(`reads ${typed} in ${country ?? 'no country'} as ${result}`, () => {
      const reading = readNumber(typed, country);
      expect(reading?.digits ?? reading?.problem).to.equal(result);
    });

  it('takes a number as it is dialled at home, formats it, and says in full what will be asked for', async () => {
    const { element, phones, field } = await form({ country: 'br' });
    expect(find(element, '#calling-code').textContent).to.equal('+55');
    await type(field, '11912345678');
    expect(field.value).to.equal('(11) 91234-5678');
    expect(hint(element)).to.equal('We will ask WhatsApp for a code for +55 11 91234 5678, Brazil.');
    await sendKeys({ press: 'Enter' });
    await isIn(element, 'code');
    expect(phones).to.deep.equal(['5511912345678']);
  });

  it('leaves what is corrected in the middle to the person', async () => {
    const { field } = await form({ country: 'BR', phone: '11 91234-5678' });
    field.focus();
    field.setSelectionRange(1, 1);
    await sendKeys({ press: '2' });
    expect([field.value, field.selectionStart]).to.deep.equal(['121 91234-5678', 2]);
  });

  it('lets a number with a country code be of any country, without the calling code beside it', async () => {
    const { element, field } = await form({ country: 'BR' });
    await type(field, '+4915123456789');
    expect(hint(element)).to.include('+49 1512 3456789, Germany.');
    expect(element.shadowRoot?.querySelector('#calling-code')).to.equal(null);
  });

  it('says what is wrong, keeps the number, and puts the focus into the field', async () => {
    const { element, phones, field } = await form({ country: 'BR' });
    await type(field, '119123');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await shows(element, '[role=alert]');
    expect(hint(element)).to.equal('Too short for Brazil. Enter the full number.');
    const after = find(element, 'input') as HTMLInputElement;
    expect([after.value, after.getAttribute('aria-invalid'), focused(element) === after]).to.deep.equal([
      '(11) 9123',
      'true',
      true,
    ]);
    expect(phones).to.deep.equal([]);
  });

  it('doubts a number that is possible, and lets it through', async () => {
    const { element, phones, field } = await form({ country: 'US' });
    await type(field, '2005550123');
    expect(hint(element)).to.match(/\+1\D200\D555\D0123, United States\. It looks unusual: please check it\.$/);
    await sendKeys({ press: 'Enter' });
    await isIn(element, 'code');
    expect(phones).to.deep.equal(['12005550123']);
  });

  it('keeps the number after a refusal, with the seconds until the next try', async () => {
    const { element, field } = await form(
      { country: 'BR', phone: '11 91234-5678' },
      { type: 'error', code: 'code-refused' },
    );
    field.focus();
    await sendKeys({ press: 'Enter' });
    await shows(element, '[role=alert]');
    const after = find(element, 'input') as HTMLInputElement;
    expect([after.value, focused(element) === after]).to.deep.equal(['+55 11 91234 5678', true]);
    expect((find(element, '[type=submit]') as HTMLButtonElement).disabled).to.equal(true);
    expect(find(element, '[role=timer]').textContent).to.match(/^Please wait 1\d seconds\./);
  });

  it('is shown beside the code, half hidden, with a way back to correct it', async () => {
    const { element } = await form({ country: 'BR', phone: '11 91234-5678' });
    find(element, '[type=submit]').click();
    await isIn(element, 'code');
    await shows(element, '[part=change]');
    expect(find(element, '[part=intro]').textContent).to.include('+55 •••• 5678');
    find(element, '[part=change]').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused(element)?.matches('input'), 'the field');
    expect((focused(element) as HTMLInputElement).value).to.equal('+55 11 91234 5678');
  });

  it('sends without the form being submitted, which a sandboxed frame forbids', async () => {
    const { element, phones } = await form({ country: 'BR', phone: '11 91234-5678' });
    let submitted = 0;
    find(element, 'form').addEventListener('submit', () => submitted++);
    find(element, '[type=submit]').click();
    await isIn(element, 'code');
    expect([phones.length, submitted]).to.deep.equal([1, 0]);
  });

  it('has the keyboard of a phone, with a key that sends', async () => {
    const { field } = await form({ country: 'BR' });
    expect([field.type, field.inputMode, field.getAttribute('enterkeyhint'), field.autocomplete]).to.deep.equal([
      'tel',
      'tel',
      'go',
      'tel',
    ]);
  });
});
