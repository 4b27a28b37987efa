import type { Scenario } from './scenarios.js';
import type { Account, Look, Simulation } from './simulation.js';

/** The message while nothing has happened yet. */
const READY = 'Ready to scan.';
const NOTHING = 'There is no QR code on screen.';

const SCANNED: Readonly<Record<string, string>> = {
  linking: 'Linking…',
  outdated: 'Connecting… This code is outdated, so the phone hangs here.',
  unknown: 'This is no code of this account.',
};
const ENTERED: Readonly<Record<string, string>> = {
  linking: 'Linking…',
  refused: 'WhatsApp does not accept this code.',
};

/** The simulated phone of the person who links a number. It knows nothing but what is on screen. */
export class Phone {
  readonly #root: HTMLElement;
  readonly #login: HTMLElement;
  readonly #simulation: Simulation;
  #account: Account | undefined;
  #scenario: Scenario | undefined;
  #isLinked = false;
  /** The text of the QR code that is valid now. */
  #payload: string | null = null;
  /** The text of the code before it, for scanning an old screenshot. */
  #outdated: string | undefined;

  constructor(root: HTMLElement, login: HTMLElement, simulation: Simulation) {
    this.#root = root;
    this.#login = login;
    this.#simulation = simulation;
    this.#on('scan', (account) => this.#scan(account));
    this.#on('scan-outdated', (account) => this.#send(account, this.#outdated ?? ''));
    this.#on('enter-code', (account) => this.#enterCode(account));
    this.#on('log-out', (account) => this.#logOut(account));
  }

  /** Gives the phone to the owner of another account. */
  hold(account: Account, scenario: Scenario): void {
    this.#account = account;
    this.#scenario = scenario;
    this.#isLinked = false;
    this.#root.removeAttribute('data-linked');
    this.#payload = null;
    this.#outdated = undefined;
    this.#button('scan-outdated').disabled = true;
    this.#photo.width = this.#photo.height = 0;
    this.#say('ready', READY);
  }

  /** Notes what has become of the account. */
  see({ isLinked, qr }: Look): void {
    if (qr !== this.#payload) {
      this.#outdated = this.#payload ?? this.#outdated;
      this.#payload = qr;
      this.#button('scan-outdated').disabled = this.#outdated === undefined;
    }
    if (isLinked && !this.#isLinked) this.#say('linked', 'Linked devices: this page.');
    this.#isLinked = isLinked;
    this.#root.toggleAttribute('data-linked', isLinked);
  }

  async #scan(account: Account): Promise<void> {
    if (this.#login.shadowRoot?.querySelector('[part~="frame"]')) return this.#scanFrame(account);
    const { decode, photograph } = await import('./camera.js');
    const photo = photograph(this.#login);
    if (!photo) return this.#say('nothing', NOTHING);
    this.#photo.width = photo.width;
    this.#photo.height = photo.height;
    this.#photo.getContext('2d')?.drawImage(photo, 0, 0);
    const payload = decode(photo);
    if (payload === undefined) return this.#say('nothing', 'No code in the picture.');
    await this.#send(account, payload);
  }

  /** Scans the hosted page. No page may read a frame of another origin, so the text comes from the simulator. */
  async #scanFrame(account: Account): Promise<void> {
    const { qr } = await this.#simulation.look(account);
    if (qr === null) return this.#say('nothing', NOTHING);
    await this.#send(account, qr);
  }

  async #send(account: Account, payload: string): Promise<void> {
    const result = String(await this.#simulation.act(account, 'scan', { payload }));
    this.#say(result, SCANNED[result] ?? result);
    if (result === 'linking') await this.#continue(account);
  }

  async #enterCode(account: Account): Promise<void> {
    const shown = this.#login.shadowRoot?.querySelector('[part~="code"] [aria-hidden]')?.textContent.trim();
    if (!shown) return this.#say('nothing', 'There is no pairing code on screen.');
    const result = String(await this.#simulation.act(account, 'enter-code', { code: shown }));
    this.#say(result, ENTERED[result] ?? result);
    if (result === 'linking') await this.#continue(account);
  }

  async #continue(account: Account): Promise<void> {
    if (!this.#scenario?.passkey) return;
    await this.#simulation.act(account, 'passkey');
    this.#say('passkey', 'Continue on WhatsApp Web… Create a passkey to log in.');
  }

  async #logOut(account: Account): Promise<void> {
    await this.#simulation.act(account, 'logout');
    this.#say('logged-out', 'Logged out: no linked devices.');
  }

  get #photo(): HTMLCanvasElement {
    return this.#root.querySelector('canvas')!;
  }

  #button(name: string): HTMLButtonElement {
    return this.#root.querySelector<HTMLButtonElement>(`button[name="${name}"]`)!;
  }

  #on(name: string, press: (account: Account) => unknown): void {
    this.#button(name).addEventListener('click', () => {
      if (this.#account) void press(this.#account);
    });
  }

  #say(result: string, text: string): void {
    this.#root.dataset['result'] = result;
    this.#root.querySelector('output')!.textContent = text;
  }
}
