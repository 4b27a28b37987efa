import { writeFileSync } from 'node:fs';

/** Hands the counts to run.mjs, or prints them when there is none. */
export function report(counts) {
  const file = process.env.WA_COUNTS;
  if (file) writeFileSync(file, JSON.stringify(counts));
  else console.log(`\n${closingLine(counts)}`);
}

export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
