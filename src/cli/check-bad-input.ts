import type { BackendAnswer, BackendClient } from './backend-client.js';
import { judge, type Finding } from './finding.js';

/** Bodies that a backend must refuse. None of them can reach a phone. */
const BAD_BODIES = [
  ['a body that is not JSON', '{'],
  ['an unknown `type`', '{"type":"nonsense"}'],
  ['a phone number without digits', '{"type":"code","phone":"nobody"}'],
  ['a phone number that is too short', '{"type":"code","phone":"12"}'],
] as const;

/** Bad input is refused with 4xx or with an `error`, and does not bring the server down. */
export async function* checkBadInput(client: BackendClient): AsyncGenerator<Finding> {
  for (const [what, body] of BAD_BODIES) {
    const answer = await client.post(body);
    yield judge(
      isRefusal(answer),
      `Refuses ${what}: HTTP ${answer.status}`,
      `Does not refuse ${what}: ${describe(answer)}`,
    );
  }
}

function isRefusal({ status, update }: BackendAnswer): boolean {
  return (status >= 400 && status < 500) || (status === 200 && update?.type === 'error');
}

function describe({ status, update }: BackendAnswer): string {
  return update ? `HTTP ${status}, \`${update.type}\`` : `HTTP ${status}`;
}
