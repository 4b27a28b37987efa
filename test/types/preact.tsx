/** @jsxImportSource preact */
/** What a page in Preact may write. The compiler checks this file; it is never run. */
import { createRef } from 'preact';
import type { WaQrLogin } from '../../src/frameworks/preact.js';
import { same } from './same.js';

export const login = (
  <wa-qr-login
    ref={createRef<WaQrLogin>()}
    key="login"
    class="wide"
    lang="pt-BR"
    gateway="z-api"
    backendUrl="/whatsapp/login"
    app-name="Acme CRM"
    max-codes={3}
    manual
    headers={() => Promise.resolve({ Authorization: 'Bearer a' })}
    messages={{ title: 'Hello {app}' }}
    onClick={({ currentTarget }) => void currentTarget.requestCode('5511999999999')}
    onlinked={({ detail }) => same<typeof detail.account.phone, string | undefined>(true)}
    onexpired={({ detail }) => same<typeof detail.reason, 'codes' | 'timeout' | 'gateway'>(true)}
    onerror={({ detail }) => same<typeof detail.retryable, boolean>(true)}
    onstatechange={({ detail }) => detail.status === 'qr' && detail.previous === 'waiting'}
  >
    <img slot="logo" alt="" src="logo.svg" />
  </wa-qr-login>
);

export const wrong = [
  // @ts-expect-error -- there is no such transport
  <wa-qr-login key="1" transport="pigeon" />,
  // @ts-expect-error -- Preact would listen for an event "Linked"
  <wa-qr-login key="2" onLinked={() => undefined} />,
  // @ts-expect-error -- the detail has no such field
  <wa-qr-login key="3" onlinked={({ detail }) => detail.token} />,
  // @ts-expect-error -- this is not a number
  <wa-qr-login key="4" max-codes="many" />,
];
