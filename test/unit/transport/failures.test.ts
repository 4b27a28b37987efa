import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { LoginError } from '../../../src/login/login-error.js';
import type { ErrorCode, LoginUpdate } from '../../../src/login/login.js';
import { World, type Driven, type DriveOptions } from './drive.js';

const QR: LoginUpdate = { type: 'qr', text: '2@a' };
const passing = (code: ErrorCode) => new LoginError(code, 'x', { transient: true });

describe('a gateway that fails', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.close();
  });

  /** Asks a gateway that answers the first question, the second … like this, and every other one like the last. */
  const drive = (
    answers: readonly (LoginUpdate | Error)[],
    options?: DriveOptions,
    more: Partial<Gateway> = {},
  ): Driven => {
    let asked = 0;
    const qr = async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return Promise.resolve(answer ?? QR);
    };
    const gateway: Gateway = {
      methods: ['qr'],
      pace: {
        ...{ every: 2_000, qr: 'answer', fastest: { qr: 500, state: 500 } },
        ...{ codes: 6, window: Infinity, patience: Infinity, grace: 0 },
      },
      ...{ qr, state: qr },
      ...more,
    };
    return world.drive(gateway, options);
  };
  const codeOf = ({ memory: { login } }: Driven) => login.status === 'error' && login.code;

  it('is blocked where nothing but the browser has ever failed: not its network, and no error that is not ours', async () => {
    for (const first of [passing('offline'), new TypeError('x')]) {
      const login = drive([first, passing('blocked')]);
      await world.pass(60_000);
      assert.equal(codeOf(login), 'blocked', first.message);
    }
  });

  it('is unavailable where it has answered with an error before', async () => {
    const login = drive([passing('bad-response'), passing('blocked')]);
    await world.pass(60_000);
    assert.equal(codeOf(login), 'unavailable');
  });

  it('is asked again where the browser refuses a question after an answer', async () => {
    const login = drive([QR, passing('blocked'), { type: 'linked', account: {} }]);
    await world.pass(10_000);
    assert.equal(login.memory.login.status, 'linked');
  });

  it('is asked for a code after a restart that failed for a while', async () => {
    let restarts = 0;
    const restart = () => {
      restarts++;
      return Promise.reject(passing('unavailable'));
    };
    const login = drive([QR], { restart: true }, { restart });
    await world.pass(1_000);
    assert.deepEqual([login.memory.login.status, restarts], ['qr', 1]);
  });

  it('ends the login by a restart that failed for good', async () => {
    const restart = () => Promise.reject(new LoginError('unauthorized', 'x'));
    const login = drive([QR], { restart: true }, { restart });
    await world.pass(1_000);
    assert.deepEqual([login.statuses, codeOf(login)], [['waiting', 'error'], 'unauthorized']);
  });
});
