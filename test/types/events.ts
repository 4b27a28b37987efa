/* eslint-disable @typescript-eslint/no-unused-vars -- only the types of these values matter */
/** What a page may write in TypeScript. The compiler checks this file; it is never run. */
import type { Account, WaQrLogin } from '../../src/index.js';
import { same } from './same.js';

const element = document.createElement('wa-qr-login');
same<typeof element, WaQrLogin>(true);

element.addEventListener('linked', (event) => {
  same<typeof event.detail.account, Account>(true);
  same<typeof event.detail.account.id, string | undefined>(true);
  same<typeof event.detail.already, boolean>(true);
});
element.addEventListener('expired', ({ detail }) => same<typeof detail.reason, 'codes' | 'timeout' | 'gateway'>(true));
element.addEventListener('error', ({ detail }) => {
  same<typeof detail.retryable, boolean>(true);
  // @ts-expect-error -- there is no such error code
  if (detail.code === 'nonsense') return;
});
element.addEventListener('statechange', ({ detail }) => detail.status === 'qr' && detail.previous === 'waiting');
element.addEventListener('click', (event) => same<typeof event, PointerEvent>(true));
element.addEventListener('anything', (event) => same<typeof event, Event>(true));

// @ts-expect-error -- the detail has no such field
element.addEventListener('linked', ({ detail }) => detail.token);
// @ts-expect-error -- the status is read-only
element.status = 'linked';
// @ts-expect-error -- there is no such transport
element.transport = 'pigeon';

element.headers = async () => ({ Authorization: `Bearer ${await Promise.resolve('a')}` });
element.messages = { title: 'Hello {app}', errors: { offline: 'Plug it in' } };
same<ReturnType<WaQrLogin['requestCode']>, Promise<void>>(true);
