import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LoginError, toLoginError } from '../../../src/login/login-error.js';

/** As a second copy of the script on the page, or a gateway from another bundle, has it. */
class ForeignLoginError extends Error {
  override readonly name = 'LoginError';
  readonly code = 'quota';
}

class OurOwn extends LoginError {}

describe('an error of a login', () => {
  it('is known by its name, from whichever copy of this script it comes', () => {
    const foreign = new ForeignLoginError('x');
    assert.ok(foreign instanceof LoginError);
    assert.equal(toLoginError(foreign), foreign);
    assert.ok(new OurOwn('quota') instanceof LoginError);
    assert.ok(new OurOwn('quota') instanceof OurOwn);
  });

  it('is nothing else that bears a name, and no class below it takes what is not its own', () => {
    for (const other of [new TypeError('x'), { name: 'LoginError' }, undefined, null, 'LoginError'])
      assert.equal(other instanceof LoginError, false, String(other));
    assert.equal(new ForeignLoginError('x') instanceof OurOwn, false);
    assert.equal(new LoginError('quota') instanceof OurOwn, false);
  });

  it('says what has happened, in words of its own where nobody has any', () => {
    assert.equal(new LoginError('quota').message, 'WhatsApp login: quota');
    assert.equal(new LoginError('quota', 'Too many instances').message, 'Too many instances');
    assert.equal(new LoginError('quota').transient, false);
  });
});
