// What the types refuse. The compiler checks this file; it is never rendered.
import 'wa-qr-login/react';

export const refused = [
  // @ts-expect-error the detail has no such field
  <wa-qr-login onlinked={({ detail }) => detail.token} />,
  // @ts-expect-error there is no such event
  <wa-qr-login onlink={() => undefined} />,
  // @ts-expect-error there is no such transport
  <wa-qr-login transport="pigeon" />,
  // @ts-expect-error this is not a number
  <wa-qr-login maxCodes={true} />,
];
