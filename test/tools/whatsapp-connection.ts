import { randomBytes } from 'node:crypto';
import { Curve, decodeBinaryNode, encodeBinaryNode, hmacSign, proto, type BinaryNode } from 'baileys';
import type { WebSocket } from 'ws';
import { CodeEntry } from './whatsapp-code-entry.js';
import { NoiseResponder, type FrameCipher } from './whatsapp-noise.js';

export const WHATSAPP = 's.whatsapp.net';
/** So many references for QR codes are handed out at a time. */
const REFERENCES = 6;
const REFERENCE_OF_CODE = Buffer.from('reference of a pairing code');
/** The prefix of what the phone signs for a new device. */
const ACCOUNT_SIGNATURE = Buffer.from([6, 0]);

/** A device that was linked to a number. */
export interface LinkedDevice {
  readonly jid: string;
  readonly lid: string;
}

/** Who is linked. */
export interface DeviceRegister {
  link(phone: string): LinkedDevice;
  logIn(phone: string): LinkedDevice | undefined;
}

/** One client: first the handshake, then stanzas. */
export class WhatsAppConnection {
  readonly socket: WebSocket;
  references: readonly string[] = [];
  /** The number that a pairing code was requested for. */
  wantsCodeFor: string | undefined;
  /** The number whose device has logged in. */
  user: string | undefined;
  readonly #server: DeviceRegister;
  #identity: Buffer = Buffer.alloc(0);
  #received: Buffer = Buffer.alloc(0);
  #noise: NoiseResponder | undefined;
  #hasGreeted = false;
  #cipher: FrameCipher | undefined;
  #working: Promise<void> = Promise.resolve();
  /** The client's key, encrypted with the pairing code. */
  #wrappedKey: Buffer = Buffer.alloc(0);
  #entry: CodeEntry | undefined;

  constructor(socket: WebSocket, server: DeviceRegister) {
    this.socket = socket;
    this.#server = server;
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      this.#working = this.#working.then(() => this.#receive(data)).catch(() => socket.terminate());
    });
  }

  /** Tells the client that a phone has scanned its code: the account vouches for the new device. */
  async pair({ jid, lid }: LinkedDevice, secret: Buffer): Promise<void> {
    const account = Curve.generateKeyPair();
    const about = {
      rawId: 1,
      timestamp: 1_700_000_000,
      keyIndex: 7,
      accountType: proto.ADVEncryptionType.E2EE,
      deviceType: proto.ADVEncryptionType.E2EE,
    };
    const details = Buffer.from(proto.ADVDeviceIdentity.encode(about).finish());
    const accountSignature = Curve.sign(account.private, Buffer.concat([ACCOUNT_SIGNATURE, details, this.#identity]));
    const signed = { details, accountSignatureKey: account.public, accountSignature };
    const vouched = Buffer.from(proto.ADVSignedDeviceIdentity.encode(signed).finish());
    const sealed = { details: vouched, hmac: hmacSign(vouched, secret) };
    await this.#tell('pair-success', [
      node('device-identity', {}, Buffer.from(proto.ADVSignedDeviceIdentityHMAC.encode(sealed).finish())),
      node('platform', { name: 'android' }),
      node('device', { jid, lid }),
    ]);
  }

  async enterCode(code: string): Promise<void> {
    this.#entry = new CodeEntry(code);
    const content = [
      node('link_code_pairing_ref', {}, REFERENCE_OF_CODE),
      node('primary_identity_pub', {}, this.#entry.identity),
      node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, await this.#entry.exchange(this.#wrappedKey)),
    ];
    const attrs = { from: WHATSAPP, type: 'link_code_companion_reg', id: randomBytes(4).toString('hex') };
    await this.#send(node('notification', attrs, [node('link_code_companion_reg', {}, content)]));
  }

  async tellOfRemoval(): Promise<void> {
    await this.#send(node('stream:error', { code: '401' }, [node('conflict', { type: 'device_removed' })]));
    this.socket.close();
  }

  async #receive(data: Buffer): Promise<void> {
    this.#received = Buffer.concat([this.#received, data]);
    this.#noise ??= this.#readHeader();
    while (this.#received.length >= 3 && this.#received.length >= 3 + this.#received.readUIntBE(0, 3)) {
      const end = 3 + this.#received.readUIntBE(0, 3);
      const frame = this.#received.subarray(3, end);
      this.#received = this.#received.subarray(end);
      await this.#receiveFrame(this.#noise, frame);
    }
  }

  /** Some clients say first, after the letters ED, by which server they want to be answered. */
  #readHeader(): NoiseResponder {
    if (this.#received.toString('latin1', 0, 2) === 'ED')
      this.#received = this.#received.subarray(7 + this.#received.readUIntBE(4, 3));
    const header = this.#received.subarray(0, 4);
    this.#received = this.#received.subarray(4);
    return new NoiseResponder(header);
  }

  async #receiveFrame(noise: NoiseResponder, frame: Buffer): Promise<void> {
    if (this.#cipher) return this.#receiveStanza(await decodeBinaryNode(this.#cipher.decrypt(frame)));
    if (this.#hasGreeted) return this.#begin(noise, frame);
    this.#hasGreeted = true;
    this.#sendFrame(noise.hello(frame));
  }

  async #begin(noise: NoiseResponder, frame: Buffer): Promise<void> {
    const { client, cipher } = noise.finish(frame);
    this.#cipher = cipher;
    const identity = client.devicePairingData?.eIdent;
    if (identity?.length) return this.#offerCodes(Buffer.from(identity));
    this.user = String(client.username);
    const device = this.#server.logIn(this.user);
    if (device) return this.#send(node('success', { t: '1700000000', lid: device.lid, props: '1' }));
    await this.#send(node('failure', { reason: '401' }));
    this.socket.close();
  }

  async #offerCodes(identity: Buffer): Promise<void> {
    this.#identity = identity;
    this.references = Array.from({ length: REFERENCES }, () => `2@${randomBytes(96).toString('base64')}`);
    const content = this.references.map((reference) => node('ref', {}, Buffer.from(reference)));
    await this.#tell('pair-device', content);
  }

  async #receiveStanza({ tag, attrs, content }: BinaryNode): Promise<void> {
    if (tag !== 'iq') return;
    const asked = Array.isArray(content) ? content[0]?.tag : undefined;
    if (asked === 'link_code_companion_reg') return this.#receiveCodeStage(attrs['id'] ?? '', content as [BinaryNode]);
    if (attrs['type'] !== 'result') return this.#answer(attrs['id'] ?? '', asked);
    if (asked !== 'pair-device-sign') return;
    // Whoever was linked connects again, as the device that it is now.
    await this.#send(node('stream:error', { code: '515' }));
    this.socket.close();
  }

  /** A client requests a pairing code or, once it was typed, sends its part of the secret. */
  async #receiveCodeStage(id: string, [{ attrs, content }]: [BinaryNode]): Promise<void> {
    const bytesOf = (tag: string): Buffer => {
      const found = (content as BinaryNode[]).find((child) => child.tag === tag);
      return Buffer.from(found?.content as Uint8Array);
    };
    const phone = attrs['jid']?.split('@')[0] ?? '';
    await this.#answer(id, 'link_code_companion_reg');
    if (attrs['stage'] === 'companion_hello') {
      this.wantsCodeFor = phone;
      this.#wrappedKey = bytesOf('link_code_pairing_wrapped_companion_ephemeral_pub');
    } else if (this.#entry) {
      const secret = this.#entry.secretOf(bytesOf('link_code_pairing_wrapped_key_bundle'));
      await this.pair(this.#server.link(phone), secret);
    }
  }

  /** Answers what a client asks after its login: there is nothing. */
  async #answer(id: string, asked: string | undefined): Promise<void> {
    const registration = [node('link_code_companion_reg', {}, [node('link_code_pairing_ref', {}, REFERENCE_OF_CODE)])];
    const answers = {
      link_code_companion_reg: registration,
      count: [node('count', { value: '800' })],
      digest: [node('digest')],
    };
    const content = answers[asked as keyof typeof answers] as BinaryNode[] | undefined;
    await this.#send(node('iq', { from: WHATSAPP, type: 'result', id }, content));
  }

  #tell(tag: string, content: BinaryNode[]): Promise<void> {
    const attrs = { from: WHATSAPP, type: 'set', id: randomBytes(4).toString('hex'), xmlns: 'md' };
    return this.#send(node('iq', attrs, [node(tag, {}, content)]));
  }

  async #send(stanza: BinaryNode): Promise<void> {
    if (this.#cipher) this.#sendFrame(this.#cipher.encrypt(Buffer.from(encodeBinaryNode(stanza))));
    return Promise.resolve();
  }

  #sendFrame(frame: Buffer): void {
    const length = Buffer.alloc(3);
    length.writeUIntBE(frame.length, 0, 3);
    this.socket.send(Buffer.concat([length, frame]));
  }
}

function node(tag: string, attrs: Record<string, string> = {}, content?: BinaryNode['content']): BinaryNode {
  return { tag, attrs, ...(content && { content }) };
}
