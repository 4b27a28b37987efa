// What the types refuse. The compiler checks this file; it is never loaded.
import 'wa-qr-login';

const login = document.createElement('wa-qr-login');
// @ts-expect-error the detail has no such field
login.addEventListener('linked', ({ detail }) => detail.token);
// @ts-expect-error there is no such transport
login.transport = 'pigeon';
// @ts-expect-error this is not a number
login.maxCodes = true;
