import { expect } from '@open-wc/testing';
import type { WaQrLogin } from '../../src/index.js';
import { never, QR, ScriptedGateway } from './scripted-gateway.js';
import { find, isIn, mount, recordEvents, shows, until } from './world.js';

const CODE = { type: 'code', code: 'ABCD1234', expiresIn: 150 } as const;
const errorOf = (events: ReturnType<typeof recordEvents>) => events.find(({ type }) => type === 'error')?.detail;

describe('a pairing code that a script asks for', () => {
  it('is asked for where the number is a number', async () => {
    const gateway = new ScriptedGateway(CODE);
    const element = await mount({ manual: '', method: 'qr' }, { gateway });
    await element.requestCode(5511999999999 as unknown as string);
    expect([element.status, gateway.asked[0]]).to.deep.equal(['code', 'code']);
  });

  it('leaves a number that was refused in the form, also where it was a number', async () => {
    const gateway = new ScriptedGateway({ type: 'error', code: 'code-refused' });
    const element = await mount({ manual: '', method: 'code', lang: 'en' }, { gateway });
    element.start();
    await shows(element, 'input');
    await element.requestCode(5511999999999 as unknown as string);
    await until(() => /5511999999999|11 ?99999-?9999/.test((find(element, 'input') as HTMLInputElement).value), 'it');
  });

  const wrong: readonly unknown[] = [
    ...[undefined, null, '', ' ', 'call me', NaN, 42, 0, 1e21, true, 5511999999999n],
    ...[{}, [], ['5511999999999'], { toString: () => '5511999999999' }, Symbol('5511999999999'), () => undefined],
    Object.create(null),
  ];
  for (const [index, value] of wrong.entries())
    it(`is an event and no rejection for what is no number (${index + 1} of ${wrong.length})`, async () => {
      const gateway = new ScriptedGateway(QR);
      const element = await mount({ method: 'qr' }, { gateway });
      await isIn(element, 'qr');
      const events = recordEvents(element);
      expect(await element.requestCode(value as string)).to.equal(undefined);
      expect(events.map(({ type, detail }) => [type, detail['code']])).to.deep.equal([['error', 'invalid-phone']]);
      expect([element.status, gateway.asked.includes('code')]).to.deep.equal(['qr', false]);
    });
});

describe('what cannot be sent', () => {
  async function refusal(properties: Partial<WaQrLogin>): Promise<Readonly<Record<string, unknown>> | undefined> {
    const element = await mount({ method: 'qr', manual: '' }, properties);
    const events = recordEvents(element);
    element.start();
    await isIn(element, 'error');
    return errorOf(events);
  }

  for (const [what, headers] of [
    ['a line break in a value', { Authorization: 'Bearer se\nsame' }],
    ['letters that HTTP does not know in a value', { Authorization: 'Bearer sésame…' }],
    ['a name that is none', { 'X Token': 'sesame' }],
    ['a function that returns such a value', () => ({ Authorization: 'Bearer 密码 sesame' })],
    ['an async function that returns such a value', () => Promise.resolve({ Authorization: 'Bearer\0sesame' })],
    ['a list that is no list of pairs', [['Authorization']] as unknown as HeadersInit],
  ] as const)
    it(`is told by the name \`headers\` at once, and not quoted: ${what}`, async () => {
      const detail = await refusal({ backendUrl: '/nowhere', headers });
      expect(detail?.['code']).to.equal('config');
      expect(detail?.['message'])
        .to.include('`headers`')
        .and.not.match(/s[eé]same/);
    });

  it('is told by the name of its attribute where it is a credential', async () => {
    const detail = await refusal({ gateway: 'z-api', instance: '1101', token: 'sesame', clientToken: 'op\nen' });
    expect(detail?.['code']).to.equal('config');
    expect(detail?.['message']).to.include('`client-token`').and.not.include('op\nen');
  });

  it('is read anew with the next request, so that a session renews itself', async () => {
    const element = await mount({ method: 'qr', manual: '' }, { backendUrl: '/nowhere', headers: { a: '\n\0' } });
    element.start();
    await isIn(element, 'error');
    const events = recordEvents(element);
    element.headers = { a: 'b' };
    element.restart();
    await until(() => errorOf(events), 'another error');
    expect(errorOf(events)?.['code']).to.equal('not-found');
  });
});

describe('a script that asks for too much at a time', () => {
  it('has its last word', async () => {
    const gateway = new ScriptedGateway(never);
    const element = await mount({ manual: '', method: 'qr' }, { gateway });
    const first = element.requestCode('5511999999999');
    const second = element.requestCode('5511888888888');
    element.restart();
    element.stop();
    await Promise.all([first, second]);
    expect(element.status).to.equal('idle');
  });
});

describe('texts of the page that are none', () => {
  for (const none of [undefined, null, 5, {}])
    it(`leave those of the card in their place, and no dead code on screen: ${String(none)}`, async () => {
      const gateway = new ScriptedGateway(QR);
      const messages = { title: 'Hi', step1: none, intro: none, expired: none, errors: none } as WaQrLogin['messages'];
      const element = await mount({ method: 'qr', lang: 'en', 'app-name': 'Acme' }, { gateway, messages });
      await shows(element, 'canvas');
      expect(find(element, 'h2').textContent).to.include('Hi');
      expect(find(element, '.card').textContent).to.include('Open WhatsApp').and.include('20 seconds');
      gateway.answer = { type: 'expired', reason: 'codes' };
      element.restart();
      await until(() => !element.shadowRoot?.querySelector('canvas'), 'no code');
      expect(find(element, '.card').textContent).to.include('expired');
    });
});
