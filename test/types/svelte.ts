/* eslint-disable @typescript-eslint/no-unused-vars -- only the types of these values matter */
/** What a page in Svelte 5 may write; its compiler reads the attributes of a tag from this map. The file is never run. */
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
  // @ts-expect-error -- there is no such transport
  { transport: 'pigeon' },
  // @ts-expect-error -- this is not a number
  { 'max-codes': 'many' },
  // @ts-expect-error -- an attribute of several words has no capitals
  { backendurl: '/whatsapp/login' },
  // @ts-expect-error -- the status is read-only
  { status: 'linked' },
  // @ts-expect-error -- methods are not properties to set
  { start: () => undefined },
  // @ts-expect-error -- the detail has no such field
  { onlinked: ({ detail }) => detail.token },
  // @ts-expect-error -- there is no such event
  { onunlinked: () => undefined },
];
