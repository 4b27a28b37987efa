import { WaQrLogin } from 'wa-qr-login/react';

/** A server component may render the element, as long as it hands over no functions. */
export default function Plain() {
  return <WaQrLogin backendUrl="/whatsapp/login" appName="Acme CRM" messages={{ title: 'Connect {app}' }} />;
}
