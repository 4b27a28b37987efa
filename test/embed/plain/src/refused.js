// Checked by tsc, never loaded: what the types refuse.
import 'wa-qr-login';

const login = document.createElement('wa-qr-login');
// @ts-expect-error no such detail
login.addEventListener('linked', ({ detail }) => detail.token);
// @ts-expect-error no such transport
login.transport = 'pigeon';
// @ts-expect-error no number
login.maxCodes = true;
