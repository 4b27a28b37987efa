import encoder from 'qrcode/lib/core/qrcode.js';
import { encodeText } from '../../src/qr/encode-text.js';

/** Leaves the encoder in its page. */
globalThis.encode = (text) => encodeText(text, encoder).size;
