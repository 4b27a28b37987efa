import { contrast, mix, toHex, toRgb, type Rgb } from './colors.js';

export const DENSITIES = {
  compact: { label: 'Compact', space: '16px' },
  normal: { label: 'Normal', space: '28px' },
  roomy: { label: 'Roomy', space: '40px' },
} as const;
export type Density = keyof typeof DENSITIES;

/** What a visitor chooses for a brand. */
export interface Brand {
  /** The colour of the brand, such as `#4f46e5`. */
  readonly accent: string;
  /** The radius of the card's corners, px. */
  readonly radius: number;
  readonly density: Density;
}

/** The look that the card has by itself. */
export const OWN_LOOK: Brand = { accent: '#0b6b4f', radius: 16, density: 'normal' };

export const PRESETS = {
  own: { label: 'Default', ...OWN_LOOK },
  indigo: { label: 'Indigo', accent: '#4f46e5', radius: 8, density: 'compact' },
  coral: { label: 'Coral', accent: '#ff6b4a', radius: 28, density: 'roomy' },
  graphite: { label: 'Graphite', accent: '#1f2937', radius: 0, density: 'normal' },
} as const satisfies Record<string, Brand & { readonly label: string }>;

/** The surfaces of the card in the light and in the dark theme, which the accent has to stand out from. */
const SURFACES = { light: toRgb('#ffffff'), dark: toRgb('#17201c') } as const;
const WHITE = toRgb('#ffffff');
const BLACK = toRgb('#000000');
/** The contrast that WCAG 2.2 asks for between text and its background (success criterion 1.4.3). */
const READABLE = 4.5;

/** The style sheet of a page that gives the card this look. It states only what differs from the card's own look. */
export function toCss({ accent, radius, density }: Brand): string {
  const declarations = [
    ...(accent === OWN_LOOK.accent ? [] : accentsOf(toRgb(accent))),
    ...(radius === OWN_LOOK.radius ? [] : [`--wa-radius: ${radius}px;`]),
    ...(density === OWN_LOOK.density ? [] : [`--wa-space: ${DENSITIES[density].space};`]),
  ];
  if (declarations.length === 0) return '/* The card looks as it does by itself. */';
  return `wa-qr-login {\n${declarations.map((line) => `  ${line}\n`).join('')}}`;
}

/** A colour that can be read in one theme can rarely be read in the other, so each gets a shade of it. */
function accentsOf(accent: Rgb): string[] {
  const light = readableOn(SURFACES.light, accent, BLACK);
  const dark = readableOn(SURFACES.dark, accent, WHITE);
  return [
    `--wa-accent: light-dark(${toHex(light)}, ${toHex(dark)});`,
    `--wa-on-accent: light-dark(${toHex(textOn(light))}, ${toHex(textOn(dark))});`,
  ];
}

/** Moves a colour towards another one until it can be read. */
function readableOn(surface: Rgb, color: Rgb, towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mix(color, towards, share);
    if (contrast(shade, surface) >= READABLE) return shade;
  }
  return towards;
}

/** Either black or white can be read on every colour. */
function textOn(color: Rgb): Rgb {
  return contrast(WHITE, color) >= READABLE ? WHITE : BLACK;
}
