import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { WebSocketServer, type WebSocket } from 'ws';

const folder = fileURLToPath(new URL('.', import.meta.url));
const tls = (file: string) => readFileSync(new URL(`../tools/tls/${file}.pem`, import.meta.url));
const dist = new URL('../../dist/cdn/', import.meta.url);

/** As long as what WhatsApp puts into a QR code. */
export const TEXT = `2@${'Qr7sW1kPz0Yb4mXcT9uHd3vLa8NfJe5RgO2iKqBtC6hEx'.repeat(6)}`.slice(0, 237);

type Asked = IncomingMessage | Http2ServerRequest;
type Answer = ServerResponse | Http2ServerResponse;
type Update = Readonly<Record<string, unknown>>;
const QR: Update = { type: 'qr', text: TEXT, expiresIn: 60 };
const LINKED: Update = { type: 'linked', account: { phone: '79001234567' } };

interface File {
  readonly type: string;
  readonly body: Buffer;
}

/** A local host: pages, bundles and the drop-in, all compressed alike, and a backend that has a QR code at hand. */
export class Site {
  readonly #files = new Map<string, File>();
  readonly #linked = new Set<string>();
  readonly #sockets = new Map<string, WebSocket>();
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));
  /** The same over TLS and HTTP/2, which browsers speak nowhere else. */
  readonly #secure = createSecureServer({ key: tls('key'), cert: tls('cert') }, (request, response) => {
    void this.#serve(request, response);
  });
  readonly #upgrades = new WebSocketServer({ noServer: true });

  static async open(): Promise<Site> {
    const site = new Site();
    for (const server of [site.#server, site.#secure])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site.#server.on('upgrade', (request, socket, head) => {
      site.#upgrades.handleUpgrade(request, socket, head, (opened) => site.#greet(request, opened));
    });
    return site;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Over HTTP/2. */
  get secureOrigin(): string {
    return `https://localhost:${(this.#secure.address() as AddressInfo).port}`;
  }

  page(path: string, html: string): void {
    this.#put(
      path,
      'text/html; charset=utf-8',
      Buffer.from(`<!doctype html><html lang="en"><title>Bench</title>${html}`),
    );
  }

  /** Bundled as an embedder would: the production build, minified, one module. */
  async bundle(path: string, contents: string): Promise<number> {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: folder, loader: 'ts' },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      legalComments: 'none',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    return this.#put(path, 'text/javascript', Buffer.from(outputFiles[0]!.contents));
  }

  #put(path: string, type: string, body: Buffer): number {
    const compressed = brotliCompressSync(body);
    this.#files.set(path, { type, body: compressed });
    return compressed.length;
  }

  async #serve(request: Asked, response: Answer): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.origin);
    if (pathname === '/login') return answer(response, this.#linked.has(searchParams.get('id') ?? '') ? LINKED : QR);
    if (pathname === '/link') return answer(response, this.#link(searchParams.get('id') ?? ''));
    const file = this.#files.get(pathname) ?? (await this.#dropIn(pathname));
    if (!file) response.writeHead(404).end();
    // Isolated from other origins, so that the clock ticks in 5 µs.
    else
      response
        .writeHead(200, {
          'content-type': file.type,
          'content-encoding': 'br',
          'cache-control': 'max-age=3600',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-embedder-policy': 'require-corp',
        })
        .end(file.body);
  }

  async #dropIn(path: string): Promise<File | undefined> {
    const name = /^\/cdn\/([\w.-]+\.js)$/.exec(path)?.[1];
    const body = name && (await readFile(new URL(name, dist)).catch(() => undefined));
    if (body) this.#put(path, 'text/javascript', body);
    return this.#files.get(path);
  }

  #greet(request: IncomingMessage, socket: WebSocket): void {
    this.#sockets.set(new URL(request.url ?? '/', this.origin).searchParams.get('id') ?? '', socket);
    socket.send(JSON.stringify(QR));
  }

  /** The phone has scanned. */
  #link(id: string): Update {
    this.#linked.add(id);
    this.#sockets.get(id)?.send(JSON.stringify(LINKED));
    return {};
  }

  close(): void {
    for (const socket of this.#upgrades.clients) socket.terminate();
    this.#server.close();
    this.#secure.close();
    this.#server.closeAllConnections();
  }
}

function answer(response: Answer, update: Update): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(update));
}

/** A page that nothing is known of: no cache, no storage. `at`: how many times slower the processor is. */
export async function withPage<T>(
  browser: Browser,
  at: number,
  use: (page: Page, cdp: CDPSession) => Promise<T>,
): Promise<T> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const cdp = await page.createCDPSession();
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: at });
    return await use(page, cdp);
  } finally {
    await context.close();
  }
}
