import fc from 'fast-check';

/** What may happen to an element, to its page, to its gateway, or in the hand of the person. */
export type Step =
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'microtasks'; readonly count: number }
  | { readonly do: 'requestCode'; readonly phone: string }
  | { readonly do: 'set'; readonly attribute: string; readonly value: string | null }
  | { readonly do: 'gateway'; readonly way: number }
  | { readonly do: 'bfcache'; readonly ms: number }
  | { readonly do: 'fault'; readonly fault: string }
  | { readonly do: 'onNext'; readonly event: string; readonly then: Simple }
  | { readonly do: Simple };

const SIMPLE = [
  ...(['start', 'stop', 'restart', 'remove', 'append', 'move', 'hide', 'show', 'offline', 'online'] as const),
  ...(['scrollAway', 'scrollBack', 'scan', 'typeCode', 'passkey', 'logout', 'drop', 'click', 'switch'] as const),
];
export type Simple = (typeof SIMPLE)[number];

export function isSimple(step: Step): step is { readonly do: Simple } {
  return (SIMPLE as readonly string[]).includes(step.do);
}

/** What befalls every answer from now on. */
export const RACE_FAULTS: readonly string[] = ['none', 'refused', 'hang', '500', '401', '429', 'html', 'half'];

export interface Sequence {
  readonly seed: number;
  readonly way: number;
  readonly method: string;
  readonly manual: boolean;
  readonly steps: readonly Step[];
}

const set = (attribute: string, ...values: (string | null)[]): fc.Arbitrary<Step> =>
  fc.constantFrom(...values).map((value) => ({ do: 'set', attribute, value }));

export const STEPS: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...SIMPLE).map((simple): Step => ({ do: simple })) },
  {
    weight: 4,
    arbitrary: fc
      .oneof(fc.constantFrom(0, 1, 50, 300), fc.nat(3_000), fc.nat(40_000))
      .map((ms): Step => ({ do: 'pass', ms })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }).map((count): Step => ({ do: 'microtasks', count })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('5511999999999', '12').map((phone): Step => ({ do: 'requestCode', phone })),
  },
  { weight: 1, arbitrary: fc.nat(9).map((way): Step => ({ do: 'gateway', way })) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1_000, 700_000).map((ms): Step => ({ do: 'bfcache', ms })) },
  { weight: 1, arbitrary: fc.constantFrom(...RACE_FAULTS).map((fault): Step => ({ do: 'fault', fault })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ event: fc.constantFrom('statechange', 'linked', 'expired', 'error'), then: fc.constantFrom(...SIMPLE) })
      .map((rest): Step => ({ do: 'onNext', ...rest })),
  },
  {
    weight: 2,
    arbitrary: fc.oneof(
      set('app-name', 'Acme', null),
      set('max-codes', '1', null),
      set('manual', '', null),
      set('method', 'qr', 'code'),
      set('transport', 'polling', 'websocket', null),
      set('lang', 'de', 'en'),
      set('poll-interval', '0.5', '2'),
      set('status', null),
    ),
  },
);
