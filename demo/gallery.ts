import '../src/index.js';
import type { WaQrLogin } from '../src/index.js';
import { LANGUAGES } from '../src/messages/index.js';
import { playExtension, playPhone } from './gallery-extension.js';
import { scripted, states, type Shown } from './gallery-states.js';

const themes = ['light', 'dark'];
const languages = [...LANGUAGES.keys()].filter((tag) => !['in', 'iw'].includes(tag)).sort(); // without former names
const widths = ['280', '320', '360', '390', '600', '720', '900'];
/** The page's address holds the settings: `?state=qr&theme=dark&lang=ar&width=360&bare`; what is not chosen is all. */
const chosen = new URLSearchParams(location.search);
const choices = { state: Object.keys(states), theme: themes, lang: languages, width: widths };
/** A whole matrix would be thousands of cards: one dimension is shown in full unless the address says more. */
const initial = { state: 'all', theme: 'all', lang: 'en', width: '360' };

type Choice = keyof typeof choices;

const form = document.querySelector('form')!;
const main = document.querySelector('main')!;

function wanted(name: Choice): string {
  const value = chosen.get(name);
  return value !== null && (value === 'all' || choices[name].includes(value)) ? value : initial[name];
}

const each = (name: Choice): readonly string[] => (wanted(name) === 'all' ? choices[name] : [wanted(name)]);

function fill(): void {
  for (const name of Object.keys(choices) as Choice[]) {
    const select = form.elements.namedItem(name) as HTMLSelectElement;
    select.replaceChildren(...['all', ...choices[name]].map((value) => new Option(value)));
    select.value = wanted(name);
  }
}

function figure(state: string, theme: string, lang: string, width: string): void {
  const caption = Object.assign(document.createElement('figcaption'), {
    textContent: [state, theme, lang, width].join(' · '),
  });
  const box = document.createElement('figure');
  Object.assign(box.dataset, { state, theme, lang, width });
  const shown = states[state]!;
  if (shown.onPhone && !chosen.has('phone')) box.append(caption, phoneFrame({ state, theme, lang, width }));
  else box.append(caption, card(shown, { theme, lang }));
  main.append(box);
}

function card(shown: Shown, settings: Readonly<Record<string, string>>): WaQrLogin {
  const element = document.createElement('wa-qr-login');
  const attributes = { ...settings, method: 'qr', 'app-name': 'Acme CRM', ...shown.attributes };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.gateway = scripted(shown);
  element.passkeyExtension = shown.extension;
  void finish(element, shown);
  return element;
}

/** A page of its own, which takes itself for one on a phone. */
function phoneFrame(settings: Readonly<Record<string, string>>): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.width = settings['width'] ?? '';
  frame.src = `?${new URLSearchParams({ ...settings, bare: '', phone: '' })}`;
  return frame;
}

async function finish(element: WaQrLogin, { after }: Shown): Promise<void> {
  if (!after) return;
  await until(() => element.shadowRoot?.querySelector('h2'));
  await until(() => element.status !== 'qr' || element.shadowRoot?.querySelector('.qr canvas'));
  await after(element);
}

async function until(condition: () => unknown): Promise<void> {
  while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function show(): void {
  document.documentElement.toggleAttribute('data-bare', chosen.has('bare'));
  if (wanted('theme') !== 'all') document.documentElement.dataset['theme'] = wanted('theme');
  for (const state of each('state'))
    for (const theme of each('theme'))
      for (const lang of each('lang')) for (const width of each('width')) figure(state, theme, lang, width);
}

if (chosen.has('phone')) playPhone();
playExtension();
fill();
form.addEventListener('input', ({ target }) => {
  const { name, value } = target as HTMLSelectElement;
  chosen.set(name, value);
  location.search = chosen.toString();
});
show();
