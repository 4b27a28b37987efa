import encoder from 'qrcode/lib/core/qrcode.js';
import { encodeText } from '../../src/qr/draw.js';

/** The quiet zone is ours: four modules on each side. */
globalThis.encode = (text) => encodeText(text, encoder).size - 8;
