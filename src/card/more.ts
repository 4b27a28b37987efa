// What a card shows beside the QR code: a chunk of its own, which the first QR code does not wait for.
export { codeIntro, expectedPairingCode, pairingCode } from './code-state.js';
export { errorBody, hostedPage, linkedBody, passkeyBody } from './end-states.js';
export { CardExtras } from './extras.js';
export { ringSwitch } from './life-ring.js';
export { linkingBody, phoneDrawing } from './linking-state.js';
export { moreStyles } from './more.css.js';
export { formStyles } from './number-form.css.js';
export { numberForm } from './number-form.js';
export { loadLaterMessages } from '../messages/later/index.js';
