import { hkdfSync } from 'node:crypto';
import { aesDecryptGCM, aesEncryptGCM, Curve, proto, sha256 } from 'baileys';

const PROTOCOL = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0');
const NOTHING = Buffer.alloc(0);
const FOR_EVER = 4_102_444_800;

/** The identity of the stand-in server. */
const identity = Curve.generateKeyPair();

/** Encrypts and decrypts frames after the handshake, each with the number of frames before it. */
export class FrameCipher {
  readonly #readKey: Buffer;
  readonly #writeKey: Buffer;
  #read = 0;
  #written = 0;

  constructor(readKey: Buffer, writeKey: Buffer) {
    this.#readKey = readKey;
    this.#writeKey = writeKey;
  }

  encrypt(plain: Buffer): Buffer {
    return Buffer.from(aesEncryptGCM(plain, this.#writeKey, nonce(this.#written++), NOTHING));
  }

  decrypt(sealed: Buffer): Buffer {
    return Buffer.from(aesDecryptGCM(sealed, this.#readKey, nonce(this.#read++), NOTHING));
  }
}

/** The server's side of the handshake Noise XX (https://noiseprotocol.org/noise.html, 7.5), as WhatsApp uses it. */
export class NoiseResponder {
  readonly #ephemeral = Curve.generateKeyPair();
  #hash: Buffer = PROTOCOL;
  #salt: Buffer = PROTOCOL;
  #key: Buffer = PROTOCOL;
  #counter = 0;

  /** `header`: the first bytes of the connection, which both sides have to agree on. */
  constructor(header: Buffer) {
    this.#authenticate(header);
  }

  /** Answers the client's first message with the server's keys and its certificate. */
  hello(frame: Buffer): Buffer {
    const theirs = Buffer.from(proto.HandshakeMessage.decode(frame).clientHello!.ephemeral!);
    const ephemeral = Buffer.from(this.#ephemeral.public);
    this.#authenticate(theirs);
    this.#authenticate(ephemeral);
    this.#mix(Curve.sharedKey(this.#ephemeral.private, theirs));
    const sealed = this.#encrypt(Buffer.from(identity.public));
    this.#mix(Curve.sharedKey(identity.private, theirs));
    const serverHello = { ephemeral, static: sealed, payload: this.#encrypt(certificate()) };
    return Buffer.from(proto.HandshakeMessage.encode({ serverHello }).finish());
  }

  /** Reads the client's second message: who it says that it is. */
  finish(frame: Buffer): { client: proto.IClientPayload; cipher: FrameCipher } {
    const { static: sealed, payload } = proto.HandshakeMessage.decode(frame).clientFinish!;
    this.#mix(Curve.sharedKey(this.#ephemeral.private, this.#decrypt(Buffer.from(sealed!))));
    const client = proto.ClientPayload.decode(this.#decrypt(Buffer.from(payload!)));
    const keys = this.#derive(NOTHING);
    return { client, cipher: new FrameCipher(keys.subarray(0, 32), keys.subarray(32)) };
  }

  #authenticate(data: Buffer): void {
    this.#hash = Buffer.from(sha256(Buffer.concat([this.#hash, data])));
  }

  #mix(secret: Uint8Array): void {
    const keys = this.#derive(Buffer.from(secret));
    this.#salt = keys.subarray(0, 32);
    this.#key = keys.subarray(32);
    this.#counter = 0;
  }

  #derive(secret: Buffer): Buffer {
    return Buffer.from(hkdfSync('sha256', secret, this.#salt, '', 64));
  }

  #encrypt(plain: Buffer): Buffer {
    const sealed = Buffer.from(aesEncryptGCM(plain, this.#key, nonce(this.#counter++), this.#hash));
    this.#authenticate(sealed);
    return sealed;
  }

  #decrypt(sealed: Buffer): Buffer {
    const plain = Buffer.from(aesDecryptGCM(sealed, this.#key, nonce(this.#counter++), this.#hash));
    this.#authenticate(sealed);
    return plain;
  }
}

function nonce(counter: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 8);
  return bytes;
}

function certificate(): Buffer {
  const signed = (serial: number, issuerSerial: number) => {
    const key = Buffer.from(identity.public);
    const values = { serial, issuerSerial, key, notBefore: 0, notAfter: FOR_EVER };
    const details = proto.CertChain.NoiseCertificate.Details.encode(values).finish();
    return { details, signature: Curve.sign(identity.private, details) };
  };
  return Buffer.from(proto.CertChain.encode({ intermediate: signed(1, 0), leaf: signed(2, 1) }).finish());
}
