import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contrast, toHex, toRgb } from '../../../demo/colors.js';
import { OWN_LOOK, PRESETS, toCss } from '../../../demo/theming.js';

const channel = fc.integer({ min: 0, max: 255 });
const accents = fc.tuple(channel, channel, channel).map(toHex);

/** The two colours of a property, for the light and for the dark theme. */
function pairIn(css: string, property: string): [string, string] {
  const [, light = '', dark = ''] = new RegExp(`${property}: light-dark\\((\\S+), (\\S+)\\);`).exec(css) ?? [];
  return [light, dark];
}

const between = (one: string, other: string) => contrast(toRgb(one), toRgb(other));

describe('the CSS of a brand', () => {
  it('has an accent that can be read on the card, and on which text can be read, whatever the colour', () => {
    fc.assert(
      fc.property(accents, (accent) => {
        fc.pre(accent !== OWN_LOOK.accent);
        const css = toCss({ ...OWN_LOOK, accent });
        const [light, dark] = pairIn(css, '--wa-accent');
        const [onLight, onDark] = pairIn(css, '--wa-on-accent');
        for (const [color, background] of [
          [light, '#ffffff'],
          [dark, '#17201c'],
          [onLight, light],
          [onDark, dark],
        ] as const)
          assert.ok(between(color, background) >= 4.5, `${color} on ${background} for ${accent}`);
      }),
    );
  });

  it('keeps a colour that can be read as it is', () => {
    assert.equal(pairIn(toCss({ ...OWN_LOOK, accent: '#4f46e5' }), '--wa-accent')[0], '#4f46e5');
    assert.equal(pairIn(toCss({ ...OWN_LOOK, accent: '#ff6b4a' }), '--wa-accent')[1], '#ff6b4a');
  });

  it('states only what differs from the card', () => {
    assert.equal(toCss({ ...OWN_LOOK, radius: 8 }), 'wa-qr-login {\n  --wa-radius: 8px;\n}');
    assert.equal(toCss({ ...OWN_LOOK, density: 'compact' }), 'wa-qr-login {\n  --wa-space: 16px;\n}');
    assert.doesNotMatch(toCss(PRESETS.own), /wa-qr-login/);
  });

  it('differs from brand to brand', () => {
    const all = Object.values(PRESETS).map(toCss);
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.length >= 4, 'the card’s own look and three brands');
  });

  it('knows how the contrast of colours is measured', () => {
    assert.equal(between('#000000', '#ffffff'), 21);
    assert.equal(between('#123456', '#123456'), 1);
    // The least grey that WCAG lets stand on white.
    assert.ok(between('#767676', '#ffffff') >= 4.5 && between('#777777', '#ffffff') < 4.5);
  });
});
