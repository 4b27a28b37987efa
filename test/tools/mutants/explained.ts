/** A mutant that lives on, and why no test can miss what it changes. */
export interface ExplainedMutant {
  readonly file: string;
  readonly line: string;
  readonly change: string;
  readonly because: string;
}

type Row = readonly [file: string, line: string, change: string, because: string];

// prettier-ignore
const rows: readonly Row[] = [
  ['src/platform/async.ts', "signal.addEventListener('abort', stop, { once: true });", '{ once: true } → {}', 'a signal aborts once'],
  ['src/platform/async.ts', "signal.addEventListener('abort', stop, { once: true });", 'true → false', 'a signal aborts once'],
  ['src/login/advance.ts', "if (state.status === 'passkey' && state.token !== undefined && now >= state.endsAt) return withoutPasskeyToken(state);", "state.status === 'passkey' → true", 'no other state has a token'],
  ['src/login/phone-number.ts', 'const TAIL = /[?&;#,].*$|(?::\\d+)?@(?:c\\.us|s\\.whatsapp\\.net)\\s*$/s;', '/[?&;#,].*$|(?::\\d+)?@(?:c\\.us|s\\.whatsapp\\.net)\\s*$/s → /[?&;#,].*|(?::\\d+)?@(?:c\\.us|s\\.whatsapp\\.net)\\s*$/s', '`.*` takes all to the end, with or without `$`'],
  ['src/transport/ask.ts', 'const askAccount = async (s: AbortSignal) => (await gateway.account?.(s)) ?? {};', 'gateway.account?.(s) → gateway.account(s)', 'whatever fails here, the account is empty'],
  ['src/transport/beat.ts', 'return before !== undefined && now - before < NEAR;', 'before !== undefined → true', 'a difference from undefined is NaN, which is below nothing'],
  ['src/transport/inbox.ts', 'this.#ended ??= error === undefined ? {} : { error };', 'error === undefined → false', '`{ error: undefined }` has no error either'],
  ['src/card/page-gate.ts', 'await untilHolds(seen, () => false, signal);', '() => false → () => undefined', 'it holds as little'],
  ['src/gateways/webhooks/gowa.ts', 'export function readGowaWebhook(_body: unknown): LoginUpdate | undefined {', '{ return undefined; } → {}', 'a function without a body returns undefined, too'],
  ['src/gateways/webhooks/uazapi.ts', "const isCode = status === 'connecting' && typeof qrcode === 'string' && qrcode !== '';", "qrcode !== '' → true", '`toImage()` refuses an empty picture, which is no news either'],
  ['src/gateways/webhooks/wwebjs.ts', 'default:', 'default: return undefined; → default:', 'a function that comes to its end returns undefined, too'],
  ['src/gateways/webhooks/green-api.ts', 'default:', 'default: return undefined; → default:', 'a function that comes to its end returns undefined, too'],
  ['src/gateways/webhooks/wuzapi.ts', 'default:', 'default: return undefined; → default:', 'a function that comes to its end returns undefined, too'],
  ['src/gateways/pushed.ts', 'state: () => Promise.resolve(undefined),', '() => Promise.resolve(undefined) → () => undefined', 'who waits for undefined waits as long'],
  ['src/relay/code-throttle.ts', 'const phones = key === undefined ? undefined : this.#phonesOf.get(key);', 'key === undefined → false', 'nothing is kept under the key undefined'],
  ['src/relay/code-throttle.ts', 'return new Map([...(phones ?? [])].filter(([, at]) => now - at < CAP_TIME));', '[] → ["Stryker was here"]', 'a text has no time, so it is filtered out'],
  ['src/relay/first-code.ts', 'for (let i = 0; i < size * size; i++) {', 'i < size * size → i <= size * size', 'no module follows the last one'],
  ['src/relay/node/send-response.ts', "if (!outgoing.destroyed) outgoing.end(last && toByteString(last), 'latin1');", 'last && toByteString(last) → last || toByteString(last)', 'the same bytes are sent, but apart from the head'],
  ['src/relay/node/send-response.ts', "if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);", 'cookies.length > 0 → true', 'Node writes no header for an empty list'],
  ['src/relay/node/to-request.ts', 'if (length >= BODY_LIMIT) onEnd();', 'length >= BODY_LIMIT → length > BODY_LIMIT', 'the limit is one byte more than the relay takes, so the body is refused either way'],
  ['src/relay/node/to-request.ts', 'for (let i = 0; i + 1 < rawHeaders.length; i += 2) {', 'i + 1 < rawHeaders.length → i + 1 <= rawHeaders.length', 'each name in the list has its value'],
  ['src/relay/question-queue.ts', "signal.addEventListener('abort', () => resolve(undefined), { once: true });", '{ once: true } → {}', 'a signal aborts once'],
  ['src/relay/stored-login.ts', 'if (this.#users > 0) void this.#release();', 'this.#users > 0 → true', 'a store takes a lease from its holder only; this spares it a call'],
  ['src/relay/stores/memory.ts', 'close: () => Promise.resolve(),', '() => Promise.resolve() → () => undefined', 'who waits for undefined waits as long'],
  ['src/relay/to-update.ts', "return update.type === 'error' ? update : readUpdate({ ...update });", "update.type === 'error' → false", '`readUpdate()` takes an error of ours as it is'],
  ['src/relay/waiting-requests.ts', 'if (request) this.#requests.delete(request);', 'request → true', 'undefined is not in the set'],
];

export const explainedMutants: readonly ExplainedMutant[] = rows.map(([file, line, change, because]) => ({
  file,
  line,
  change,
  because,
}));
