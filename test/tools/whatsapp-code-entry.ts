import { hkdfSync, randomBytes } from 'node:crypto';
import { aesDecryptCTR, aesDecryptGCM, aesEncryptCTR, Curve, derivePairingCodeKey } from 'baileys';

const NOTHING = Buffer.alloc(0);
/** How many bytes stand in front of what is encrypted: a salt of 32, and a vector of 16 for CTR and of 12 for GCM. */
const SALT = 32;
const CTR_START = SALT + 16;
const GCM_START = SALT + 12;

/**
 * The phone into which a pairing code is typed. Each side sends a key that is encrypted with the code, so only whoever knows the code
 * can go on; at the end both have the same secret, by which the phone vouches for the new device.
 */
export class CodeEntry {
  readonly #ephemeral = Curve.generateKeyPair();
  readonly #identity = Curve.generateKeyPair();
  readonly #code: string;
  #shared: Buffer = NOTHING;

  constructor(code: string) {
    this.#code = code;
  }

  get identity(): Buffer {
    return Buffer.from(this.#identity.public);
  }

  /** Takes the client's key, and returns the phone's. */
  async exchange(wrapped: Buffer): Promise<Buffer> {
    const theirKey = await derivePairingCodeKey(this.#code, wrapped.subarray(0, SALT));
    const theirs = aesDecryptCTR(wrapped.subarray(CTR_START), theirKey, wrapped.subarray(SALT, CTR_START));
    this.#shared = Buffer.from(Curve.sharedKey(this.#ephemeral.private, theirs));
    const [salt, vector] = [randomBytes(SALT), randomBytes(CTR_START - SALT)];
    const ourKey = await derivePairingCodeKey(this.#code, salt);
    return Buffer.concat([salt, vector, aesEncryptCTR(this.#ephemeral.public, ourKey, vector)]);
  }

  /** Reads the client's last message: its identity, that of the phone, and the client's part of the secret. */
  secretOf(bundle: Buffer): Buffer {
    const info = 'link_code_pairing_key_bundle_encryption_key';
    const key = Buffer.from(hkdfSync('sha256', this.#shared, bundle.subarray(0, SALT), info, 32));
    const plain = Buffer.from(
      aesDecryptGCM(bundle.subarray(GCM_START), key, bundle.subarray(SALT, GCM_START), NOTHING),
    );
    const [client, phone, random] = [plain.subarray(0, 32), plain.subarray(32, 64), plain.subarray(64)];
    if (!phone.equals(this.identity)) throw new Error('The client has answered another phone');
    const material = Buffer.concat([this.#shared, Curve.sharedKey(this.#identity.private, client), random]);
    return Buffer.from(hkdfSync('sha256', material, '', 'adv_secret', 32));
  }
}
