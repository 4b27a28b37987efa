import { LoginError } from '../login/login-error.js';
import { toPhoneNumber } from '../login/phone-number.js';
import { BackendClient } from './backend-client.js';
import { checkBadInput } from './check-bad-input.js';
import { checkLongPolling } from './check-long-polling.js';
import { checkPairingCode } from './check-pairing-code.js';
import { checkQuestions } from './check-questions.js';
import { note, wrong, type Finding } from './finding.js';
import { UsageError } from './usage-error.js';

export interface CheckOptions {
  readonly url: string;
  /** `Name: value`, one for each header. */
  readonly headers: readonly string[];
  /** A pairing code is requested for this number, which notifies its phone. */
  readonly phone?: string | undefined;
  readonly fetch?: typeof fetch;
}

const MARKS = { right: '✓', wrong: '✗', note: '–' } as const;

/** Asks a backend as a page would, and says what it does right and wrong; 1 if anything is wrong. */
export async function check(options: CheckOptions, say: (line: string) => void): Promise<0 | 1> {
  let [rightOnes, wrongOnes] = [0, 0];
  for await (const { level, text } of findings(options)) {
    say(`${MARKS[level]} ${text}`);
    if (level === 'right') rightOnes++;
    if (level === 'wrong') wrongOnes++;
  }
  say(`${rightOnes} right, ${wrongOnes} wrong`);
  return wrongOnes === 0 ? 0 : 1;
}

async function* findings(options: CheckOptions): AsyncGenerator<Finding> {
  const phone = options.phone === undefined ? undefined : toPhoneNumber(options.phone);
  if (options.phone !== undefined && !phone) throw new UsageError('`--phone` must have 8 to 15 digits');
  const client = new BackendClient(toAddress(options.url), toHeaders(options.headers), options.fetch ?? fetch);
  try {
    const isReachable = yield* checkQuestions(client, options.headers.length > 0);
    if (!isReachable) return;
    yield* checkBadInput(client);
    yield* checkLongPolling(client);
    if (phone) yield* checkPairingCode(client, phone);
    else yield note('No pairing code was requested: name a phone of yours with --phone');
  } catch (error) {
    yield wrong(`No answer: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof LoginError || !(error instanceof Error)) return 'the request failed';
  if (error.name === 'TimeoutError') return 'a page does not wait for longer than 65 s';
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function toAddress(url: string): string {
  const address = url.replace(/^ws/i, 'http');
  if (/^https?:/i.test(address) && URL.canParse(address)) return address;
  throw new UsageError('The address must begin with http:, https:, ws: or wss:');
}

function toHeaders(lines: readonly string[]): Headers {
  const headers = new Headers();
  for (const line of lines) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new UsageError("`--header` must look like 'Name: value'");
    headers.append(name, value);
  }
  return headers;
}
