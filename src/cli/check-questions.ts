import type { LoginUpdate } from '../login/login.js';
import type { BackendAnswer, BackendClient } from './backend-client.js';
import { judge, note, right, wrong, type Finding } from './finding.js';

/** What a page understands; anything else in an answer is ignored by pages, and should not be told to them. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  ...['type', 'text', 'image', 'expiresIn', 'renewsIn', 'code', 'url', 'token', 'challenge', 'confirm', 'account'],
  ...['already', 'reason', 'message', 'methods', 'version'],
]);
/** Two answers about one code may be so far apart, in seconds, although both tell its remaining time. */
const TOLERANCE = 1;

/** The questions that every page asks. Returns whether there is any point in asking on. */
export async function* checkQuestions(client: BackendClient, isKnown: boolean): AsyncGenerator<Finding, boolean> {
  const first = await client.get({ want: 'qr' });
  if (!first.update || first.status !== 200) {
    yield wrong(`GET ?want=qr: ${whyUnusable(first)}`);
    return false;
  }
  yield right(`GET ?want=qr is answered with an update: ${describe(first.update)}`);
  yield* checkForm(first);
  yield* checkState(client);
  yield* checkRepeat(client, first.update);
  yield* checkRestart(client, first.update);
  if (isKnown) yield* checkStranger(client);
  return true;
}

export function describe(update: LoginUpdate): string {
  const life = 'expiresIn' in update && update.expiresIn !== undefined ? `, for ${Math.round(update.expiresIn)} s` : '';
  return `\`${update.type}\`${life}`;
}

/** The code itself, where an update shows one. */
export function codeIn(update: LoginUpdate | undefined): string | undefined {
  if (update?.type === 'code') return update.code;
  if (update?.type !== 'qr') return undefined;
  return 'text' in update ? update.text : update.image;
}

function whyUnusable({ status, isRedirected, body }: BackendAnswer): string {
  if (isRedirected) return 'the backend redirects to another page; pages take that for the end of their session';
  if (status === 401 || status === 403) return `HTTP ${status}; name the session with --header 'Cookie: …'`;
  if (status !== 200) return `HTTP ${status} instead of 200`;
  return body ? 'the answer is none of the updates that pages know' : 'the answer is not a JSON object';
}

function* checkForm({ headers, body }: BackendAnswer): Generator<Finding> {
  const type = headers.get('content-type') ?? 'none';
  yield judge(
    /^application\/json\b/i.test(type),
    'It is sent as JSON',
    `Content-Type is ${type}, not application/json`,
  );
  const isKept = !/no-store/i.test(headers.get('cache-control') ?? '');
  yield judge(!isKept, 'Nothing may keep it in a cache', 'Without `Cache-Control: no-store` a cache may keep the code');
  const unknown = Object.keys(body ?? {}).filter((name) => !KNOWN_FIELDS.has(name));
  if (unknown.length > 0) yield wrong(`Pages are told what the protocol does not know: ${unknown.join(', ')}`);
  if (body?.['type'] === 'qr' || body?.['type'] === 'code') yield checkLife(body['expiresIn']);
}

function checkLife(expiresIn: unknown): Finding {
  if (expiresIn === undefined)
    return note('Without `expiresIn` pages show a QR code for 60 s and a pairing code for 150 s');
  const seconds = Number(expiresIn);
  return judge(
    seconds > 0 && seconds <= 3_600,
    'Its life is told in seconds',
    '`expiresIn` must be seconds, at most 3600',
  );
}

async function* checkState(client: BackendClient): AsyncGenerator<Finding> {
  const { status, update } = await client.get({ want: 'state' });
  const isAnswered = status === 200 && update !== undefined;
  yield judge(isAnswered, 'GET ?want=state is answered likewise', `GET ?want=state: HTTP ${status}, no update`);
}

/** Also shows whether the question for the state has cost a code. */
async function* checkRepeat(client: BackendClient, before: LoginUpdate): AsyncGenerator<Finding> {
  const { status, update } = await client.get({ want: 'qr', 'wa-qr-login': 'check' });
  const code = codeIn(before);
  if (status !== 200 || !update) {
    yield wrong(`GET with another query parameter: HTTP ${status}, no update`);
    return;
  }
  if (code === undefined) {
    yield note('There was no code, so nothing can be said about its repetition');
    return;
  }
  if (codeIn(update) !== code) {
    yield wrong('A code that is alive must be repeated in each answer');
    return;
  }
  yield right('A code that is alive is repeated in each answer');
  const isRenewed = lifeOf(update) > lifeOf(before) + TOLERANCE;
  yield judge(!isRenewed, 'Its remaining time does not grow', '`expiresIn` grows from answer to answer');
}

function lifeOf(update: LoginUpdate): number {
  return 'expiresIn' in update ? (update.expiresIn ?? 0) : 0;
}

async function* checkRestart(client: BackendClient, before: LoginUpdate): AsyncGenerator<Finding> {
  const { status, update } = await client.post('{"type":"restart"}');
  if (status !== 200 || !update) {
    yield wrong(`POST {"type":"restart"}: HTTP ${status}, no update`);
    return;
  }
  yield right(`POST {"type":"restart"} is answered with an update: ${describe(update)}`);
  const code = codeIn(before);
  if (code !== undefined && codeIn(update) !== code)
    yield note('A restart replaces a QR code that others may be looking at');
}

async function* checkStranger(client: BackendClient): AsyncGenerator<Finding> {
  const { status, isRedirected } = await client.asStranger();
  const isRefused = status === 401 || status === 403 || isRedirected;
  yield judge(isRefused, `A stranger is refused: HTTP ${status}`, `A stranger is answered as well: HTTP ${status}`);
}
