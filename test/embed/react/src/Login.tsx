// #region usage
import { useState } from 'react';
import 'wa-qr-login/react';

export function Login() {
  const [phone, setPhone] = useState<string>();
  return (
    <>
      <wa-qr-login
        backend-url="/whatsapp/login"
        app-name="Acme CRM"
        onlinked={({ detail }) => setPhone(detail.account.phone)}
      />
      {phone && <p>Linked: {phone}</p>}
    </>
  );
}
// #endregion
