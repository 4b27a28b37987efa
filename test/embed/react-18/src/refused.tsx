// What the types refuse. The compiler checks this file; it is never rendered.
import { WaQrLogin } from 'wa-qr-login/react';

export const refused = [
  // @ts-expect-error the detail has no such field
  <WaQrLogin onLinked={({ detail }) => detail.token} />,
  // @ts-expect-error there is no such transport
  <WaQrLogin transport="pigeon" />,
];
