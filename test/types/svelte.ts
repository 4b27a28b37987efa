/* eslint-disable @typescript-eslint/no-unused-vars -- types are what is used */
/** Checked by tsc, never run: what a page in Svelte 5 may write. Its compiler reads a tag's attributes from this map. */
import type { SvelteHTMLElements } from 'svelte/elements';
import type {} from '../../src/frameworks/svelte.js';
import { same } from './same.js';

type Login = SvelteHTMLElements['wa-qr-login'];

export const right: Login[] = [
  { 'backend-url': '/whatsapp/login', 'app-name': 'Acme CRM', 'max-codes': '3', 'poll-interval': 2, manual: true },
  { backendUrl: '/whatsapp/login', maxCodes: 3, method: 'code', phone: undefined, class: 'wide', lang: 'pt-BR' },
  { headers: () => ({ Authorization: 'Bearer a' }), messages: { title: 'Hello {app}' } },
  {
    onlinked: ({ detail }) => same<typeof detail.account.phone, string | undefined>(true),
    onexpired: ({ detail }) => same<typeof detail.reason, 'codes' | 'timeout' | 'gateway'>(true),
    onerror: ({ detail }) => same<typeof detail.retryable, boolean>(true),
    onstatechange: ({ detail }) => detail.status === 'qr' && detail.previous === 'waiting',
    onclick: ({ currentTarget }) => void currentTarget.requestCode('5511999999999'),
  },
];

export const wrong: Login[] = [
  // @ts-expect-error -- no such transport
  { transport: 'pigeon' },
  // @ts-expect-error -- no number
  { 'max-codes': 'many' },
  // @ts-expect-error -- an attribute of several words has no capitals
  { backendurl: '/whatsapp/login' },
  // @ts-expect-error -- read only
  { status: 'linked' },
  // @ts-expect-error -- a method
  { start: () => undefined },
  // @ts-expect-error -- no such detail
  { onlinked: ({ detail }) => detail.token },
  // @ts-expect-error -- no such event
  { onunlinked: () => undefined },
];
