import { expect, fixture, html } from '@open-wc/testing';
import { createElement, render } from 'preact';
import { createRoot, createSignal } from 'solid-js';
import { mergeProps, spread } from 'solid-js/web';
import type { WaQrLogin } from '../../src/index.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { isIn, until } from './world.js';

interface Shown {
  readonly appName: string;
  readonly hear: (event: Event) => void;
  readonly gateway: ScriptedGateway;
  readonly messages: WaQrLogin['messages'];
}

/** Each shows the element in a place, and returns what changes its settings. Neither compiles anything here. */
const FRAMEWORKS: Readonly<Record<string, (place: HTMLElement, shown: Shown) => (change: Partial<Shown>) => void>> = {
  Preact(place, shown) {
    const show = ({ appName, hear, gateway, messages }: Shown) =>
      render(
        createElement(
          'wa-qr-login',
          { 'app-name': appName, method: 'qr', lang: 'en', gateway, messages, onlinked: hear, onstatechange: hear },
          createElement('b', { slot: 'footer' }, appName),
        ),
        place,
      );
    show(shown);
    return (change) => show({ ...shown, ...change });
  },
  Solid: (place, shown) =>
    createRoot(() => {
      const [now, set] = createSignal(shown);
      const element = document.createElement('wa-qr-login');
      spread(
        element,
        mergeProps(() => ({
          ...{ appName: now().appName, method: 'qr', lang: 'en', gateway: now().gateway, messages: now().messages },
          ...{ 'on:linked': now().hear, 'on:statechange': now().hear },
        })),
        false,
        true,
      );
      place.append(element);
      return (change) => set({ ...shown, ...change });
    }),
};

for (const [name, show] of Object.entries(FRAMEWORKS))
  it(`${name} sets the properties of the element, and hears its events`, async () => {
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const heard: string[] = [];
    const gateway = new ScriptedGateway(QR);
    const hear = ({ type }: Event) => heard.push(type);
    const change = show(place, { appName: 'Acme', hear, gateway, messages: { title: 'Hello {app}' } });
    const element = place.querySelector('wa-qr-login') as WaQrLogin;
    await isIn(element, 'qr');
    expect([element.gateway, element.appName]).to.deep.equal([gateway, 'Acme']);
    const title = () => element.shadowRoot?.querySelector('h2')?.textContent ?? '';
    expect(title()).to.match(/Hello \W?Acme/);
    change({ appName: 'Ajax' });
    await until(() => /Hello \W?Ajax/.test(title()), 'the new name');
    expect(place.querySelector('wa-qr-login'), 'it was made anew').to.equal(element);
    gateway.answer = { type: 'linked' };
    await isIn(element, 'linked');
    expect(heard.sort()).to.deep.equal(['linked', 'statechange', 'statechange', 'statechange']);
  });
