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
  ['src/login/advance.ts', "if (run.status === 'code' && run.code === code) return run.endsAt === endsAt ? run : { ...run, endsAt };", "run.status === 'code' → true", 'no other state of a login under way has a pairing code'],
  ['src/login/advance.ts', 'const isRepeat = run.last !== undefined && isSamePicture(run.last, picture);', 'run.last !== undefined → true', 'undefined has no JSON, and every picture has'],
  ['src/login/phone-number.ts', "const isWhole = typeof input === 'number' && input % 1 === 0 && input > 0;", 'input > 0 → input >= 0', 'the digit 0 is too short to be a phone number'],
  ['src/login/phone-number.ts', 'const TAIL = /[?&;#,].*$|(?::\\d+)?@(?:c\\.us|s\\.whatsapp\\.net)\\s*$/s;', '/[?&;#,].*$|(?::\\d+)?@(?:c\\.us|s\\.whatsapp\\.net)\\s*$/s → /[?&;#,].*|(?::\\d+)?@(?:c\\.us|s\\.whatsapp\\.net)\\s*$/s', '`.*` takes all to the end, with or without `$`'],
  ['src/transport/ask.ts', 'const askAccount = async (s: AbortSignal) => (await gateway.account?.(s)) ?? {};', 'gateway.account?.(s) → gateway.account(s)', 'whatever fails here, the account is empty'],
  ['src/transport/beat.ts', 'if (codeEndsAt === undefined) return update;', 'codeEndsAt === undefined → false', 'undefined is neither after now nor a short while before it, so the update is returned as it is'],
  ['src/transport/beat.ts', 'return codeEndsAt !== undefined && now >= codeEndsAt && now - codeEndsAt < LATE && !isSlowedDown;', 'codeEndsAt !== undefined → true', 'no time is at or after undefined'],
  ['src/transport/beat.ts', 'return before !== undefined && now - before < NEAR;', 'before !== undefined → true', 'a difference from undefined is NaN, which is below nothing'],
  ['src/transport/inbox.ts', "signal.addEventListener('abort', this.#abort, { once: true });", '{ once: true } → {}', 'a signal aborts once'],
  ['src/transport/inbox.ts', "signal.addEventListener('abort', this.#abort, { once: true });", 'true → false', 'a signal aborts once'],
  ['src/transport/inbox.ts', 'this.#ended ??= error === undefined ? {} : { error };', 'error === undefined → false', '`{ error: undefined }` has no error either'],
  ['src/transport/socket.ts', "signal.addEventListener('abort', close, { once: true });", '{ once: true } → {}', 'a signal aborts once'],
  ['src/transport/socket.ts', "signal.addEventListener('abort', close, { once: true });", 'true → false', 'a signal aborts once'],
  ['src/card/page-gate.ts', 'await untilHolds(seen, () => false, signal);', '() => false → () => undefined', 'it holds as little'],
  ['src/gateways/http.ts', 'void reader?.cancel().catch(() => undefined);', 'reader?.cancel → reader.cancel', 'without a reader there is no text, and this is about one that is too long'],
  ['src/gateways/http.ts', 'if (url && /^(http|ws)s?:$/.test(url.protocol)) return url;', '/^(http|ws)s?:$/ → /^(http|ws)s?:/', 'the protocol of an address has one colon, at its end'],
  ['src/gateways/http.ts', '() => false,', '() => false → () => undefined', 'the gateway is up as little'],
  ['src/gateways/http.ts', 'if (!header) return undefined;', '!header → false', 'what is not there is neither a number nor a date'],
  ['src/gateways/read-update.ts', 'default:', 'default: return undefined; → default:', 'a function that comes to its end returns undefined, too'],
  ['src/gateways/read.ts', '} catch {', '{ return undefined; } → {}', 'a function that comes to its end returns undefined, too'],
  ['src/gateways/read.ts', "const start = bare.length <= IMAGE_LIMIT && /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? atob(bare.slice(0, 24)) : '';", 'bare.slice(0, 24) → bare', 'the whole begins with the same bytes, which is all that is looked at'],
  ['src/gateways/backend.ts', "const at = (query: BackendQuery) => url(query).replace(/^http/, 'ws');", '/^http/ → /http/', 'the address begins with it, so that is where it is first found'],
  ['src/gateways/webhooks/gowa.ts', 'export function readGowaWebhook(_body: unknown): LoginUpdate | undefined {', '{ return undefined; } → {}', 'a function without a body returns undefined, too'],
  ['src/gateways/webhooks/uazapi.ts', "const isCode = status === 'connecting' && typeof qrcode === 'string' && qrcode !== '';", "qrcode !== '' → true", '`toImage()` refuses an empty picture, which is no news either'],
  ['src/gateways/webhooks/wwebjs.ts', 'default:', 'default: return undefined; → default:', 'a function that comes to its end returns undefined, too'],
  ['src/gateways/webhooks/green-api.ts', 'default:', 'default: return undefined; → default:', 'a function that comes to its end returns undefined, too'],
  ['src/gateways/webhooks/wuzapi.ts', 'default:', 'default: return undefined; → default:', 'a function that comes to its end returns undefined, too'],
  ['src/gateways/pushed.ts', 'state: () => Promise.resolve(undefined),', '() => Promise.resolve(undefined) → () => undefined', 'who waits for undefined waits as long'],
  ['src/relay/code-throttle.ts', 'const phones = key === undefined ? undefined : this.#phonesOf.get(key);', 'key === undefined → false', 'nothing is kept under the key undefined'],
  ['src/relay/code-throttle.ts', 'return new Map([...(phones ?? [])].filter(([, at]) => now - at < CAP_TIME));', 'now - at < CAP_TIME → now - at <= CAP_TIME', 'a phone that was rung exactly so long ago asks for a pause of 0, which is none'],
  ['src/relay/code-throttle.ts', 'if (key !== undefined) setLast(this.#phonesOf, key, this.#recentPhones(key, now).set(phone, now));', 'key !== undefined → true', 'nothing is ever read under the key undefined'],
  ['src/relay/code-throttle.ts', 'if (map.size > MOST_ENTRIES && first !== undefined) map.delete(first);', 'first !== undefined → true', 'a map that holds too much has a first key'],
  ['src/relay/code-throttle.ts', 'return new Map([...(phones ?? [])].filter(([, at]) => now - at < CAP_TIME));', '[] → ["Stryker was here"]', 'a text has no time, so it is filtered out'],
  ['src/relay/first-code.ts', 'for (let i = 0; i < size * size; i++) {', 'i < size * size → i <= size * size', 'no module follows the last one'],
  ['src/relay/host-hooks.ts', 'const isRecorded = await within(RECORDING_TIME, new AbortController().signal, record, false).catch(() => false);', '() => false → () => undefined', 'it is recorded as little'],
  ['src/relay/host-hooks.ts', 'if (!onUpdate) return;', '!onUpdate → false', 'the error of calling nothing is dropped, as one of the host would be'],
  ['src/relay/host-hooks.ts', 'if (key === undefined || !ADAPTER_KEY.test(key)) return key;', 'key === undefined → false', 'undefined is no key of an adapter, so it is returned either way'],
  ['src/relay/parked-news.ts', 'if (oldest !== undefined && (this.#news.size > MOST_KEYS || !this.#isKept(oldest))) this.#news.delete(oldest);', 'oldest !== undefined → true', 'news was put there just now, so there is an oldest'],
  ['src/relay/parked-news.ts', 'return monotonicNow() - (this.#news.get(key)?.at ?? -Infinity) < KEPT_FOR;', '-Infinity → +Infinity', 'a key without news has none to hand out, be it kept or not'],
  ['src/relay/origins.ts', 'const TUPLE_SCHEMES = /^(https?|wss?):$/;', '/^(https?|wss?):$/ → /^(https?|wss?):/', 'the protocol of an address has one colon, at its end'],
  ['src/relay/origins.ts', 'return origin !== null && this.#allowed.has(origin) ? origin : undefined;', 'origin !== null → true', 'null is in no set of texts'],
  ['src/relay/origins.ts', "return list?.split(',')[0]?.trim();", "list?.split(',')[0]?.trim → list?.split(',')[0].trim", 'whatever is split has a first part'],
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
