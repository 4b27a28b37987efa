import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { WHATSAPP, WhatsAppConnection, type DeviceRegister, type LinkedDevice } from './whatsapp-connection.js';

/** What a QR code holds since 2026 in front of its text. */
const DEVICE_LINK = 'https://wa.me/settings/linked_devices#';

/**
 * A stand-in for WhatsApp's server, just enough for a library to show QR codes, be scanned, be told to connect again (515) and
 * be logged in. It sends no messages.
 */
export class WhatsAppServer implements DeviceRegister {
  readonly #server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  readonly #connections = new Set<WhatsAppConnection>();
  readonly #devices = new Map<string, LinkedDevice>();
  readonly #logins = new Map<string, number>();

  static async start(): Promise<WhatsAppServer> {
    const server = new WhatsAppServer();
    await once(server.#server, 'listening');
    return server;
  }

  private constructor() {
    this.#server.on('connection', (socket) => {
      const connection = new WhatsAppConnection(socket, this);
      this.#connections.add(connection);
      socket.on('close', () => this.#connections.delete(connection));
    });
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The phone with this number scans a QR code. Returns whether it is one that is valid. */
  async scan(text: string, phone: string): Promise<boolean> {
    const [reference = '', , , secret = ''] = text.replace(DEVICE_LINK, '').split(',');
    const connection = [...this.#connections].find(({ references }) => references.includes(reference));
    if (!connection) return false;
    await connection.pair(this.link(phone), Buffer.from(secret, 'base64'));
    return true;
  }

  /** A pairing code is typed into the phone with this number. Returns whether a client has asked for one. */
  async enterCode(code: string, phone: string): Promise<boolean> {
    const connection = [...this.#connections].find(({ wantsCodeFor }) => wantsCodeFor === phone);
    await connection?.enterCode(code);
    return connection !== undefined;
  }

  /** Makes the device that is linked to this number from now on. */
  link(phone: string): LinkedDevice {
    const device = { jid: `${phone}:7@${WHATSAPP}`, lid: `1${phone}:7@lid` };
    this.#devices.set(phone, device);
    return device;
  }

  /** The person removes the device on the phone. */
  async removeDevice(phone: string): Promise<void> {
    this.#devices.delete(phone);
    for (const connection of this.#connections) if (connection.user === phone) await connection.tellOfRemoval();
  }

  /** The network is gone for a moment. */
  dropConnections(): void {
    for (const { socket } of this.#connections) socket.terminate();
  }

  /** How often the device of this number has logged in since it was linked. */
  loginsOf(phone: string): number {
    return this.#logins.get(phone) ?? 0;
  }

  /** The device that was linked to this number, if any, logs in. */
  logIn(phone: string): LinkedDevice | undefined {
    const device = this.#devices.get(phone);
    if (device) this.#logins.set(phone, this.loginsOf(phone) + 1);
    return device;
  }

  async close(): Promise<void> {
    this.dropConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
