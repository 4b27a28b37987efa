import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { qrImage } from '../../../src/simulator/index.js';
import { decode, setUp } from './simulator-clock.js';

const already = { type: 'alreadyLogged', message: 'instance account already authorized' };

describe('the QR code of a simulated account', () => {
  it('is the payload that is valid now, drawn so that a camera reads it', async () => {
    const { account, qr } = setUp();
    const shown = await qr();
    assert.match(shown ?? '', /^2@/);
    assert.equal(shown?.length, 237);
    assert.equal(shown, account.qr);
  });

  it('is a PNG of 276 × 276 pixels', () => {
    const image = Buffer.from(qrImage(`2@${'x'.repeat(235)}`));
    assert.equal(image.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
    assert.deepEqual([image.readUInt32BE(16), image.readUInt32BE(20)], [276, 276]);
    assert.equal(inflateSync(image.subarray(image.indexOf('IDAT') + 4, -16)).length, 276 * (1 + 35));
  });

  it('is drawn as another gateway draws it, where that is asked for', () => {
    const payload = `2@${'x'.repeat(263)}`;
    const image = Buffer.from(qrImage(payload, { correction: 'H', margin: 3 }));
    assert.equal(image.readUInt32BE(16), 364);
    assert.equal(decode(image), payload);
    assert.notEqual(Buffer.from(qrImage(payload)).readUInt32BE(16), 364);
  });

  it('has a checksum on each part, as strict decoders want it', () => {
    const image = Buffer.from(qrImage('2@abc'));
    // The only part whose content never changes, and so its published checksum.
    assert.equal(image.subarray(-12).toString('hex'), '0000000049454e44ae426082');
  });

  it('stays the same payload when more payloads were drawn than are kept', async () => {
    const { qr } = setUp({ limits: false });
    const before = await qr();
    for (let other = 0; other < 20; other++) qrImage(`other ${other}`);
    assert.equal(await qr(), before);
  });

  it('holds the link of WhatsApp when the script says so', async () => {
    const { qr } = setUp({ payload: 'url' });
    const shown = await qr();
    assert.match(shown ?? '', /^https:\/\/wa\.me\/settings\/linked_devices#2@/);
    assert.equal(shown?.length, 275);
  });

  it('rotates every 20 s, counted from the first question', async () => {
    const { clock, qr } = setUp();
    const first = await qr();
    await clock.tick(19_999);
    assert.equal(await qr(), first);
    await clock.tick(1);
    const second = await qr();
    assert.notEqual(second, first);
    await clock.tick(20_000);
    assert.notEqual(await qr(), second);
  });

  it('rotates by the clock even when nobody asks', async () => {
    const { clock, account, qr } = setUp();
    const first = await qr();
    await clock.tick(20_000);
    assert.notEqual(account.qr, undefined);
    assert.notEqual(account.qr, first);
  });

  it('lives as long as the script says, from the next one on', async () => {
    const { clock, account, qr } = setUp({ qrLife: 5_000 });
    const first = await qr();
    account.set({ qrLife: 60_000 });
    await clock.tick(5_000);
    const second = await qr();
    assert.notEqual(second, first);
    await clock.tick(59_999);
    assert.equal(account.qr, second);
  });

  it('is not there before anybody asks, nor after a window in which nobody did', async () => {
    const { clock, account, qr } = setUp();
    assert.equal(account.qr, undefined);
    const first = await qr();
    await clock.tick(99_999);
    assert.notEqual(account.qr, undefined);
    await clock.tick(1);
    assert.equal(account.qr, undefined);
    assert.equal(account.scan(first ?? ''), 'outdated');
  });

  it('goes on for as long as it is asked for', async () => {
    const { clock, qr } = setUp();
    let [at, last] = [0, await qr()];
    const changes: number[] = [];
    for (; at < 300; at += 9) {
      const shown = await qr();
      if (shown !== last) changes.push(at);
      last = shown;
      await clock.tick(9_000);
    }
    // The first question after each 20 s, even past the 100 s that end a login nobody asks about.
    assert.deepEqual(changes, [27, 45, 63, 81, 108, 126, 144, 162, 180, 207, 225, 243, 261, 288]);
  });

  it('needs no timer while it is polled', async () => {
    const { clock, qr } = setUp();
    await qr();
    assert.equal(clock.timers, 0);
  });
});

describe('scanning', () => {
  it('of the code on screen links the account after the time it takes', async () => {
    const { clock, account, ask, qr } = setUp();
    assert.equal(account.scan((await qr()) ?? ''), 'linking');
    assert.deepEqual(await ask('getStateInstance'), [200, { stateInstance: 'starting' }]);
    assert.deepEqual(await ask('qr'), [400, 'instance in starting process try later']);
    await clock.tick(2_500);
    assert.deepEqual(await ask('getStateInstance'), [200, { stateInstance: 'authorized' }]);
    assert.deepEqual(await ask('qr'), [200, already]);
  });

  it('of an outdated code is accepted, and then nothing ever happens', async () => {
    const { clock, account, qr } = setUp();
    const first = await qr();
    await clock.tick(20_000);
    const second = await qr();
    assert.equal(account.scan(first ?? ''), 'outdated');
    await clock.tick(10_000);
    assert.equal(account.state, 'notAuthorized');
    assert.equal(account.qr, second);
  });

  it('of anything else is unknown', async () => {
    const { account, qr } = setUp();
    assert.equal(account.scan('2@nobody'), 'unknown');
    await qr();
    assert.equal(account.scan(''), 'unknown');
    assert.equal(account.state, 'notAuthorized');
  });

  it('works once', async () => {
    const { account, qr } = setUp();
    const shown = (await qr()) ?? '';
    account.scan(shown);
    assert.equal(account.scan(shown), 'outdated');
  });

  it('may let qr say that the account is linked while it is still starting', async () => {
    const { account, ask, qr } = setUp({ qrWhileStarting: 'alreadyLogged' });
    account.scan((await qr()) ?? '');
    assert.deepEqual(await ask('qr'), [200, already]);
    assert.deepEqual(await ask('getStateInstance'), [200, { stateInstance: 'starting' }]);
  });
});

describe('a first QR code that takes its time', () => {
  it('is waited for by the request', async () => {
    const { clock, account, call } = setUp({ qrDelay: 7_000 });
    const answer = call('qr').then((response) => response.json());
    await clock.tick(6_999);
    assert.equal(account.pending, 1);
    await clock.tick(1);
    const { message } = (await answer) as { message: string };
    assert.equal(decode(Buffer.from(message, 'base64')), account.qr);
    assert.deepEqual([account.pending, clock.timers], [0, 0]);
  });

  it('lives its whole life from when it came', async () => {
    const { clock, account, call } = setUp({ qrDelay: 7_000 });
    void call('qr');
    await clock.tick(7_000);
    const first = account.qr;
    await clock.tick(19_999);
    assert.equal(account.qr, first);
  });

  it('comes even after a time in which a login without a question would end', async () => {
    const { clock, account, call } = setUp({ qrDelay: 7_000, window: 1_000 });
    const answer = call('qr').then(({ status }) => status);
    await clock.tick(3_000);
    account.set({ name: 'Ada' });
    await clock.tick(4_000);
    assert.equal(account.pending, 0);
    assert.equal(await answer, 200);
  });

  it('ends in a 504 after 60 s', async () => {
    const { clock, ask } = setUp({ qrDelay: 61_000 });
    const answer = ask('qr');
    await clock.tick(60_000);
    const [status, body] = await answer;
    assert.equal(status, 504);
    assert.match(body, /^<html>/);
    assert.equal(clock.timers, 0);
  });

  it('is not waited for any longer when the client has gone', async () => {
    const { clock, account, call } = setUp({ qrDelay: 7_000 });
    const client = new AbortController();
    const answer = call('qr', { signal: client.signal });
    await clock.tick(1_000);
    client.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    assert.deepEqual([account.pending, clock.timers], [0, 0]);
  });
});
