import { WaQrLogin } from '../../../src/wa-qr-login.js';

/** What has become of one login. */
export interface RealLogin {
  readonly status: string;
  readonly error: string | undefined;
}

declare global {
  var mountReal: (logins: readonly Readonly<Record<string, string>>[]) => void;
  /** How they stand, by their ids. */
  var realLogins: () => Readonly<Record<string, RealLogin>>;
  /** Takes the way on from each error. */
  var goOnReal: () => void;
}

const elements: WaQrLogin[] = [];
const errors = new Map<string, string>();

globalThis.mountReal = (logins) => {
  for (const attributes of logins) {
    const made = document.createElement('wa-qr-login');
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.style.cssText = 'position: absolute; inset: 0 auto auto 0'; // all of them on screen
    made.addEventListener('error', ({ detail: { code } }) => errors.set(made.id, code));
    elements.push(made);
    document.body.append(made);
  }
};

globalThis.realLogins = () =>
  Object.fromEntries(elements.map(({ id, status }) => [id, { status, error: errors.get(id) }]));

globalThis.goOnReal = () => {
  for (const { status, shadowRoot } of elements)
    if (status === 'error')
      shadowRoot?.querySelector<HTMLButtonElement>('button[part~=button]:not([disabled])')?.click();
};

WaQrLogin.define();
globalThis.isReady = true;
