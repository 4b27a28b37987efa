import { headers } from 'next/headers';
import type {} from 'wa-qr-login/react'; // The tag.
import { relay } from '../../relay.js';

/** It reads the headers, so Next.js makes it anew for each request and sends it with `no-store`. */
export default async function Page() {
  const request = new Request('https://app.example.com/whatsapp', { headers: await headers() });
  const { html } = await relay.first(request); // The code, or '' where none came within a second.
  return (
    <>
      <wa-qr-login
        backend-url="/whatsapp/login"
        app-name="Acme CRM"
        suppressHydrationWarning // The element takes the code out once it has drawn it.
        dangerouslySetInnerHTML={{ __html: html }}
      />
      <script type="module" src="/wa-qr-login/wa-qr-login.js" />
    </>
  );
}
