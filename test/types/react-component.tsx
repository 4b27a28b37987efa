/** What a page in React 18 or 19 may write with the component. The compiler checks this file; it is never run. */
import { useRef } from 'react';
import { WaQrLogin, type WaQrLoginProps } from '../../src/frameworks/react.js';
import { same } from './same.js';

const settings: WaQrLoginProps = { backendUrl: '/whatsapp/login', maxCodes: 3 };

export function Login(): React.ReactNode {
  const login = useRef<WaQrLogin>(null);
  return (
    <WaQrLogin
      {...settings}
      ref={login}
      key="login"
      className="wide"
      lang="pt-BR"
      aria-label="WhatsApp"
      data-step="2"
      style={{ maxWidth: 600 }}
      gateway="z-api"
      appName="Acme CRM"
      manual
      required
      frameless
      name="whatsapp"
      headers={() => Promise.resolve({ Authorization: 'Bearer a' })}
      messages={{ title: 'Hello {app}', errors: { offline: 'Plug it in' } }}
      onClick={() => void login.current?.requestCode('5511999999999')}
      onLinked={({ detail }) => same<typeof detail.account.phone, string | undefined>(true)}
      onExpired={({ detail }) => same<typeof detail.reason, 'codes' | 'timeout' | 'gateway'>(true)}
      onError={({ detail }) => same<typeof detail.retryable, boolean>(true)}
      onStateChange={({ detail }) => detail.status === 'qr' && detail.previous === 'waiting'}
    >
      <img slot="logo" alt="" src="logo.svg" />
    </WaQrLogin>
  );
}

export const wrong = [
  // @ts-expect-error -- there is no such transport
  <WaQrLogin key="1" transport="pigeon" />,
  // @ts-expect-error -- the component takes the names of properties
  <WaQrLogin key="2" backendurl="/whatsapp/login" />,
  // @ts-expect-error -- this is not a number
  <WaQrLogin key="3" maxCodes="many" />,
  // @ts-expect-error -- the status is read-only
  <WaQrLogin key="4" status="linked" />,
  // @ts-expect-error -- there is no such event
  <WaQrLogin key="5" onLink={() => undefined} />,
  // @ts-expect-error -- the detail has no such field
  <WaQrLogin key="6" onLinked={({ detail }) => detail.token} />,
  // @ts-expect-error -- a ref to an element of another kind
  <WaQrLogin key="7" ref={useRef<HTMLDivElement>(null)} />,
];
