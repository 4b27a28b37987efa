import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import sinon from 'sinon';
import { askFirst } from '../../../src/element/first-parts.js';
import type { LoginSettings, TagContent } from '../../../src/element/settings.js';
import { beginRun, UNLIMITED, type LoginRequest } from '../../../src/login/login.js';
import { Memory } from '../../../src/login/memory.js';

const PAGE = 'https://page.example/app/';
const settings = { gateway: 'backend', backendUrl: '/login?tenant=1', baseURI: PAGE } as LoginSettings;
const querySelector = () => null;
const memory = (owes?: 'code' | 'restart') => new Memory(beginRun('qr', UNLIMITED, 0), owes);

describe('the first question to one’s own backend', () => {
  let ask: sinon.SinonStub<Parameters<typeof fetch>, ReturnType<typeof fetch>>;
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['performance', 'Date'] });
    ask = sinon.stub(globalThis, 'fetch');
  });
  afterEach(() => {
    ask.restore();
    clock.restore();
  });

  const askWith = (
    change: Partial<LoginSettings & TagContent> = {},
    request: LoginRequest = { method: 'qr' },
    owes?: 'restart',
  ) => askFirst({ ...settings, querySelector, ...change }, request, memory(owes), new AbortController().signal);

  it('is that of the login protocol, at the address that the page means, with the page’s credentials mode', () => {
    ask.resolves(new Response('{}'));
    askWith();
    askWith({ credentials: 'include' });
    const [[url, init] = [], [, other] = []] = ask.args;
    assert.equal(url, 'https://page.example/login?tenant=1&want=qr');
    assert.deepEqual([init?.cache, init?.credentials, other?.credentials], ['no-store', 'same-origin', 'include']);
    assert.equal(init?.headers, undefined);
  });

  it('is left to the card where anything is unusual', () => {
    assert.equal(askWith({ gateway: 'z-api' }), undefined);
    assert.equal(askWith({ backendUrl: undefined }), undefined);
    assert.equal(askWith({ backendUrl: 'https://' }), undefined);
    assert.equal(askWith({ backendUrl: 'wss://page.example/login' }), undefined);
    assert.equal(askWith({ headers: () => ({ 'x-csrf': '1' }) }), undefined);
    assert.equal(askWith({}, { method: 'code', phone: '5511999999999' }), undefined);
    assert.equal(askWith({}, { method: 'qr' }, 'restart'), undefined);
    assert.equal(ask.callCount, 0);
  });

  it('is not asked where the page’s server has answered it between the tags', () => {
    const script = {} as Element;
    const found = (selector: string) => (selector === 'script' ? script : null);
    assert.equal(askWith({ querySelector: found }), undefined);
    assert.equal(ask.callCount, 0);
  });

  it('is answered once', async () => {
    const response = new Response('{}');
    ask.resolves(response);
    const answer = askWith();
    assert.equal(await answer?.()?.response, response);
    assert.equal(answer?.(), undefined);
  });

  it('is waited for as long as it takes, and its answer grows old from when it came', async () => {
    let come: (response: Response) => void = () => undefined;
    ask.returns(new Promise((resolve) => (come = resolve)));
    const early = askWith()?.();
    clock.tick(60_000);
    assert.equal(early?.age(), 0);
    come(new Response('{}'));
    await early?.response;
    assert.equal(early?.age(), 0);
    clock.tick(7_000);
    assert.equal(early?.age(), 7_000);
  });

  it('may fail before anybody asks for its answer', async () => {
    ask.rejects(new TypeError('Failed to fetch'));
    const answer = askWith();
    await Promise.resolve();
    await assert.rejects(async () => answer?.()?.response, TypeError);
  });
});
