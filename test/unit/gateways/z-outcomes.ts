import { LoginError } from '../../../src/login/login-error.js';
import type { FaultName } from '../../../src/simulator/index.js';

/** What one question for a QR code becomes, for each way it can go wrong; Z-API and PlugChat are the same engine. */
export const outcomes: readonly (readonly [FaultName, string])[] = [
  ['no-client-token', 'config'],
  ['client-token', 'unauthorized'],
  ['ip', 'unauthorized'],
  ['no-instance', 'not-found'],
  ['no-instance-404', 'not-found'],
  ['value-false', 'bad-response'],
  ['method-not-allowed', 'bad-response'],
  ['media-type', 'bad-response'],
  ['unauthorized', 'unauthorized'],
  ['forbidden', 'unauthorized'],
  ['not-found', 'not-found, transient'],
  ['not-found-json', 'not-found'],
  ['rate-limited', 'rate-limited, transient'],
  ['error-499', 'unavailable, transient'],
  ['error-500', 'unavailable, transient'],
  ['error-502', 'unavailable, transient'],
  ['slow', 'unavailable, transient'],
  ['html', 'bad-response, transient'],
  ['half', 'unavailable, transient'],
  ['half-clean', 'bad-response, transient'],
  ['reset', 'unavailable, transient'],
  ['null', 'bad-response'],
  ['error-text', 'bad-response'],
];

/** An update as JSON, or an error's code and whether it may pass by itself. */
export async function outcomeOf(asked: Promise<unknown> | undefined): Promise<string> {
  try {
    return JSON.stringify(await asked);
  } catch (error) {
    return error instanceof LoginError ? `${error.code}${error.transient ? ', transient' : ''}` : String(error);
  }
}

/** All that a log could show of what was asked, be it an answer or an error. */
export async function everythingOf(asked: Promise<unknown> | undefined): Promise<string> {
  const outcome = await asked?.catch((error: unknown) => error);
  const error = outcome instanceof Error ? [outcome.message, outcome.stack, String(outcome.cause)] : [];
  return JSON.stringify(outcome) + error.join();
}
