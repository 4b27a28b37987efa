/** @jsxImportSource solid-js */
/** What a page in Solid may write. The compiler checks this file; it is never run. */
import type { WaQrLogin } from '../../src/frameworks/solid.js';
import { same } from './same.js';

let element: WaQrLogin | undefined;

export const login = (): unknown => (
  <wa-qr-login
    ref={(it) => (element = it)}
    class="wide"
    lang="pt-BR"
    gateway="z-api"
    backendUrl="/whatsapp/login"
    app-name="Acme CRM"
    max-codes={3}
    manual
    headers={() => Promise.resolve({ Authorization: 'Bearer a' })}
    messages={{ title: 'Hello {app}' }}
    onClick={() => void element?.requestCode('5511999999999')}
    on:linked={({ detail }) => same<typeof detail.account.phone, string | undefined>(true)}
    on:expired={({ detail }) => same<typeof detail.reason, 'codes' | 'timeout' | 'gateway'>(true)}
    on:error={({ detail }) => same<typeof detail.retryable, boolean>(true)}
    on:statechange={({ detail }) => detail.status === 'qr' && detail.previous === 'waiting'}
  >
    <img slot="logo" alt="" src="logo.svg" />
  </wa-qr-login>
);

export const wrong = (): unknown => [
  // @ts-expect-error -- there is no such transport
  <wa-qr-login transport="pigeon" />,
  // @ts-expect-error -- the detail has no such field
  <wa-qr-login on:linked={({ detail }) => detail.token} />,
  // @ts-expect-error -- this is not a number
  <wa-qr-login max-codes="many" />,
];
