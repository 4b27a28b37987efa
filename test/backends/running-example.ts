import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { SimulatedAccount } from '../../src/simulator/index.js';
import { freePort, untilOpen } from '../tools/ports.js';

/** What the examples take from the environment: who the customer's gateway is. */
export function environmentFor(origin: string, { instance, token }: SimulatedAccount): Record<string, string> {
  return { GATEWAY_URL: origin, GATEWAY_INSTANCE: instance, GATEWAY_TOKEN: token };
}

/** Starts a program as its reader would. Those of Node say which port is theirs. */
export async function startNode(t: TestContext, file: string, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    env: { ...process.env, ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} has ended with ${code}`)));
  let said = '';
  const heard = async () => {
    while (!/port: (\d+)/.test(said)) said += String((await once(child.stdout, 'data'))[0]);
  };
  await Promise.race([heard(), failed]);
  failed.catch(() => undefined); // it is killed in the end
  return `http://localhost:${/port: (\d+)/.exec(said)?.[1] ?? ''}`;
}

/** Starts a program of another language, which takes the port that it is given. */
export async function startProgram(
  t: TestContext,
  [program, ...words]: readonly [string, ...string[]],
  env: Record<string, string>,
): Promise<string> {
  const port = await freePort();
  const child = spawn(
    program,
    words.map((word) => word.replace('$PORT', String(port))),
    { env: { ...process.env, ...env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  t.after(() => child.kill());
  const failed = once(child, 'exit').then(() => Promise.reject(new Error(`${program} has ended: ${said}`)));
  await Promise.race([untilOpen(port), failed]);
  failed.catch(() => undefined); // it is killed in the end
  return `http://127.0.0.1:${port}`;
}

/** Serves a handler of a framework that is too heavy to start here. */
export async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
