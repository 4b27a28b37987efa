// The recorded answers of a gateway, for the browser tests.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../fixtures/', import.meta.url);

/** Answers the command `fixtures`, with the name of a gateway, with a list of names and fixtures. */
export function fixturesPlugin() {
  return {
    name: 'fixtures',
    executeCommand({ command, payload }) {
      if (command !== 'fixtures') return undefined;
      const files = readdirSync(new URL(`${payload}/`, folder)).filter((file) => file.endsWith('.json'));
      return files
        .sort()
        .map((file) => [file, JSON.parse(readFileSync(new URL(`${payload}/${file}`, folder), 'utf8'))]);
    },
  };
}
