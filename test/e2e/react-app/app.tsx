import { useInsertionEffect, useState } from 'react';
import { backend } from 'wa-qr-login/gateways';
import { WaQrLogin } from 'wa-qr-login/react';

declare global {
  /** The statuses that the app has heard. */
  var heard: string[];
  /** What the app's ref has held. */
  var held: (string | undefined)[];
}
globalThis.heard = [];
globalThis.held = [];

/** The status that the app has rendered last: two that follow each other at once are rendered together. */
let rendered = 'none';

const headers = () => Promise.resolve({ 'x-session': 'seven' });

/** Renders again with each event, and makes all its objects and functions anew in each render, as apps do. */
function useLogin() {
  const [phone, setPhone] = useState<string>();
  const [status, setStatus] = useState('none');
  useInsertionEffect(() => void (rendered = status));
  const props = {
    method: 'qr' as const,
    lang: 'en',
    messages: { title: `Hello {app}, ${status}` },
    onStateChange: ({ detail }: { detail: { status: string } }) => {
      if (status !== rendered) globalThis.heard.push('a stale listener');
      globalThis.heard.push(detail.status);
      setStatus(detail.status);
    },
    onLinked: ({ detail }: { detail: { account: { phone?: string } } }) => setPhone(detail.account.phone),
    onError: ({ detail }: { detail: { code: string } }) => globalThis.heard.push(detail.code),
  };
  return { phone, status, props };
}

function Component() {
  const { phone, status, props } = useLogin();
  return (
    <>
      <WaQrLogin
        {...props}
        ref={(element) => void globalThis.held.push(element?.localName)}
        className="wide"
        backendUrl="/login"
        appName={status === 'linked' ? 'Ajax' : 'Acme'}
        headers={() => headers()}
      >
        <b slot="footer">{status}</b>
      </WaQrLogin>
      {phone && <p>Linked: {phone}</p>}
    </>
  );
}

/** Its gateway has no key. */
function GatewayAnew() {
  const { phone, props } = useLogin();
  const address = typeof location === 'undefined' ? 'https://app.example' : location.origin;
  return (
    <>
      <WaQrLogin {...props} appName="Acme" gateway={backend({ backendUrl: `${address}/login`, headers })} />
      {phone && <p>Linked: {phone}</p>}
    </>
  );
}

/** Goes from one kind of gateway to another, and back to the default. */
function Switched() {
  const { status, props } = useLogin();
  const [step, setStep] = useState(0);
  const gateway = [backend({ backendUrl: 'https://never.example/' }), 'no-such-gateway' as 'backend', undefined][step];
  return (
    <>
      <WaQrLogin
        {...props}
        manual={step < 2}
        required={step < 1}
        backendUrl="/login"
        headers={headers}
        gateway={gateway}
      />
      <button onClick={() => setStep(step + 1)}>
        {step} {status}
      </button>
    </>
  );
}

/** The tag as such. */
const Tag = () => <wa-qr-login className="wide" backend-url="/login" app-name="Acme" lang="en" manual={true} />;

export const VIEWS = { Component, GatewayAnew, Switched, Tag };
export type View = keyof typeof VIEWS;
