import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { figure, median, table } from './numbers.js';

/** Of a round; the first of them warms the server up. */
const QUESTIONS = 4_000;
const AT_ONCE = 20;
const SOCKETS = 1_000;
/** For how long the open sockets are left alone, s: each is told twice meanwhile that the connection is alive. */
const IDLE = 30;

/** What a browser sends along. */
const HEADERS = {
  accept: '*/*',
  'accept-language': 'en',
  cookie: 'session=demo',
  referer: 'http://127.0.0.1/page',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)',
};

/** One server in a process of its own. */
class MeasuredServer {
  readonly cpu: number[] = [];
  socketBytes = NaN;
  socketCpu = NaN;
  readonly #child: ChildProcess;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  #port = 0;

  constructor(...words: readonly string[]) {
    const file = fileURLToPath(new URL('relay-server.ts', import.meta.url));
    this.#child = fork(file, words, { execArgv: ['--import', 'tsx'] });
  }

  async start(): Promise<void> {
    const [{ port }] = (await once(this.#child, 'message')) as [{ port: number }];
    this.#port = port;
  }

  async measureQuestions(questions: number): Promise<void> {
    const before = await this.#read('cpu');
    for (let asked = 0; asked < questions; asked += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.#ask()));
    this.cpu.push(((await this.#read('cpu')) - before) / questions);
  }

  async measureSockets(count: number, seconds: number): Promise<void> {
    const before = await this.#read('memory');
    const sockets = await Promise.all(Array.from({ length: count }, () => this.#connect()));
    this.socketBytes = ((await this.#read('memory')) - before) / count;
    const opened = await this.#read('cpu');
    await new Promise((resolve) => setTimeout(resolve, 1_000 * seconds));
    this.socketCpu = ((await this.#read('cpu')) - opened) / count / seconds;
    for (const socket of sockets) socket.terminate();
  }

  close(): void {
    this.#agent.destroy();
    this.#child.disconnect();
  }

  /** CPU in µs, or what is alive in bytes. */
  async #read(figure: 'cpu' | 'memory'): Promise<number> {
    this.#child.send(figure);
    return (await once(this.#child, 'message'))[0] as number;
  }

  #ask(): Promise<void> {
    const options = {
      host: '127.0.0.1',
      port: this.#port,
      path: '/login?want=qr',
      agent: this.#agent,
      headers: HEADERS,
    };
    return new Promise((resolve, reject) => {
      get(options, (answer) => answer.resume().on('end', resolve)).on('error', reject);
    });
  }

  async #connect(): Promise<WebSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${this.#port}/login`);
    await once(socket, 'message');
    return socket;
  }
}

export async function relayCost(samples: number): Promise<string> {
  const servers: Readonly<Record<string, MeasuredServer>> = {
    '**relay**': new MeasuredServer('relay'),
    '**relay**, the code is a picture': new MeasuredServer('relay', 'picture'),
    'constant answer': new MeasuredServer('constant'),
  };
  const [isQuick, all] = [samples === 1, Object.values(servers)];
  try {
    await Promise.all(all.map((server) => server.start()));
    for (let round = 0; round <= samples; round++)
      for (const server of all) await server.measureQuestions(isQuick ? 200 : QUESTIONS);
    for (const server of all) await server.measureSockets(isQuick ? 50 : SOCKETS, isQuick ? 1 : IDLE);
  } finally {
    for (const server of all) server.close();
  }
  const rows = Object.entries(servers).map(([name, server]) => row(name, server, all[0]!));
  return `${table(['', 'CPU a question', 'ratio', 'memory a socket', 'ratio', 'CPU a socket and second'], rows)}

Node's own HTTP server, behind which the relay has a code at hand, or which answers with the same text as a constant. ${QUESTIONS} questions on ${AT_ONCE} connections a round, with the headers of a browser; ${SOCKETS} WebSockets, alive
after a collection and then left alone for ${IDLE} s, but for a ping and a message to each every 15 s. CPU is that of the process, in kernel and all.`;
}

function row(name: string, server: MeasuredServer, ours: MeasuredServer): string[] {
  const [own, first] = [server, ours].map(({ cpu }) => median(cpu.slice(1))) as [number, number];
  return [
    name,
    figure(own, ' µs'),
    figure(own / first),
    figure(server.socketBytes / 1024, ' kB'),
    figure(server.socketBytes / ours.socketBytes),
    figure(server.socketCpu, ' µs'),
  ];
}
