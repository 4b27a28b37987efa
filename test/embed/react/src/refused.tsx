// Checked by tsc, never rendered: what the types refuse.
import 'wa-qr-login/react';

export const refused = [
  // @ts-expect-error no such detail
  <wa-qr-login onlinked={({ detail }) => detail.token} />,
  // @ts-expect-error no such event
  <wa-qr-login onlink={() => undefined} />,
  // @ts-expect-error no such transport
  <wa-qr-login transport="pigeon" />,
  // @ts-expect-error no number
  <wa-qr-login maxCodes={true} />,
];
