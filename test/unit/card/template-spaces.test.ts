import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

/** The build takes a space at the end of an element away, and tests that run the sources would not see it. */
const LOST = />[^<>\n]*\S +<\/(span|b|bdi|a|button|i)>/;

describe('The templates of the card', () => {
  for (const room of ['card', 'element'])
    for (const file of readdirSync(`src/${room}`).filter((name) => name.endsWith('.ts')))
      it(`end no element with a space that the build would take away: ${room}/${file}`, () => {
        assert.doesNotMatch(readFileSync(`src/${room}/${file}`, 'utf8').replace(/\$\{[^{}]*\}/g, '$'), LOST);
      });
});
