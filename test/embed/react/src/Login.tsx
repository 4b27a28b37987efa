// #region usage
import { useState } from 'react';
import { WaQrLogin } from 'wa-qr-login/react';

export function Login() {
  const [phone, setPhone] = useState<string>();
  return (
    <>
      <WaQrLogin
        backendUrl="/whatsapp/login"
        appName="Acme CRM"
        onLinked={({ detail }) => setPhone(detail.account.phone)}
      />
      {phone && <p>Linked: {phone}</p>}
    </>
  );
}
// #endregion
