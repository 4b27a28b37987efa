/** Checked by tsc, never run: what a page in React 19 may write. */
import { useRef } from 'react';
import type { WaQrLogin } from '../../src/frameworks/react.js';
import { same } from './same.js';

export function Login(): React.ReactNode {
  const login = useRef<WaQrLogin>(null);
  return (
    <wa-qr-login
      ref={login}
      key="login"
      className="wide"
      id="login"
      lang="pt-BR"
      aria-label="WhatsApp"
      style={{ maxWidth: 600 }}
      gateway="z-api"
      backendUrl="/whatsapp/login"
      app-name="Acme CRM"
      max-codes={3}
      poll-interval="2"
      headingLevel={undefined}
      manual
      theme="dark"
      credentials="include"
      headers={() => Promise.resolve({ Authorization: 'Bearer a' })}
      messages={{ title: 'Hello {app}', errors: { offline: 'Plug it in' } }}
      onClick={({ currentTarget }) => void currentTarget.requestCode('5511999999999')}
      onlinked={({ detail }) => same<typeof detail.account.phone, string | undefined>(true)}
      onexpired={({ detail }) => same<typeof detail.reason, 'codes' | 'timeout' | 'gateway'>(true)}
      onerror={({ detail }) => same<typeof detail.retryable, boolean>(true)}
      onstatechange={({ detail }) => detail.status === 'qr' && detail.previous === 'waiting'}
    >
      <img slot="logo" alt="" src="logo.svg" />
      <a slot="footer" href="/help">
        Help
      </a>
    </wa-qr-login>
  );
}

export const wrong = [
  // @ts-expect-error -- no such transport
  <wa-qr-login key="1" transport="pigeon" />,
  // @ts-expect-error -- an attribute of several words has no capitals
  <wa-qr-login key="2" backendurl="/whatsapp/login" />,
  // @ts-expect-error -- no number
  <wa-qr-login key="3" max-codes="many" />,
  // @ts-expect-error -- a rich value, which no attribute can hold
  <wa-qr-login key="4" messages='{ "title": "Hello" }' />,
  // @ts-expect-error -- read only
  <wa-qr-login key="5" status="linked" />,
  // @ts-expect-error -- a method
  <wa-qr-login key="6" start={() => undefined} />,
  // @ts-expect-error -- React would listen for "Linked"
  <wa-qr-login key="7" onLinked={() => undefined} />,
  // @ts-expect-error -- React's own, which never hears ours
  <wa-qr-login key="8" onError={() => undefined} />,
  // @ts-expect-error -- no such detail
  <wa-qr-login key="9" onlinked={({ detail }) => detail.token} />,
  // @ts-expect-error -- another element's
  <wa-qr-login key="10" ref={useRef<HTMLDivElement>(null)} />,
];
