import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Origins } from '../../../src/relay/origins.js';

const URL_OF_RELAY = 'http://host.test/login';
const preflight = (origin: string) => new Request(URL_OF_RELAY, { method: 'OPTIONS', headers: { Origin: origin } });

describe('an origin that may ask', () => {
  for (const [named, sent] of [
    ['https://App.test:443', 'https://app.test'],
    ['http://App.test:80/', 'http://app.test'],
    ['ws://app.test:80', 'ws://app.test'],
    ['wss://app.test:443', 'wss://app.test'],
    ['Capacitor://LocalHost', 'capacitor://localhost'],
    ['app-https://LocalHost', 'app-https://localhost'],
  ] as const)
    it(`is ${sent} where ${named} is named, and no other`, () => {
      const origins = new Origins([named]);
      assert.ok(origins.isPreflight(preflight(sent)));
      assert.ok(!origins.isPreflight(preflight('null')));
    });

  for (const [named, message] of [
    ['app.test', /which is no origin/],
    ['', /which is no origin/],
    ['null', /which is no origin/],
    ['mailto:ana@app.test', /which is no origin/],
    ['https://app.test/path', /leave out what follows the host/],
    ['file:', /holds a file/],
    ['file:///', /holds a file/],
  ] as const)
    it(`is not ${JSON.stringify(named)}: ${message.source}`, () => {
      assert.throws(() => new Origins([named]), { name: 'TypeError', message });
    });

  it('is told apart in what caches keep, but only where any is named', () => {
    const answer = { status: 200, headers: {} };
    const request = new Request(URL_OF_RELAY);
    assert.equal(new Origins([]).readableAnswer(request, answer), answer);
    assert.deepEqual(new Origins(['https://app.test']).readableAnswer(request, answer).headers, { Vary: 'Origin' });
  });
});

describe('a page of the relay’s own origin', () => {
  const isRefused = (origin: string, headers: Record<string, string>) => {
    const request = new Request('http://inner.test/', { headers: { Origin: origin, ...headers } });
    return new Origins([]).refusalOf(request) !== undefined;
  };

  it('is one of the first proxy’s name, however that proxy separates its list', () => {
    const forwarded = { 'X-Forwarded-Host': 'host.test , inner.test' };
    assert.equal(isRefused('https://host.test', forwarded), false);
    assert.equal(isRefused('https://inner2.test', forwarded), true);
  });

  for (const [scheme, refused] of [
    ['https', true],
    ['wss', true],
    ['http', false],
    ['x-https', false],
    ['httpsx', false],
  ] as const)
    it(`is ${refused ? 'none' : 'one'} without TLS where the proxy was asked by ${scheme}`, () => {
      const headers = { 'X-Forwarded-Host': 'host.test', 'X-Forwarded-Proto': scheme };
      assert.equal(isRefused('http://host.test', headers), refused);
    });
});

describe('a name of the relay', () => {
  it('is the same in capitals, and with a port where none is named', () => {
    const origins = new Origins([], ['host.test', '[::1]']);
    const isKnown = (url: string, headers: Record<string, string> = {}) =>
      origins.refusalOf(new Request(url, { headers })) === undefined;
    assert.ok(isKnown('http://host.test/', { Host: 'HOST.Test' }));
    assert.ok(isKnown('http://[::1]:3000/'));
    assert.ok(!isKnown('http://[::2]:3000/'));
  });
});
