import { logins, summary, WAYS } from './logins.js';
import { figure, percent, table } from './numbers.js';

/** Plain polling, s. */
const PLAIN = [1, 5, 15];

export async function loginCosts(samples: number): Promise<string> {
  const people = samples > 2 ? 96 : 6;
  const rows: string[][] = [];
  for (const way of WAYS.keys()) {
    const ours = summary(await logins(way, people));
    rows.push(row(`**${way}**`, ours, ours));
    // Plain polling is the same by whatever transport or relay, so it stands once for each gateway.
    if (way.includes('WebSocket') || way.includes('Backend')) continue;
    for (const seconds of PLAIN)
      rows.push(row(`polled plainly, ${seconds} s`, summary(await logins(way, people, 1_000 * seconds)), ours));
  }
  const header = [
    '',
    'requests',
    'ratio',
    'bytes',
    'ratio',
    'outdated on screen',
    'dead first scans',
    'expired while linking',
  ];
  return `${table([...header, 'heard after: median', 'p95'], rows)}

${people} seeded people a row, who scan what is on screen 5 to 60 s after the first code, are judged 0.5 s later and try again 15 s after a dead code, with the simulator and a clock of its own; an answer takes 100 ms. Requests and
bytes (addresses, bodies, frames; no headers) are the page's, to the linked number. Expired while linking: the last code ended after a good scan, and before the link was known. Heard: from when the gateway knows. People do not watch the countdown here, and no network ever fails.`;
}

function row(name: string, it: ReturnType<typeof summary>, ours: ReturnType<typeof summary>): string[] {
  return [
    name,
    figure(it.requests),
    figure(it.requests / ours.requests),
    figure(it.bytes / 1024, ' kB'),
    figure(it.bytes / ours.bytes),
    percent(it.outdated),
    percent(it.dead),
    percent(it.givenUp),
    figure(it.heard / 1000, ' s'),
    figure(it.heardLate / 1000, ' s'),
  ];
}
