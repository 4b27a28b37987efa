import { expect } from '@open-wc/testing';
import { backend } from '../../src/gateways/backend.js';
import { zApi } from '../../src/gateways/z-api.js';
import type { Gateway } from '../../src/index.js';
import { QR, ScriptedGateway } from './scripted-gateway.js';
import { RemoteAccount } from './simulated-account.js';
import { isIn, mount, recordEvents, settled, until } from './world.js';

/** The address of a proxy that adds the credentials, as far as the page can tell. */
const proxyOf = ({ origin, instance, token }: RemoteAccount) => `${origin}/instances/${instance}/token/${token}`;

describe('a gateway without a key that a page makes anew in each of its renders', () => {
  it('costs one code, and begins one login', async () => {
    const account = await RemoteAccount.create({ gateway: 'z-api' });
    const render = () => zApi({ backendUrl: proxyOf(account) });
    const element = await mount({ method: 'qr' }, { gateway: render() });
    const events = recordEvents(element);
    element.addEventListener('statechange', () => (element.gateway = render()));
    await isIn(element, 'qr');
    for (let renders = 0; renders < 10; renders++) {
      element.gateway = render();
      await element.updateComplete;
    }
    await settled();
    expect(await account.countCalls('qr-code')).to.equal(1);
    await account.scanCurrent();
    await isIn(element, 'linked');
    expect(events.filter(({ type }) => type === 'linked')).to.have.length(1);
    expect(events.filter(({ detail }) => detail['status'] === 'waiting').length).to.be.at.most(1);
  });

  it('begins another login where the page has gone over to another account', async () => {
    const [one, other] = [
      await RemoteAccount.create({ gateway: 'z-api' }),
      await RemoteAccount.create({ gateway: 'z-api' }),
    ];
    const element = await mount({ method: 'qr' }, { gateway: zApi({ backendUrl: proxyOf(one) }) });
    await isIn(element, 'qr');
    const events = recordEvents(element);
    element.gateway = zApi({ backendUrl: proxyOf(other) });
    await until(() => events.some(({ detail }) => detail['status'] === 'qr'), 'another code');
    expect(events.map(({ detail }) => detail['status'])).to.deep.equal(['idle', 'waiting', 'qr']);
    expect(await other.countCalls('qr-code')).to.equal(1);
  });

  it('is asked as the page has made it last, once the login begins again', async () => {
    const sessions: (string | null)[] = [];
    const render = (session: string): Gateway =>
      backend({
        backendUrl: 'https://backend.example/login',
        headers: { session },
        fetch: (_, init) => {
          sessions.push(new Headers(init?.headers).get('session'));
          return Promise.resolve(session === 'old' ? new Response(null, { status: 401 }) : Response.json(QR));
        },
      });
    const element = await mount({ method: 'qr' }, { gateway: render('old') });
    await isIn(element, 'error');
    element.gateway = render('new');
    await settled();
    expect(element.status, 'the page has not asked for another try').to.equal('error');
    element.restart();
    await isIn(element, 'qr');
    expect(sessions.slice(0, 2)).to.deep.equal(['old', 'new']);
  });

  it('is another one where it was made by hand', async () => {
    const element = await mount({ method: 'qr' }, { gateway: new ScriptedGateway(QR) });
    await isIn(element, 'qr');
    const events = recordEvents(element);
    element.gateway = new ScriptedGateway(QR);
    await until(() => events.some(({ detail }) => detail['status'] === 'waiting'), 'a new login');
  });
});
