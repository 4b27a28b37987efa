import { isObject, parseJson } from '../gateways/read.js';
import { LoginError } from '../login/login-error.js';
import type { ErrorCode, LoginUpdate } from '../login/login.js';
import { toPhoneNumber } from '../login/phone-number.js';
import { within } from '../platform/async.js';
import type { PlainAnswer } from './answer.js';
import type { PageQuestion, RelayCommand, RelayRequest, Reply, Want } from './protocol.js';

/** In bytes. The longest command is a passkey's assertion, which names a key of up to 1,364 characters twice. */
export const BODY_LIMIT = 8_192;

/** A request that is refused with a status, and with an update for the page. */
export class BadRequest extends LoginError {
  readonly status: number;

  constructor(status: number, code: ErrorCode, message: string) {
    super(code, message);
    this.status = status;
  }

  get update(): LoginUpdate {
    return { type: 'error', code: this.code, message: this.message };
  }
}

/** @throws {BadRequest} */
export async function readRequest(request: Request): Promise<RelayRequest> {
  if (request.method === 'GET') return { type: 'get', ...readQuestion(request) };
  if (request.method === 'POST') return readCommand(await readBody(request));
  throw new BadRequest(405, 'unsupported', 'Only GET and POST are allowed');
}

/** The longest time for which an answer is held, s: proxies and serverless platforms end what takes 30 s. */
const LONGEST_WAIT = 25;

function readQuestion({ url }: Request): PageQuestion {
  const { searchParams } = new URL(url);
  const wait = Number(searchParams.get('wait') ?? 0);
  const seconds = wait > 0 ? Math.min(wait, LONGEST_WAIT) : 0; // also where `wait` is not a number
  return { want: wantIn(searchParams), seen: searchParams.get('seen') ?? undefined, wait: seconds * 1000 };
}

export function readWant({ url }: Request): Want {
  return wantIn(new URL(url).searchParams);
}

function wantIn(query: URLSearchParams): Want {
  return query.get('want') === 'state' ? 'state' : 'qr';
}

/** Reads a command, which is the same in the body of a POST and in a frame. @throws {BadRequest} */
export function readCommand(text: string): RelayCommand {
  const body = parseJson(text);
  if (body === undefined) throw new BadRequest(400, 'config', 'The request is not valid JSON');
  const { type, phone, assertion, confirm } = isObject(body) ? body : {};
  if (type === 'restart') return { type };
  if (type === 'passkey' && isObject(assertion)) return { type, assertion };
  if (type === 'passkey' && confirm === true) return { type };
  if (type === 'passkey') throw new BadRequest(400, 'config', 'A passkey has an `assertion`, or `confirm` is true');
  if (type !== 'code')
    throw new BadRequest(400, 'config', 'The `type` of a request must be `code`, `restart` or `passkey`');
  const digits = typeof phone === 'string' ? toPhoneNumber(phone) : undefined;
  if (!digits) throw new BadRequest(400, 'invalid-phone', 'The `phone` of a request must have 8 to 15 digits');
  return { type, phone: digits };
}

/** A body that has not come in this time is not waited for, ms. */
const BODY_TIMEOUT = 10_000;

async function readBody({ body }: Request): Promise<string> {
  const reader = body?.getReader();
  if (!reader) return '';
  const text = await within(BODY_TIMEOUT, new AbortController().signal, () => readText(reader), undefined);
  if (text === undefined) throw new BadRequest(408, 'config', 'The body of the request did not come in time');
  return text;
}

/** Stops reading where the body gets too long, whatever its header says. */
async function readText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for (;;) {
    const { value } = await reader.read().catch(() => {
      throw new BadRequest(400, 'config', 'The body of the request broke off');
    });
    if (!value) return text;
    length += value.byteLength;
    // The body is not cancelled, since that would break off the connection on which the refusal goes out.
    if (length > BODY_LIMIT) throw requestTooLong();
    text += decoder.decode(value, { stream: true });
  }
}

export function requestTooLong(): BadRequest {
  return new BadRequest(413, 'config', 'The request is longer than 8 kB');
}

export function replyAnswer({ update, retryAfter }: Reply): PlainAnswer {
  if (retryAfter === undefined) return updateAnswer(update);
  return updateAnswer(update, 429, { 'Retry-After': String(retryAfter) });
}

export function refusalAnswer({ update, status }: BadRequest): PlainAnswer {
  return updateAnswer(update, status, status === 405 ? { Allow: 'GET, POST' } : {});
}

export function updateAnswer(
  update: LoginUpdate,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): PlainAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(update),
  };
}
