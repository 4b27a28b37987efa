import { useState } from 'react';
import { WaQrLogin } from 'wa-qr-login/react';

export function Login() {
  const [phone, setPhone] = useState<string>();
  return (
    <>
      <WaQrLogin
        backendUrl="/whatsapp/login"
        appName="Acme CRM"
        headers={() => ({ 'X-CSRF-Token': /csrf=(\w+)/.exec(document.cookie)?.[1] ?? '' })}
        messages={{ title: 'Connect {app}' }}
        onLinked={({ detail }) => setPhone(detail.account.phone)}
      />
      {phone && <p>Linked: {phone}</p>}
    </>
  );
}
