/** What a page in React 19 may write. The compiler checks this file; it is never run. */
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
  // @ts-expect-error -- there is no such transport
  <wa-qr-login key="1" transport="pigeon" />,
  // @ts-expect-error -- an attribute of several words has no capitals
  <wa-qr-login key="2" backendurl="/whatsapp/login" />,
  // @ts-expect-error -- this is not a number
  <wa-qr-login key="3" max-codes="many" />,
  // @ts-expect-error -- no attribute can hold an object
  <wa-qr-login key="4" messages='{ "title": "Hello" }' />,
  // @ts-expect-error -- the status is read-only
  <wa-qr-login key="5" status="linked" />,
  // @ts-expect-error -- methods are not properties to set
  <wa-qr-login key="6" start={() => undefined} />,
  // @ts-expect-error -- React would listen for an event "Linked"
  <wa-qr-login key="7" onLinked={() => undefined} />,
  // @ts-expect-error -- React's own listener never hears the event of the element
  <wa-qr-login key="8" onError={() => undefined} />,
  // @ts-expect-error -- the detail has no such field
  <wa-qr-login key="9" onlinked={({ detail }) => detail.token} />,
  // @ts-expect-error -- a ref to an element of another kind
  <wa-qr-login key="10" ref={useRef<HTMLDivElement>(null)} />,
];
