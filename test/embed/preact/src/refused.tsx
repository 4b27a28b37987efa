// What the types refuse. The compiler checks this file; it is never rendered.
import 'wa-qr-login/preact';

export const refused = [
  // @ts-expect-error the detail has no such field
  <wa-qr-login onlinked={({ detail }) => detail.token} />,
  // @ts-expect-error there is no such transport
  <wa-qr-login transport="pigeon" />,
];
