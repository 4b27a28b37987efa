#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { check } from './check.js';
import { UsageError } from './usage-error.js';

const USAGE = `Usage:
  wa-qr-login check <url> [--header 'Cookie: session=…'] [--phone 5511999999999]
      Asks a backend as a page would, and says what it does right and wrong.
      --header   is sent with each request; may be given several times
      --phone    also requests a pairing code for this number, which notifies that phone
  wa-qr-login simulate [--gateway <name>] [--port 4100]
      Serves a simulated gateway with one account that can be linked.
      --gateway  one of the names that the element has for gateways
      --port     any free one by default
`;

/** The program of the package: ends with 0 when all is well, with 1 when a backend is not, and with 2 when it was called wrongly. */
async function main(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      header: { type: 'string', multiple: true, default: [] },
      phone: { type: 'string' },
      gateway: { type: 'string' },
      port: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command, url] = positionals;
  if (values.help) return say(USAGE);
  if (command === 'simulate') {
    // Fetched only here, because the simulator is large.
    const { simulate } = await import('./simulate.js');
    return simulate(values, say);
  }
  if (command !== 'check') throw new UsageError('The first word must be `check` or `simulate`');
  if (!url) throw new UsageError('`check` needs the address of a backend');
  return check({ url, headers: values.header, phone: values.phone }, say);
}

function say(line: string): 0 {
  process.stdout.write(`${line}\n`);
  return 0;
}

function complain(error: unknown): number {
  if (!isUsage(error)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  return 2;
}

/**
 * The simulator is bundled with a class `UsageError` of its own, so only the name tells. `parseArgs` throws a TypeError with a code
 * of its own for an option that it does not know.
 */
function isUsage(error: unknown): error is Error {
  if (error instanceof TypeError) return 'code' in error;
  return error instanceof Error && error.name === 'UsageError';
}

process.exitCode = await main(process.argv.slice(2)).catch(complain);
