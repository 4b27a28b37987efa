// #region usage
import { createSignal, Show } from 'solid-js';
import 'wa-qr-login/solid';

export function Login() {
  const [phone, setPhone] = createSignal<string>();
  return (
    <>
      <wa-qr-login
        backend-url="/whatsapp/login"
        app-name="Acme CRM"
        headers={() => ({ 'X-CSRF-Token': /csrf=(\w+)/.exec(document.cookie)?.[1] ?? '' })}
        messages={{ title: 'Connect {app}' }}
        on:linked={({ detail }) => setPhone(detail.account.phone)}
      />
      <Show when={phone()}>
        <p>Linked: {phone()}</p>
      </Show>
    </>
  );
}
// #endregion
