// What an embedder writes in Jest, whose jsdom has no `fetch`: the page is handed a gateway of the test's own, and nothing stands in
// for what the DOM lacks.
import { WaQrLogin } from 'wa-qr-login';
import { LoginError } from 'wa-qr-login/gateways';

/** A gateway that says what the test lets it say. */
const saying = (say) => ({
  methods: ['qr', 'code'],
  pace: {
    every: 10,
    qr: 'answer',
    fastest: { qr: 10, state: 10 },
    codes: 5,
    window: 60_000,
    patience: 60_000,
    grace: 0,
  },
  qr: async () => say(),
  state: async () => say(),
  code: async () => ({ type: 'code', code: 'ABCD1234', expiresIn: 150 }),
});
const QR = { type: 'qr', text: '2@text', expiresIn: 60 };
const LINKED = { type: 'linked', account: { phone: '5511999999999' } };

/** Resolves with the detail of the next event of that type. */
const next = (element, type) =>
  new Promise((resolve) => element.addEventListener(type, ({ detail }) => resolve(detail), { once: true }));

async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a page with the element', () => {
  let element;
  beforeEach(() => {
    element = document.createElement('wa-qr-login');
    element.setAttribute('app-name', 'Acme CRM');
    element.setAttribute('lang', 'en');
  });
  afterEach(() => document.body.replaceChildren());

  it('has the tag registered', () => {
    expect(customElements.get('wa-qr-login')).toBe(WaQrLogin);
    expect(element).toBeInstanceOf(WaQrLogin);
  });

  it('hears of a link from the first code to the account', async () => {
    let update = QR;
    const heard = [];
    for (const type of ['statechange', 'linked', 'expired', 'error'])
      element.addEventListener(type, ({ detail }) => heard.push(detail.status ?? type));
    element.gateway = saying(() => update);
    document.body.append(element);
    await until(() => element.status === 'qr');
    const linked = next(element, 'linked');
    update = LINKED;
    expect((await linked).account.phone).toBe('5511999999999');
    expect(heard).toEqual(['waiting', 'qr', 'linked', 'linked']);
    expect(element.getAttribute('status')).toBe('linked');
  });

  it('shows on the card what the person reads', async () => {
    element.gateway = saying(() => QR);
    document.body.append(element);
    await until(() => element.shadowRoot.querySelectorAll('li').length > 2);
    expect(element.shadowRoot.querySelector('h2').textContent).toMatch(/Link WhatsApp to \W?Acme CRM/);
  });

  it('hears of a failure', async () => {
    element.gateway = saying(() => {
      throw new LoginError('quota', 'No more instances');
    });
    const failed = next(element, 'error');
    document.body.append(element);
    expect((await failed).code).toBe('quota');
    expect(element.status).toBe('error');
  });

  it('gets a pairing code', async () => {
    element.manual = true;
    element.gateway = saying(() => QR);
    document.body.append(element);
    await element.requestCode('+55 11 99999-9999');
    expect(element.status).toBe('code');
    await until(() => element.shadowRoot.querySelector('[part~=code]'));
    expect(element.shadowRoot.querySelector('[part~=code]').textContent).toMatch(/\w{4}-\w{4}/);
  });

  it('ends with the element', async () => {
    let asked = 0;
    element.gateway = saying(() => (asked++, QR));
    document.body.append(element);
    await until(() => asked > 2);
    element.remove();
    await until(() => element.status === 'idle');
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked).toBe(before);
  });
});
