// #region usage
import { useState } from 'preact/hooks';
import 'wa-qr-login/preact';

export function Login() {
  const [phone, setPhone] = useState<string>();
  return (
    <>
      <wa-qr-login
        backend-url="/whatsapp/login"
        app-name="Acme CRM"
        headers={() => ({ 'X-CSRF-Token': /csrf=(\w+)/.exec(document.cookie)?.[1] ?? '' })}
        messages={{ title: 'Connect {app}' }}
        onlinked={({ detail }) => setPhone(detail.account.phone)}
      />
      {phone && <p>Linked: {phone}</p>}
    </>
  );
}
// #endregion
