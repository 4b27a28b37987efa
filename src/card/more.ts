// What a card shows beside the QR code: a chunk of its own, which the first QR code does not wait for.
import { codeStateStyles } from './code-state.css.js';
import { moreStyles } from './more.css.js';
import { formStyles } from './number-form.css.js';

export { codeIntro, expectedPairingCode, pairingCode } from './code-state.js';
export { errorBody, hostedPage, linkedBody, linkedIcon, passkeyBody } from './end-states.js';
export { CardExtras } from './extras.js';
export { ringSwitch } from './life-ring.js';
export { linkingBody, phoneDrawing } from './linking-state.js';
export { numberForm } from './number-form.js';
export { loadLaterMessages } from '../messages/later/index.js';

export const laterStyles = [formStyles, codeStateStyles, moreStyles];
