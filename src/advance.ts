import {
  failed,
  isRunning,
  LoginError,
  type Limits,
  type LoginMethod,
  type LoginState,
  type LoginUpdate,
  type Picture,
  type Run,
  type RunningState,
} from './login.js';

/** Pure. The same object when nothing changed. `now` in ms; time is an input too: a 'tick' ends codes and windows. */
export function advance(state: LoginState, update: LoginUpdate | { type: 'tick' }, now: number): LoginState {
  if (!isRunning(state)) return state;
  if (update.type === 'tick') return tick(state, now);
  const run = offering(state, update.methods);
  switch (update.type) {
    case 'waiting':
      // A live code stays; a scan that came to nothing starts over, but a pairing code cannot be asked for again.
      return run.status === 'linking' && run.method === 'qr' ? begun(run, 'waiting', now) : run;
    case 'starting':
      return run.status === 'linking' || run.status === 'passkey' || !wasShown(run) ? run : linking(run, now);
    case 'qr':
      return showQr(run, 'text' in update ? { text: update.text } : { image: update.image }, ends(update, now), now);
    case 'page':
      return showQr(run, { page: update.url }, Infinity, now);
    case 'code':
      return showCode(run, update.code, ends(update, now), now);
    case 'linking':
      return run.status === 'linking' ? run : linking(run, now);
    case 'passkey':
      return askPasskey(run, update, now);
    case 'linked':
      return { status: 'linked', account: update.account ?? {}, already: update.already ?? !wasShown(run) };
    case 'expired':
      return { status: 'expired', reason: update.reason ?? 'gateway' };
    case 'error':
      return failed(new LoginError(update.code, update.message));
    default:
      return assertNever(update);
  }
}

function tick(state: RunningState, now: number): LoginState {
  if (now >= state.until) return { status: 'expired', reason: 'timeout' };
  if (state.status === 'code' && now >= state.endsAt) return { status: 'expired', reason: 'timeout' };
  if (state.status === 'passkey' && state.token !== undefined && now >= state.endsAt) return withoutToken(state);
  if (state.status !== 'qr' || now < givesWayAt(state)) return state;
  // A phone accepts a dead code and then hangs, so it goes even if nothing new has come.
  return isLast(state) ? { status: 'expired', reason: 'codes' } : begun(state, 'waiting', now);
}

/** No QR code comes after it. */
export function isLast({ codes, limits }: RunningState): boolean {
  return codes >= limits.codes;
}

/** When a QR code gives way, ms: later than its end only while a replacement, or the fruit of the last scan, is under way. */
export function givesWayAt(state: RunningState & { readonly status: 'qr' }): number {
  const { grace, linger = 0 } = state.limits;
  return state.endsAt + (isLast(state) ? linger : grace);
}

/** The last QR code is past its life: it is covered, while its scan may still show. */
export function isOver(state: RunningState & { readonly status: 'qr' }, now: number): boolean {
  return isLast(state) && now >= state.endsAt;
}

function showQr(run: RunningState, picture: Picture, endsAt: number, now: number): LoginState {
  if (run.method === 'code') return run;
  const repeat = run.last !== undefined && samePicture(run.last, picture);
  if (repeat && (run.status === 'linking' || run.status === 'passkey')) return run;
  const { life } = run.limits;
  if (repeat && run.status === 'qr')
    return run.endsAt === endsAt ? run : { ...run, endsAt, renewsAt: life ? run.renewsAt : endsAt };
  const codes = repeat ? run.codes : run.codes + 1;
  if (codes > run.limits.codes) return { status: 'expired', reason: 'codes' };
  const until = 'page' in picture ? Infinity : run.codes === 0 ? now + run.limits.window : run.until;
  const renewsAt = life ? now + life : endsAt;
  return { ...kept(run), status: 'qr', codes, last: picture, picture, endsAt, renewsAt, since: now, until };
}

function showCode(run: RunningState, code: string, endsAt: number, now: number): LoginState {
  if (run.status === 'code' && run.code === code) return run.endsAt === endsAt ? run : { ...run, endsAt };
  return { ...kept(run), status: 'code', code, endsAt, coded: true, since: now, until: Infinity };
}

function askPasskey(run: RunningState, update: LoginUpdate & { type: 'passkey' }, now: number): LoginState {
  const { url, token } = update;
  const endsAt = ends(update, now);
  if (run.status === 'passkey' && run.url === url && run.token === token)
    return run.endsAt === endsAt ? run : { ...run, endsAt };
  const help = { ...(url !== undefined && { url }), ...(token !== undefined && { token }), endsAt };
  return { ...kept(run), ...help, status: 'passkey', since: now, until: now + run.limits.patience };
}

function withoutToken(state: RunningState & { status: 'passkey' }): LoginState {
  const { token: _, ...rest } = state;
  return rest;
}

function linking(run: RunningState, now: number): RunningState {
  return { ...begun(run, 'linking', now), until: now + run.limits.patience };
}

function begun(run: RunningState, status: 'waiting' | 'linking', now: number): RunningState {
  return { ...kept(run), status, since: now, until: run.until };
}

/** What goes on from one status to the next: the run, without what only its present status has. */
function kept({ method, limits, codes, last, coded, methods }: RunningState): Omit<Run, 'since' | 'until'> {
  return { method, limits, codes, ...(last && { last }), ...(coded && { coded }), ...(methods && { methods }) };
}

function offering(state: RunningState, methods: readonly LoginMethod[] | undefined): RunningState {
  return !methods || String(methods) === String(state.methods) ? state : { ...state, methods };
}

function wasShown(run: Run): boolean {
  return run.codes > 0 || run.coded === true;
}

function samePicture(a: Picture, b: Picture): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function ends(update: { readonly expiresIn?: number }, now: number): number {
  return update.expiresIn === undefined ? Infinity : now + update.expiresIn * 1000;
}

/** For a run whose gateway has become known, or whose limits were changed. */
export function limited(state: RunningState, limits: Limits): RunningState {
  const isFirstWait = state.status === 'waiting' && !wasShown(state);
  return { ...state, limits, until: isFirstWait ? state.since + limits.patience : state.until };
}

export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
