import { advance } from '../../../src/login/advance.js';
import type { Gateway } from '../../../src/gateways/gateway.js';
import { beginRun, UNLIMITED, type LoginUpdate } from '../../../src/login/login.js';
import { toErrorState } from '../../../src/login/login-error.js';
import { askGateway, createGateway, textOf, type Fixture, type FixtureAnswer } from './fixture-question.js';

// Answers with marked values in their fields, and what adapters make of them; for tests in Node and in browsers.

/** Stands for a secret in an answer. It is no number, no address and no picture, and long enough to be a code or a token. */
export const MARK = 'MARKED-value-that-nobody-may-see-again';
/** Fields that gateways are known to add to their answers, or may add one day. */
const PRIVATE_FIELDS: readonly string[] = [
  ...['token', 'apikey', 'api_key', 'hash', 'secret', 'openai_apikey', 'webhook', 'webhookUrl', 'proxy', 'proxy_url'],
  ...['message', 'error', 'lastError', 'reason', 'server_url', 'destination', 'url', 'details'],
];

type Path = readonly (string | number)[];

/** The places of all values of a body that are no objects. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, Array.isArray(value) ? +key : key]));
}

/** The same body with another value at one place. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy: any = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<any>((found, key) => found[key], value);
}

/** The same body with private fields in each of its objects, where they are not taken. */
function crowded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(crowded);
  const own = Object.entries(value).map(([key, item]) => [key, crowded(item)] as const);
  return { ...Object.fromEntries(PRIVATE_FIELDS.map((field) => [field, MARK])), ...Object.fromEntries(own) };
}

/** The name of the field that a place belongs to. */
const fieldOf = (path: Path) => String(path.filter((key) => typeof key === 'string').at(-1));

/** A body, and what it becomes. */
type Sample = readonly [body: unknown, expected: unknown];

/** The fields that pages are shown, because a code or a name stands in them: those whose value is in what is expected. */
export function shownFields(samples: readonly Sample[]): ReadonlySet<string> {
  const shown = samples.flatMap(([body, expected]) => {
    const text = JSON.stringify(expected);
    const isIn = (value: unknown) => typeof value === 'string' && value.length > 1 && text.includes(plain(value));
    return leavesOf(body).filter((leaf) => isIn(valueAt(body, leaf)));
  });
  return new Set(shown.map(fieldOf));
}

const plain = (text: string) => JSON.stringify(text).slice(1, -1);

/** A body with marked values in it. `isShown`: it is in a field where codes and names come from, so it may be shown as one. */
export interface Marked {
  readonly body: unknown;
  readonly isShown: boolean;
}

/** One with values added, and one for each value that is replaced. */
export function* marked(body: unknown, shown: ReadonlySet<string>): Generator<Marked> {
  if (typeof body === 'object' && body !== null) yield { body: crowded(body), isShown: false };
  for (const leaf of leavesOf(body)) yield { body: replaced(body, leaf, MARK), isShown: shown.has(fieldOf(leaf)) };
}

export const answersOf = (fixture: Fixture): readonly FixtureAnswer[] => [fixture, ...(fixture.then ?? [])];
export const samplesOf = (fixture: Fixture): readonly Sample[] =>
  answersOf(fixture).map(({ body }) => [body, fixture.expected] as const);

/** Answers with one answer after the other, and with the last one for ever. */
export function answering(answers: readonly FixtureAnswer[]): typeof fetch {
  let asked = 0;
  return () => {
    const { status = 200, headers, body } = answers[Math.min(asked++, answers.length - 1)]!;
    return Promise.resolve(new Response(textOf(body), { status, ...(headers && { headers }) }));
  };
}

/** An outcome without what it is for: the code, or who was linked. */
export function withoutShown(outcome: unknown): unknown {
  if (outcome instanceof Error || typeof outcome !== 'object' || outcome === null) return outcome;
  if (!('type' in outcome)) return {};
  const {
    text: _,
    code: __,
    account: ___,
    image: ____,
    challenge: _____,
    confirm: ______,
    ...rest
  } = outcome as Record<string, unknown>;
  return rest['type'] === 'error' ? outcome : rest;
}

export function textsOf(outcome: unknown): string {
  return outcome instanceof Error ? everythingOf(outcome) : '';
}

/** All that can be known of an outcome: the update or the error, and the states that an element makes of it. */
export function everythingOf(outcome: unknown): string {
  if (outcome instanceof Error) {
    const { name, message, stack, cause } = outcome;
    return JSON.stringify([outcome, name, message, stack, String(cause), toErrorState(outcome)]);
  }
  const isUpdate = typeof outcome === 'object' && outcome !== null && 'type' in outcome;
  const states = isUpdate ? [advance(beginRun('qr', UNLIMITED, 0), outcome as LoginUpdate, 0)] : [];
  return JSON.stringify([outcome ?? null, ...states]);
}

/** What an adapter makes of a marked answer. */
export interface MarkedOutcome extends Marked {
  readonly title: string;
  readonly request: Fixture['request'];
  /** An update, an account, nothing, or an error that is thrown. */
  readonly outcome: unknown;
}

/** Every answer of these fixtures, marked in every way, and what becomes of it. A test that fakes the clock moves it meanwhile. */
export function askMarked(name: string, fixtures: ReadonlyMap<string, Fixture>): Promise<readonly MarkedOutcome[]> {
  const shown = shownFields([...fixtures.values()].flatMap(samplesOf));
  const asked = [...fixtures].flatMap(([title, fixture]) =>
    answersOf(fixture).flatMap((answer, at) =>
      [...marked(answer.body, shown)].map(async (one): Promise<MarkedOutcome> => {
        const answers = [...answersOf(fixture)];
        answers[at] = { ...answer, body: one.body };
        const gateway = await createGateway(name, { fetch: answering(answers) });
        const outcome = await askGateway(gateway, { ...fixture, ...answers[0]! })?.catch((error: unknown) => error);
        return { ...one, title, request: fixture.request, outcome };
      }),
    ),
  );
  return Promise.all(asked);
}

/** One for each outcome that differs: who is told of it cannot know more than what it holds. */
export function distinct(outcomes: readonly MarkedOutcome[]): readonly MarkedOutcome[] {
  const keyOf = ({ request, outcome, isShown }: MarkedOutcome) => {
    const way = request === 'code' || request === 'account' ? request : 'qr';
    const told = outcome instanceof Error ? [outcome, outcome.message, String(outcome.cause)] : outcome;
    return JSON.stringify([way, isShown, told ?? null]);
  };
  return [...new Map(outcomes.map((one) => [keyOf(one), one])).values()];
}

let gateways = 0;

/** A gateway where a question has this outcome. Its login is shared with no other. */
export function gatewayWith({ request, outcome }: MarkedOutcome): Gateway & Required<Pick<Gateway, 'code'>> {
  const waiting: LoginUpdate = { type: 'waiting' };
  const give = () => (outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome as LoginUpdate));
  const wait = () => Promise.resolve(waiting);
  const ask = request === 'code' || request === 'account' ? wait : async () => (await give()) ?? waiting;
  return {
    key: JSON.stringify(['marked', MARK, gateways++]),
    methods: ['qr', 'code'],
    pace: {
      every: 600_000,
      qr: 'answer',
      fastest: { qr: 1_000, state: 1_000 },
      codes: 3,
      window: Infinity,
      patience: 600_000,
      grace: 0,
    },
    qr: request === 'account' ? () => Promise.resolve({ type: 'linked' }) : ask,
    state: ask,
    start: wait,
    code: give,
    ...(request === 'account' && { account: give as () => Promise<object> }),
  };
}
