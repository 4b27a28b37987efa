import { executeServerCommand } from '@web/test-runner-commands';
import { fixture, html } from '@open-wc/testing';
import jsqr from 'jsqr';
import '../../src/index.js';
import type { Gateway, LoginMethod, LoginUpdate, WaQrLogin } from '../../src/index.js';
import type { AccountScript, FaultName, FaultOptions, RecordedCall } from '../../src/simulator/index.js';

interface Report {
  readonly qr?: string;
  readonly state: string;
  readonly calls: readonly RecordedCall[];
  readonly sockets: number;
  readonly pending: number;
}

/** An account of the simulator that runs beside the tests: real HTTP, real WebSocket. */
export class Account {
  readonly instance: string;
  readonly token: string;
  readonly origin: string;

  private constructor(origin: string, instance: string, token: string) {
    this.origin = origin;
    this.instance = instance;
    this.token = token;
  }

  static async create(script: AccountScript = {}): Promise<Account> {
    const { origin } = await executeServerCommand<{ origin: string }, undefined>('simulator');
    const answer = await realFetch(`${origin}/_simulator/accounts`, { method: 'POST', body: JSON.stringify(script) });
    const { instance, token } = (await answer.json()) as { instance: string; token: string };
    return new Account(origin, instance, token);
  }

  async report(): Promise<Report> {
    return (await (await realFetch(`${this.origin}/_simulator/accounts/${this.instance}`)).json()) as Report;
  }

  async calls(method: string): Promise<number> {
    return (await this.report()).calls.filter((call) => call.method === method).length;
  }

  async act(action: string, body: unknown = {}): Promise<{ result?: string }> {
    const url = `${this.origin}/_simulator/accounts/${this.instance}/${action}`;
    const answer = await realFetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
    return (await answer.json()) as { result?: string };
  }

  fault(name: FaultName, options: FaultOptions = {}): Promise<unknown> {
    return this.act('fault', { name, ...options });
  }

  async scan(payload: string): Promise<string | undefined> {
    return (await this.act('scan', { payload })).result;
  }
}

/** Kept apart from whatever a test puts in their place. */
const realFetch = fetch.bind(window);
const realTimeout = setTimeout.bind(window);

/** An element that logs in to the account; `attributes` come on top. */
export function login(account: Account, attributes: Record<string, string> = {}): Promise<WaQrLogin> {
  const { origin, instance, token } = account;
  return mount({ gateway: 'green-api', 'backend-url': origin, instance, token, ...attributes });
}

export async function mount(
  attributes: Record<string, string> = {},
  properties: Partial<WaQrLogin> = {},
): Promise<WaQrLogin> {
  const element = document.createElement('wa-qr-login');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, properties);
  const parent = await fixture<HTMLDivElement>(html`<div></div>`);
  parent.append(element);
  await element.updateComplete;
  return element;
}

export async function status(element: WaQrLogin, wanted: string): Promise<void> {
  await seen(
    () => element.status === wanted,
    () => `${wanted}: it is ${element.status}, ${element.shadowRoot?.textContent}`,
  );
  await element.updateComplete;
}

/** Waits for a condition, with timers that no test has put something in the place of. */
export async function seen(condition: () => unknown, what: string | (() => string)): Promise<void> {
  for (const end = performance.now() + 10_000; !(await condition());) {
    if (performance.now() > end) throw new Error(`Never came: ${typeof what === 'string' ? what : what()}`);
    await pause(15);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => void realTimeout(resolve, ms));

export const shows = (element: WaQrLogin, selector: string): Promise<void> =>
  seen(() => element.shadowRoot?.querySelector(selector), selector);

export interface Told {
  readonly type: string;
  readonly detail: Record<string, unknown>;
  readonly event: Event;
}

/** A gateway without a wire: it says what the test tells it to. `asked` lists the calls. */
export class Scripted implements Gateway {
  readonly methods: readonly LoginMethod[] = ['qr', 'code'];
  readonly pace: Gateway['pace'] = {
    every: 20,
    qr: 'answer',
    fastest: { qr: 20, state: 20 },
    codes: 3,
    window: 1e6,
    patience: 1e6,
    grace: 0,
  };
  readonly asked: string[] = [];
  says: LoginUpdate | (() => Promise<LoginUpdate>);

  constructor(says: LoginUpdate | (() => Promise<LoginUpdate>)) {
    this.says = says;
  }
  qr = (): Promise<LoginUpdate> => this.#answer('qr');
  state = (): Promise<LoginUpdate> => this.#answer('state');
  code = (): Promise<LoginUpdate> => this.#answer('code');

  #answer(question: string): Promise<LoginUpdate> {
    this.asked.push(question);
    return typeof this.says === 'function' ? this.says() : Promise.resolve(this.says);
  }
}

/** Every event of the element, in order. */
export function record(element: WaQrLogin): Told[] {
  const told: Told[] = [];
  for (const type of ['statechange', 'linked', 'expired', 'error'])
    element.addEventListener(type, (event) =>
      told.push({ type, detail: (event as CustomEvent<Record<string, unknown>>).detail, event }),
    );
  return told;
}

export function $(element: WaQrLogin, selector: string): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector} in ${element.status}: ${element.shadowRoot?.innerHTML}`);
  return found;
}

/** What a phone's camera would read off the screen, as the browser has really painted it. */
export async function readScreen(element: WaQrLogin): Promise<string | undefined> {
  let read: string | undefined;
  // A browser under load may show the last frame still, and a person keeps aiming until the phone has read.
  for (let tries = 0; !read && tries < 10; tries++) read = await photograph(element);
  return read;
}

async function photograph(element: WaQrLogin): Promise<string | undefined> {
  await seen(() => element.shadowRoot?.querySelector('[part~=qr] > canvas'), 'a drawn code');
  await seen(() => getComputedStyle($(element, '[part~=qr]')).opacity === '1', 'the end of the change-over');
  element.scrollIntoView({ block: 'center' });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const { png } = await executeServerCommand<{ png: string }, undefined>('screenshot');
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  // A person aims at the code, with a little of the card around it.
  const { x, y, width: size } = $(element, '[part~=qr]').getBoundingClientRect();
  const scale = bitmap.width / innerWidth;
  const side = Math.round((size + 24) * scale);
  const context = new OffscreenCanvas(side, side).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(bitmap, Math.round((12 - x) * scale), Math.round((12 - y) * scale));
  const { data, width, height } = context.getImageData(0, 0, side, side);
  return jsqr.default(data, width, height, { inversionAttempts: 'dontInvert' })?.data;
}
