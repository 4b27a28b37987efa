import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

const PROGRAM = 'test/slow/relay-host.ts';

interface Host {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Several processes of one host, behind a proxy that sends each request to the next one. */
export class RelayHosts {
  /** What the processes have told, such as `{ linked: '55…' }`. */
  readonly told: any[] = [];
  readonly hosts: Host[] = [];
  readonly #agent = new Agent({ keepAlive: true });
  readonly #env: Readonly<Record<string, string>>;
  readonly #program: string;
  readonly #proxy: Server;
  #next = 0;

  private constructor(env: Readonly<Record<string, string>>, program: string) {
    this.#env = env;
    this.#program = program;
    this.#proxy = createServer((incoming, outgoing) => {
      const { port } = this.hosts[this.#next++ % this.hosts.length]!;
      const { method, url, headers } = incoming;
      const onward = forward({ port, method, path: url, headers, agent: this.#agent }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      // As a real proxy answers for a host that has died.
      onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
      incoming.pipe(onward);
    });
  }

  static async start(count: number, env: Readonly<Record<string, string>>, program = PROGRAM): Promise<RelayHosts> {
    const hosts = new RelayHosts(env, program);
    await Promise.all([
      ...Array.from({ length: count }, () => hosts.#add()),
      new Promise<void>((resolve) => hosts.#proxy.listen(0, '127.0.0.1', resolve)),
    ]);
    return hosts;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  /** Kills one, as the operating system does when the memory is full. */
  async kill(host: Host): Promise<void> {
    this.hosts.splice(this.hosts.indexOf(host), 1);
    host.child.kill('SIGKILL');
    await once(host.child, 'exit');
  }

  async close(): Promise<void> {
    await Promise.all([...this.hosts].map((host) => this.kill(host)));
    this.#agent.destroy();
    this.#proxy.closeAllConnections();
    this.#proxy.close();
  }

  async #add(): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', this.#program], {
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await new Promise<number>((resolve, reject) => {
      child.once('exit', () => reject(new Error('The host has ended')));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const told = JSON.parse(line);
        if (told.port) resolve(told.port);
        else this.told.push(told);
      });
    });
    this.hosts.push({ child, port });
  }
}
