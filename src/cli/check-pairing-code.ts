import type { LoginUpdate } from '../login/login.js';
import type { BackendClient } from './backend-client.js';
import { codeIn, describe } from './check-questions.js';
import { judge, note, right, wrong, type Finding } from './finding.js';

/** What may answer a request for a pairing code; a page takes anything else for a refusal. */
const ANSWERS: ReadonlySet<string> = new Set(['code', 'linked', 'passkey', 'error', 'expired']);

/** Requests one pairing code, and never a second one: each request notifies the phone. */
export async function* checkPairingCode(client: BackendClient, phone: string): AsyncGenerator<Finding> {
  const { status, update } = await client.post(JSON.stringify({ type: 'code', phone }));
  if (!update || !ANSWERS.has(update.type)) {
    yield wrong(`The request for a pairing code: HTTP ${status}, no answer to it`);
    return;
  }
  yield right(`The request for a pairing code is answered: ${describe(update)}`);
  if (update.type !== 'code') {
    yield note('No pairing code came, so nothing can be said about its repetition');
    return;
  }
  for (const want of ['qr', 'state']) yield judgeRepeat(want, update, (await client.get({ want })).update);
}

function judgeRepeat(want: string, before: LoginUpdate, after: LoginUpdate | undefined): Finding {
  const isOver = after?.type === 'linking' || after?.type === 'linked';
  return judge(
    isOver || codeIn(after) === codeIn(before),
    `GET ?want=${want} repeats the pairing code while it is alive`,
    `GET ?want=${want} must repeat the pairing code while it is alive`,
  );
}
