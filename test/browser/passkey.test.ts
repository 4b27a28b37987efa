import { expect } from '@open-wc/testing';
import type { Gateway, LoginUpdate, WaQrLogin } from '../../src/index.js';
import { FakeExtension } from './fake-extension.js';
import { fakeTime } from './fake-time.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { find, isIn, mount, shows, textOf, until } from './world.js';

const CHALLENGE = { challenge: 'signed-by-nobody-else', rpId: 'web.whatsapp.com', userVerification: 'required' };
const PASSKEY: LoginUpdate = { type: 'passkey', challenge: CHALLENGE };

/** A gateway that wants a passkey, and what it was given. */
class PasskeyGateway extends ScriptedGateway {
  readonly answers: unknown[] = [];
  confirmed = 0;
  /** What the next answer comes to. */
  outcome: () => Promise<LoginUpdate> = () => Promise.resolve({ type: 'linking' });
  readonly passkey: NonNullable<Gateway['passkey']> = {
    answer: (assertion) => {
      this.answers.push(assertion);
      return this.outcome();
    },
    confirm: () => {
      this.confirmed++;
      return this.outcome();
    },
  };
}

const button = (element: WaQrLogin) => find(element, '[part~=button]') as HTMLButtonElement;
const buttons = (element: WaQrLogin) => element.shadowRoot?.querySelectorAll('.box button').length;
const isOffered = (element: WaQrLogin, text: string) =>
  until(() => element.shadowRoot?.querySelector('.box')?.textContent?.includes(text), text);

describe('a passkey that the gateway takes', () => {
  let extension: FakeExtension;
  beforeEach(() => {
    extension = new FakeExtension();
  });
  afterEach(() => {
    extension.remove();
  });

  it('is signed by the extension, by the one button, and given to the gateway', async () => {
    const gateway = new PasskeyGateway(PASSKEY);
    const element = await mount({ lang: 'en' }, { gateway });
    await isOffered(element, 'Continue with your passkey');
    expect(buttons(element)).to.equal(1);
    button(element).click();
    await until(() => gateway.answers.length, 'an answer');
    expect(extension.asked.at(-1)).to.deep.include({ type: 'waha-passkey-sign', challenge: CHALLENGE });
    expect(gateway.answers).to.deep.equal([extension.assertion]);
    await isOffered(element, 'Linking…');
    expect(buttons(element)).to.equal(0);
    gateway.answer = { type: 'linked' };
    await isIn(element, 'linked');
  });

  it('is compared with the phone where the gateway gives a code', async () => {
    const gateway = new PasskeyGateway({ type: 'passkey', confirm: '4711' });
    const element = await mount({ lang: 'en' }, { gateway });
    await isOffered(element, 'Does your phone show this code?');
    expect(textOf(element, '[part~=code]')).to.include('4 7 1 1');
    button(element).click();
    await until(() => gateway.confirmed, 'a confirmation');
    gateway.answer = { type: 'linked' };
    await isIn(element, 'linked');
    expect(gateway.answers).to.deep.equal([]);
  });

  for (const [what, spoil] of [
    ['the person refuses', (_: PasskeyGateway, fake: FakeExtension) => (fake.refuses = true)],
    ['the gateway refuses', (gateway: PasskeyGateway) => (gateway.outcome = () => Promise.reject(new Error('no')))],
    [
      'the backend says no',
      (gateway: PasskeyGateway) =>
        (gateway.outcome = () => Promise.resolve({ type: 'error', code: 'unavailable' } as const)),
    ],
  ] as const)
    it(`may be tried again where ${what}, and the login goes on`, async () => {
      const gateway = new PasskeyGateway(PASSKEY);
      const element = await mount({ lang: 'en' }, { gateway });
      await isOffered(element, 'Continue');
      spoil(gateway, extension);
      button(element).click();
      await shows(element, '[role=alert]');
      extension.refuses = false;
      gateway.outcome = () => Promise.resolve({ type: 'linking' });
      button(element).click();
      await isOffered(element, 'Linking…');
      expect(element.status).to.equal('passkey');
      gateway.answer = { type: 'linked' };
      await isIn(element, 'linked');
    });

  it('begins anew with another challenge', async () => {
    const gateway = new PasskeyGateway(PASSKEY);
    const element = await mount({ lang: 'en' }, { gateway });
    await isOffered(element, 'Continue');
    button(element).click();
    await isOffered(element, 'Linking…');
    gateway.answer = { type: 'passkey', challenge: { ...CHALLENGE, challenge: 'another' } };
    await isOffered(element, 'Continue');
    button(element).click();
    await until(() => gateway.answers.length === 2, 'a second answer');
  });

  it('may be signed by an extension of the embedder', async () => {
    extension.remove();
    extension = new FakeExtension({ id: 'acme', prefix: 'acme-key' });
    const gateway = new PasskeyGateway(PASSKEY);
    const passkeyExtension = { id: 'acme', prefix: 'acme-key' };
    const element = await mount({ lang: 'en' }, { gateway, passkeyExtension });
    await isOffered(element, 'Continue');
    button(element).click();
    await until(() => gateway.answers.length, 'an answer');
    expect(extension.asked.at(-1)).to.deep.include({ type: 'acme-key-sign' });
  });

  it('asks no extension where none may be used, and shows the help', async () => {
    const element = await mount({ lang: 'en' }, { gateway: new PasskeyGateway(PASSKEY), passkeyExtension: null });
    await isOffered(element, 'This page cannot do that step for you.');
    expect(extension.asked).to.deep.equal([]);
  });

  it('asks no extension where the gateway takes no answer', async () => {
    const element = await mount({ lang: 'en' }, { gateway: new ScriptedGateway(PASSKEY) });
    await isOffered(element, 'This page cannot do that step for you.');
    expect(extension.asked).to.deep.equal([]);
  });

  it('never stands in the document or in an event', async () => {
    const gateway = new PasskeyGateway(PASSKEY);
    const element = await mount({ lang: 'en' }, { gateway });
    const told: unknown[] = [];
    element.addEventListener('statechange', ({ detail }) => told.push(detail));
    await isOffered(element, 'Continue');
    button(element).click();
    await isOffered(element, 'Linking…');
    gateway.answer = { type: 'linked' };
    await isIn(element, 'linked');
    const seen = element.outerHTML + (element.shadowRoot?.innerHTML ?? '') + JSON.stringify(told);
    expect(seen).not.to.match(/signed-by-nobody-else|SIGNATURE/);
  });
});

describe('a passkey without the extension', () => {
  it('leads to where it is installed, or to the help, and the login goes on listening', async () => {
    const time = fakeTime();
    const gateway = new PasskeyGateway(PASSKEY, { pace: { every: 1_000 } });
    const element = await mount({ lang: 'en' }, { gateway });
    await until(async () => {
      await time.tickAsync(200);
      return element.shadowRoot?.querySelector('.box button');
    }, 'a way on');
    const link = element.shadowRoot?.querySelector<HTMLAnchorElement>('.box a');
    if (link) expect(link.href).to.match(/^https:\/\/(chromewebstore\.google\.com|addons\.mozilla\.org)\//);
    else expect(textOf(element, '.box')).to.include('This page cannot do that step for you.');
    gateway.answer = { type: 'linked' };
    await time.tickAsync(2_000);
    await isIn(element, 'linked');
  });
});
