// What an embedder writes in a test of a page with the element: nothing here stands in for what the DOM of the tool lacks.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WaQrLogin } from 'wa-qr-login';
// #region server
import { backend, greenApi } from 'wa-qr-login/gateways';
import { createRelay } from 'wa-qr-login/relay';
import { createSimulator } from 'wa-qr-login/simulator';

// #endregion
/** The page's way to its own server, which asks the simulated gateway. */
// #region server
function startServer() {
  const simulator = createSimulator();
  const account = simulator.add({ phone: '5511999999999', linkDelay: 50 });
  const { instance, token } = account;
  const relay = createRelay({
    gateway: () => greenApi({ backendUrl: 'https://gateway.example', instance, token, fetch: simulator.fetch }),
  });
  const fetch = (url, { method, headers, body }) => relay(new Request(url, { method, headers, body }));
  return { account, gateway: () => backend({ backendUrl: 'https://app.example/login', fetch }) };
}
// #endregion

/** Resolves with the detail of the next event of that type. */
const next = (element, type) =>
  new Promise((resolve) => element.addEventListener(type, ({ detail }) => resolve(detail), { once: true }));

async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a page with the element', () => {
  let element;
  let server;
  beforeEach(() => {
    server = startServer();
    element = document.createElement('wa-qr-login');
    element.setAttribute('app-name', 'Acme CRM');
    element.setAttribute('lang', 'en');
  });
  afterEach(() => document.body.replaceChildren());

  const mount = async (properties) => {
    const heard = [];
    for (const type of ['statechange', 'linked', 'expired', 'error'])
      element.addEventListener(type, ({ detail }) => heard.push(detail.status ?? type));
    Object.assign(element, properties);
    document.body.append(element);
    await element.updateComplete;
    return heard;
  };

  it('finds the tag registered', () => {
    expect(customElements.get('wa-qr-login')).toBe(WaQrLogin);
    expect(element).toBeInstanceOf(WaQrLogin);
  });

  it('hears of a link from the first code to the account', async () => {
    const heard = await mount({ gateway: server.gateway() });
    await until(() => element.status === 'qr');
    const linked = next(element, 'linked');
    server.account.scan(server.account.qr);
    expect((await linked).account.phone).toBe('5511999999999');
    expect(heard.filter((one) => one !== 'linking')).toEqual(['waiting', 'qr', 'linked', 'linked']);
    expect(element.getAttribute('status')).toBe('linked');
  });

  it('reads on the card what the person reads', async () => {
    await mount({ gateway: server.gateway() });
    await until(() => element.shadowRoot.querySelector('h2'));
    expect(element.shadowRoot.querySelector('h2').textContent).toMatch(/Link WhatsApp to \W?Acme CRM/);
    expect(element.shadowRoot.querySelectorAll('li').length).toBeGreaterThan(2);
  });

  it('hears of a failure', async () => {
    server.account.fault('quota');
    const failed = (await mount({ gateway: server.gateway() }), next(element, 'error'));
    expect((await failed).code).toBe('quota');
    expect(element.status).toBe('error');
  });

  it('gets a pairing code', async () => {
    await mount({ gateway: server.gateway(), manual: true });
    await element.requestCode('+55 11 99999-9999');
    expect(element.status).toBe('code');
    await until(() => element.shadowRoot.querySelector('[part~=code]'));
    expect(element.shadowRoot.querySelector('[part~=code]').textContent).toMatch(/\w{4}-\w{4}/);
  });

  it('asks for nothing where it is manual, and can be told to begin and to stop', async () => {
    const heard = await mount({ gateway: server.gateway(), manual: true });
    expect([element.status, heard]).toEqual(['idle', []]);
    element.start();
    await until(() => element.status === 'qr');
    element.stop();
    expect(element.status).toBe('idle');
  });

  it('removes it, and nothing goes on', async () => {
    const heard = await mount({ gateway: server.gateway() });
    await until(() => element.status === 'qr');
    element.remove();
    await until(() => element.status === 'idle');
    const { length } = server.account.calls;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([heard.at(-1), server.account.calls.length]).toEqual(['idle', length]);
  });

  it('moves it without an end to its login', async () => {
    const heard = await mount({ gateway: server.gateway() });
    await until(() => element.status === 'qr');
    const place = document.createElement('div');
    document.body.append(place);
    place.append(element);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([element.status, heard]).toEqual(['qr', ['waiting', 'qr']]);
  });

  it('works from markup', async () => {
    document.body.innerHTML = '<wa-qr-login manual app-name="Acme" theme="dark" max-codes="2"></wa-qr-login>';
    const other = document.querySelector('wa-qr-login');
    await other.updateComplete;
    expect([other.manual, other.appName, other.theme, other.maxCodes]).toEqual([true, 'Acme', 'dark', 2]);
  });

  it('is in a form', async () => {
    document.body.innerHTML = '<form><wa-qr-login name="whatsapp" required manual></wa-qr-login></form>';
    await document.querySelector('wa-qr-login').updateComplete;
    document.querySelector('form').remove();
  });
});
