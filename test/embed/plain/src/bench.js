import { begin, defineNowOrLater, entry, expose, initial } from './state.js';

/** @import { LoginEvent, State } from './state.js' */

await defineNowOrLater(() => import('wa-qr-login'));

const stage = document.querySelector('main') ?? document.body;
const entries = document.querySelector('ol') ?? document.body;
let state = initial;
let leave = () => {};

expose((change) => {
  const before = state;
  state = { ...state, ...change };
  if (state.view !== before.view) enter();
  if (state.view === 'properties') updateProperties();
  if (state.view === 'attributes') updateAttributes();
  if (state.view === 'list') updateList();
});

function enter() {
  leave();
  leave = () => {};
  stage.replaceChildren();
  if (state.view === 'properties') enterProperties();
  if (state.view === 'attributes') stage.innerHTML = '<wa-qr-login theme="dark" manual></wa-qr-login>';
  if (state.view === 'imperative') enterImperative();
}

function enterProperties() {
  const login = document.createElement('wa-qr-login');
  const footer = document.createElement('span');
  footer.slot = 'footer';
  login.append(footer);
  for (const type of /** @type {const} */ (['statechange', 'linked', 'expired', 'error']))
    login.addEventListener(type, hear);
  stage.append(login);
}

function enterImperative() {
  const login = document.createElement('wa-qr-login');
  login.manual = true;
  login.backendUrl = state.backendUrl;
  stage.append(login);
  leave = begin(login, hear);
}

function updateProperties() {
  const login = document.querySelector('wa-qr-login');
  if (!login) return;
  const { backendUrl, gateway, appName, maxCodes, manual, headers, messages } = state;
  Object.assign(login, { backendUrl, gateway, appName, maxCodes, manual, headers, messages });
  login.style.display = state.hidden ? 'none' : '';
  login.querySelectorAll('span').forEach((footer) => (footer.textContent = state.footer));
}

function updateAttributes() {
  const login = document.querySelector('wa-qr-login');
  login?.setAttribute('backend-url', state.backendUrl);
  login?.setAttribute('app-name', state.appName);
  login?.setAttribute('max-codes', String(state.maxCodes));
}

function updateList() {
  const logins = state.list.map((account) => document.getElementById(`login-${account.instance}`) ?? create(account));
  stage.replaceChildren();
  stage.append(...logins);
}

/** @param {State['list'][number]} account */
function create({ instance, token, origin }) {
  const login = document.createElement('wa-qr-login');
  login.addEventListener('statechange', hear);
  return Object.assign(login, { id: `login-${instance}`, gateway: 'green-api', backendUrl: origin, instance, token });
}

/** @param {LoginEvent} event */
function hear(event) {
  const { type, detail } = entry(event);
  const item = document.createElement('li');
  item.dataset.type = type;
  item.textContent = detail;
  entries.append(item);
}
