import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import '../../src/index.js';
import type { LoginUpdate, WaQrLogin } from '../../src/index.js';
import { createRelay, type Relay } from '../../src/relay/index.js';
import { readScreen } from './screen.js';
import { ScriptedGateway } from './scripted-gateway.js';
import { DRAWN_QR, find, isIn, settled, shows, until, watchFor } from './world.js';

/** As long as what WhatsApp makes. */
const TEXT = `2@${'aB3+/x'.repeat(38)},kL9==,mN8==,oP7==`;
const BACKEND = '/the-login-of-the-page';
/** The longest that there is: the page of these tests is minutes old on a busy machine. */
const LIFE = 3_600;

/** A page of a host that renders on its server: its relay answers what the page asks, and has been asked for the first code. */
class HostPage {
  /** What its backend was asked, without the address. */
  readonly asked: string[] = [];
  readonly gateway: ScriptedGateway;
  readonly #relay: Relay;
  readonly #fetch = globalThis.fetch;

  constructor(update: LoginUpdate = { type: 'qr', text: TEXT, expiresIn: LIFE }) {
    this.gateway = new ScriptedGateway(update);
    const { methods, pace, qr, state, code } = this.gateway;
    this.#relay = createRelay({ gateway: { key: 'one', methods, pace, qr, state, code } });
    globalThis.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, location.href);
      if (url.pathname !== BACKEND) return this.#fetch(input, init);
      this.asked.push(`${init?.method ?? 'GET'} ${url.search}`);
      return this.#relay(new Request(url, init));
    };
  }

  async html(): Promise<string> {
    return (await this.#relay.first(new Request(location.href), { wait: 10 })).html;
  }

  async close(): Promise<void> {
    document.body.replaceChildren();
    globalThis.fetch = this.#fetch;
    await this.#relay.close();
  }

  /** What it was asked without a version to wait for the next one. */
  get plain(): readonly string[] {
    return this.asked.filter((question) => !question.includes('&wait=20&seen='));
  }
}

/** Puts the element into the page as a server does. */
function render(inside: string, attributes = 'method="qr"'): WaQrLogin {
  const place = document.createElement('div');
  document.body.append(place);
  place.innerHTML = `<wa-qr-login backend-url="${BACKEND}" lang="en" ${attributes}>${inside}</wa-qr-login>`;
  return place.querySelector('wa-qr-login') as WaQrLogin;
}

const script = (update: object) => `<script type="application/json">${JSON.stringify(update)}</script>`;
const picture = (element: WaQrLogin) => element.querySelector('svg');

describe('a code that the page’s server has put between the tags', () => {
  let page: HostPage;
  let animate: sinon.SinonSpy;
  /** How many codes have appeared before the person's eyes. */
  const flashes = () => animate.thisValues.filter((target) => target instanceof HTMLCanvasElement).length;
  beforeEach(() => {
    animate = sinon.spy(Element.prototype, 'animate');
  });
  afterEach(() => {
    animate.restore();
    void page.close();
  });

  it('stands in the place of the code until that is drawn, and is the answer to the first question', async () => {
    page = new HostPage();
    const element = render(await page.html());
    await element.updateComplete; // No later: the code may be drawn within the time that `until` rests.
    const svg = picture(element)!;
    const [tile, before] = [find(element, '.tile').getBoundingClientRect(), svg.getBoundingClientRect()];
    expect(svg.assignedSlot).not.to.equal(null);
    expect(before.x + before.width / 2).to.be.closeTo(tile.x + tile.width / 2, 0.6);
    expect(before.y + before.height / 2).to.be.closeTo(tile.y + tile.height / 2, 0.6);
    const wasCovered = watchFor(element, '.over');
    await shows(element, DRAWN_QR);
    expect(element.childElementCount, 'it is left behind').to.equal(0);
    await settled();
    const after = find(element, DRAWN_QR).getBoundingClientRect();
    expect(after.x + after.width / 2).to.be.closeTo(before.x + before.width / 2, 1);
    expect(after.y + after.height / 2).to.be.closeTo(before.y + before.height / 2, 1);
    expect(flashes(), 'it flashes').to.equal(0);
    expect(wasCovered()).to.equal(false);
    expect(await readScreen(element)).to.equal(TEXT);
    expect(page.plain).to.deep.equal([]);
  });

  it('is asked about afterwards as any other, by its version, and followed by the next', async () => {
    page = new HostPage();
    const element = render(await page.html());
    await shows(element, DRAWN_QR);
    await until(() => page.asked.length > 0, 'the next question');
    const first = find(element, DRAWN_QR);
    page.gateway.answer = { type: 'qr', text: '2@next', expiresIn: LIFE };
    await until(() => find(element, DRAWN_QR) !== first, 'the next code');
    expect(flashes()).to.equal(1);
    expect(page.plain).to.deep.equal([]);
  });

  it('has lived since the page was asked for', async () => {
    page = new HostPage();
    const age = performance.now();
    const element = render(script({ type: 'qr', text: TEXT, expiresIn: LIFE, renewsIn: LIFE, version: 'a.qr.1' }));
    await shows(element, DRAWN_QR);
    const { since, endsAt } = (find(element, '.ring') as HTMLElement & { life: { since: number; endsAt: number } })
      .life;
    expect(endsAt - since).to.be.at.most(LIFE * 1000 - age);
    expect(page.plain).to.deep.equal([]);
  });

  it('is taken away at once where it is dead by then, or is nothing, and another is asked for', async () => {
    for (const inside of [
      script({ type: 'qr', text: '2@dead', expiresIn: 0.001 }),
      script({ type: 'qr', text: '2@endless' }),
      script([]),
      '<script type="application/json">{"type":"q</script>',
    ]) {
      page = new HostPage();
      const element = render(`<svg slot="code" width="320" height="320"></svg>${inside}`);
      const wasDrawn = watchFor(element, DRAWN_QR);
      await until(() => page.asked.length > 0, `a question after ${inside}`);
      expect(picture(element)).to.equal(null);
      await until(wasDrawn, 'another code');
      expect(page.plain, inside).to.deep.equal(['GET ?want=qr']);
      await page.close();
    }
  });

  it('is not kept where the login begins otherwise: by a button, or with a number', async () => {
    page = new HostPage();
    const html = await page.html();
    for (const [attributes, selector] of [
      ['method="qr" manual', 'button.primary'],
      ['method="code"', 'form'],
    ] as const) {
      document.body.replaceChildren();
      const element = render(html, attributes);
      await shows(element, selector);
      expect(picture(element), attributes).to.equal(null);
    }
    await settled();
    expect(page.asked).to.deep.equal([]);
  });

  it('is accessible, and waits for a framework that takes the page over', async () => {
    page = new HostPage();
    const element = render(await page.html(), 'method="qr" defer-hydration');
    await until(() => element.shadowRoot?.querySelector('.tile'), 'the frame');
    await settled();
    expect(picture(element)?.assignedSlot).not.to.equal(null);
    expect(picture(element)?.getAttribute('aria-label')).to.equal('QR code for WhatsApp');
    element.removeAttribute('defer-hydration');
    await isIn(element, 'qr');
    await shows(element, DRAWN_QR);
    expect([picture(element), page.plain]).to.deep.equal([null, []]);
  });
});
