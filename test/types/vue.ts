/* eslint-disable @typescript-eslint/no-unused-vars -- only the types of these values matter */
/**
 * What a template in Vue may write; Vue's compiler turns kebab-case into camelCase, and `@linked` into `onLinked`. The file is
 * never run.
 */
import type { GlobalComponents } from 'vue';
import type { WaQrLogin } from '../../src/frameworks/vue.js';
import { same } from './same.js';

type Login = InstanceType<GlobalComponents['wa-qr-login']>;
type Template = Login['$props'];

/** A template ref has the methods of the element. */
export const ask = (login: Login): Promise<void> => login.requestCode('5511999999999');
same<Login extends WaQrLogin ? true : false, true>(true);

export const right: Template[] = [
  { backendUrl: '/whatsapp/login', appName: 'Acme CRM', maxCodes: 3, manual: true, phone: undefined },
  { class: 'wide', lang: 'pt-BR', theme: 'dark', credentials: 'include' },
  { headers: () => ({ Authorization: 'Bearer a' }), messages: { title: 'Hello {app}' } },
  {
    onLinked: ({ detail }) => same<typeof detail.account.phone, string | undefined>(true),
    onExpired: ({ detail }) => same<typeof detail.reason, 'codes' | 'timeout' | 'gateway'>(true),
    onError: ({ detail }) => same<typeof detail.retryable, boolean>(true),
    onStatechange: ({ detail }) => detail.status === 'qr' && detail.previous === 'waiting',
  },
];

export const wrong: Template[] = [
  // @ts-expect-error -- there is no such transport
  { transport: 'pigeon' },
  // @ts-expect-error -- this is not a number
  { maxCodes: 'many' },
  // @ts-expect-error -- the status is read-only
  { status: 'linked' },
  // @ts-expect-error -- methods are not properties to set
  { start: () => undefined },
  // @ts-expect-error -- the detail has no such field
  { onLinked: ({ detail }) => detail.token },
  // @ts-expect-error -- there is no such event
  { onUnlinked: () => undefined },
];
