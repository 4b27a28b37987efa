import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { LoginError } from 'wa-qr-login/gateways';
import { World } from '../transport/drive.js';
import { acme } from './acme.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';
const PHONE = '5511999999999';

/** The server of that gateway. The names of its fields are capitalized in one version and not in the next. */
class AcmeServer {
  connected = false;
  loggedIn = false;
  readonly asked: string[] = [];

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    this.asked.push(`${request.method} ${pathname}`);
    if (pathname === '/base/statics/qr.png') return new Response(Buffer.from(PNG, 'base64'));
    if (request.headers.get('X-Acme-Key') !== 'secret') return new Response(null, { status: 401 });
    const data = this.#answer(pathname, request.method === 'POST' ? await request.json() : undefined);
    return data ? Response.json({ data }) : new Response('<html></html>', { status: 404 });
  };

  #answer(path: string, body: unknown): object | undefined {
    switch (path) {
      case '/base/devices/my%20phone/status':
        return {
          connected: this.connected,
          LoggedIn: this.loggedIn,
          jid: `${PHONE}:7@s.whatsapp.net`,
          token: 'secret',
        };
      case '/base/devices/my%20phone/start':
        this.connected = true;
        return { body };
      case '/base/devices/my%20phone/qr':
        return { qrcode: 'http://10.0.0.1/statics/qr.png' };
      case '/base/devices/my%20phone/code':
        return { linkingCode: 'ABCD-1234' };
      case '/base/devices/my%20phone/session':
        this.connected = false;
        return {};
      default:
        return undefined;
    }
  }
}

describe('a gateway that is not part of the package', () => {
  let world: World;
  let server: AcmeServer;
  beforeEach(() => {
    world = new World();
    server = new AcmeServer();
  });
  afterEach(() => {
    world.close();
  });
  const gateway = (key = 'secret') =>
    acme({ backendUrl: 'https://acme.test/base/', device: 'my phone', key, fetch: server.fetch });

  it('is written with what `wa-qr-login/gateways` exports, and with nothing else', () => {
    const source = readFileSync(new URL('acme.ts', import.meta.url), 'utf8');
    const imported = [...source.matchAll(/\bfrom '([^']+)'/g)].map(([, name]) => name);
    assert.deepEqual(imported, ['wa-qr-login/gateways']);
  });

  it('is started, shows its picture, and is linked with its account', async () => {
    const login = world.drive(gateway());
    await world.pass(5_000);
    assert.equal(login.memory.login.status, 'qr');
    assert.deepEqual(login.memory.login.picture, { image: `data:image/png;base64,${PNG}` });
    assert.ok(server.asked.includes('GET /base/statics/qr.png'));
    server.loggedIn = true;
    await world.pass(4_000);
    assert.deepEqual(login.statuses, ['waiting', 'qr', 'linking', 'linked']);
    const account = { id: `${PHONE}:7@s.whatsapp.net`, phone: PHONE };
    assert.deepEqual(login.memory.login, { status: 'linked', account, already: false });
  });

  it('gives a pairing code, and begins anew', async () => {
    const login = world.drive(gateway(), { request: { method: 'code', phone: PHONE } });
    await world.pass(1_000);
    assert.equal(login.memory.login.status === 'code' && login.memory.login.code, 'ABCD-1234');
    await gateway().restart?.(new AbortController().signal);
    assert.equal(server.asked.at(-1), 'DELETE /base/devices/my%20phone/session');
  });

  it('fails in our words', async () => {
    const login = world.drive(gateway('wrong'));
    await world.pass(1_000);
    assert.equal(login.memory.login.status === 'error' && login.memory.login.code, 'unauthorized');
    assert.throws(
      () => gateway(''),
      (error: unknown) => error instanceof LoginError && error.code === 'config',
    );
  });
});
