import type { RecordedCall } from '../src/simulator/index.js';
import { timeOf } from './time.js';

/** The largest number of lines on the page. */
const SHOWN = 50;

interface Line {
  readonly call: RecordedCall;
  readonly times: number;
}

/** Lists the gateway's calls, newest first. Equal calls in a row share one line. */
export function listCalls(list: HTMLElement, calls: readonly RecordedCall[]): void {
  list.replaceChildren(...grouped(calls).slice(-SHOWN).reverse().map(row));
}

function grouped(calls: readonly RecordedCall[]): Line[] {
  const lines: Line[] = [];
  for (const call of calls) {
    const last = lines.at(-1);
    if (last?.call.method === call.method) lines[lines.length - 1] = { call, times: last.times + 1 };
    else lines.push({ call, times: 1 });
  }
  return lines;
}

function row({ call, times }: Line): HTMLElement {
  const item = document.createElement('li');
  const method = document.createElement('b');
  method.textContent = call.method;
  const count = document.createElement('span');
  count.textContent = `× ${times}`;
  item.append(timeOf(call.at), method, ...(times > 1 ? [count] : []));
  return item;
}
