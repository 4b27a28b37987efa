import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectGateway } from '../../../src/card/connect.js';
import type { LoginUpdate } from '../../../src/login/login.js';

const TEXT = '2@of-the-early-answer';
const ANEW: LoginUpdate = { type: 'waiting' };

/** What the card makes of an answer that lay about for so many seconds until it was there. */
async function firstUpdate(
  early: Promise<Response> | Response | object,
  lain: number,
): Promise<LoginUpdate | undefined> {
  const isAnswer = early instanceof Promise || early instanceof Response;
  const response = Promise.resolve(isAnswer ? early : Response.json(early));
  response.catch(() => undefined);
  const settings = { gateway: 'backend', backendUrl: '/login', baseURI: 'https://page.example/' };
  const gateway = await connectGateway(
    { ...settings, querySelector: () => null } as unknown as Parameters<typeof connectGateway>[0],
    () => ({ response, age: () => lain * 1000 }),
  );
  const { fetch } = globalThis;
  globalThis.fetch = () => Promise.resolve(Response.json(ANEW));
  try {
    return await gateway.qr(new AbortController().signal);
  } finally {
    globalThis.fetch = fetch;
  }
}

describe('an answer that came before the card could read it', () => {
  it('is used as it is where the card was there at once', async () => {
    for (const update of [{ type: 'qr', text: TEXT, expiresIn: 3 }, { type: 'linking' }, { type: 'qr', text: TEXT }])
      assert.equal((await firstUpdate(update, 0.9))?.type, update.type);
  });

  it('is kept for as long as its code can still be scanned, and its code has lived meanwhile', async () => {
    const qr = { type: 'qr', text: TEXT, expiresIn: 60, renewsIn: 20, version: 'a.1' };
    assert.deepEqual(await firstUpdate(qr, 12), { ...qr, expiresIn: 48, renewsIn: 8 });
    assert.deepEqual(await firstUpdate({ type: 'qr', text: TEXT, expiresIn: '60' }, 54), {
      type: 'qr',
      text: TEXT,
      expiresIn: 6,
    });
  });

  it('is asked for anew where its code is as good as dead, has been replaced, or has no known end', async () => {
    const qr = { type: 'qr', text: TEXT };
    assert.deepEqual(await firstUpdate({ ...qr, expiresIn: 60 }, 55), ANEW);
    assert.deepEqual(await firstUpdate({ ...qr, expiresIn: 60 }, 61), ANEW);
    assert.deepEqual(await firstUpdate({ ...qr, expiresIn: 60, renewsIn: 20 }, 20), ANEW);
    assert.deepEqual(await firstUpdate(qr, 2), ANEW);
  });

  it('is asked for anew where it told of no code, or of none that can be read', async () => {
    assert.deepEqual(await firstUpdate({ type: 'linking' }, 2), ANEW);
    assert.deepEqual(await firstUpdate(new Response('<html>', { status: 200 }), 2), ANEW);
    const refusal = Response.json({ type: 'qr', text: TEXT, expiresIn: 60 }, { status: 503 });
    assert.deepEqual(await firstUpdate(refusal, 2), ANEW);
    assert.deepEqual(await firstUpdate(Promise.reject(new TypeError('Failed to fetch')), 2), ANEW);
  });

  it('fails as any other where it failed just now', async () => {
    await assert.rejects(firstUpdate(Promise.reject(new TypeError('Failed to fetch')), 0));
  });
});
