// The gateway simulator of the browser tests: one Node server per run, started when the first test asks for it.
import { tsImport } from 'tsx/esm/api';

const source = new URL('../../src/simulator/node.ts', import.meta.url).href;

/** Answers the command `simulator` with `{ origin }`. */
export function simulatorPlugin() {
  let starting;
  const start = async () => {
    const { startSimulator } = await tsImport(source, import.meta.url);
    return startSimulator();
  };
  return {
    name: 'simulator',
    async executeCommand({ command }) {
      if (command !== 'simulator') return undefined;
      const { origin } = await (starting ??= start());
      return { origin };
    },
    async serverStop() {
      const simulator = await starting?.catch(() => undefined);
      await simulator?.close();
    },
  };
}
