// The state that each app keeps with the means of its framework. The fields are described in state.d.ts.
import { greenApi } from 'wa-qr-login/gateways';

export const initial = {
  view: 'none',
  hidden: false,
  backendUrl: '/whatsapp/login',
  gateway: 'backend',
  appName: 'First',
  maxCodes: 3,
  manual: false,
  headers: undefined,
  messages: undefined,
  footer: 'Help',
  list: [],
};

let key = 0;

export const entry = ({ type, detail }) => ({ key: key++, type, detail: JSON.stringify(detail) });

export function begin(login, hear) {
  login.addEventListener('statechange', hear);
  login.start();
  return () => {
    login.stop();
    login.removeEventListener('statechange', hear);
  };
}

export function expose(set) {
  globalThis.app = { ...globalThis.app, set, greenApi };
}

export async function defineNowOrLater(define) {
  if (new URLSearchParams(location.search).has('late')) globalThis.app = { ...globalThis.app, define };
  else await define();
}
