import assert from 'node:assert/strict';
import { check } from '../../src/cli/check.js';
import type { SimulatedAccount } from '../../src/simulator/index.js';

export const PHONE = '5511999999999';

/** One visitor with cookies, as the page of a customer who is logged in. */
class LoginVisit {
  readonly #url: string;
  #cookie = 'session=demo';

  constructor(url: string) {
    this.#url = url;
  }

  async ask(query: string, init: RequestInit = {}): Promise<any> {
    const response = await fetch(this.#url + query, { ...init, headers: { cookie: this.#cookie } });
    for (const cookie of response.headers.getSetCookie()) this.#cookie += `; ${cookie.split(';')[0] ?? ''}`;
    assert.equal(response.status, 200);
    return response.json();
  }

  post(command: object): Promise<any> {
    return this.ask('', { method: 'POST', body: JSON.stringify(command) });
  }
}

/** Goes through a login as a page would: a code is shown, its scan is heard of. */
export async function linkByQr(url: string, account: SimulatedAccount): Promise<void> {
  const visit = new LoginVisit(url);
  const update = await visit.ask('?want=qr');
  assert.equal(update.type, 'qr');
  assert.match(update.text ?? update.image, /^(2@|data:image\/png;base64,iVBOR)/);
  assert.equal(account.scan(update.text ?? account.qr), 'linking');
  await untilLinked(visit);
}

/** A page that has seen the code hears of the scan in the answer to its next question, whenever that comes. */
export async function hearOfScan(url: string, account: SimulatedAccount): Promise<void> {
  const visit = new LoginVisit(url);
  const { version } = await visit.ask('?want=qr');
  const held = visit.ask(`?want=qr&wait=20&seen=${encodeURIComponent(version)}`);
  assert.equal(account.scan(account.qr!), 'linking');
  const news = await held;
  assert.notEqual(news.version, version);
  assert.match(news.type, /^link/);
}

/** A login with a pairing code. */
export async function linkByCode(url: string, account: SimulatedAccount): Promise<void> {
  const visit = new LoginVisit(url);
  const { type, code } = await visit.post({ type: 'code', phone: PHONE });
  assert.equal(type, 'code');
  assert.equal(account.enterCode(code), 'linking');
  await untilLinked(visit);
}

async function untilLinked(visit: LoginVisit): Promise<void> {
  for (let tries = 0; ; tries++) {
    const update = await visit.ask('?want=state');
    if (update.type === 'linked') return assert.equal(update.account.phone, PHONE);
    assert.ok(tries < 60, `never linked, but ${update.type}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** What `npx wa-qr-login check` says about it. */
export async function complaintsAbout(url: string): Promise<string[]> {
  const lines: string[] = [];
  await check({ url, headers: ['Cookie: session=demo'] }, (line) => lines.push(line));
  assert.match(lines.at(-1) ?? '', /^\d\d? right/);
  return lines.filter((line) => line.startsWith('✗'));
}
