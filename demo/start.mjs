// npm start: brings what is missing and serves the demo until Ctrl-C. Node built-ins only until it is there.
// npm run dev: the same with `--reload`, started again by tsx after each change, for pages that load again then.
import { fileURLToPath } from 'node:url';
import { installPackages } from '../test/tools/install.mjs';

/** The usual port; the variable PORT overrides it, and a free one is used if it is taken. */
const usualPort = 8010;

async function start() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  installPackages();
  const { tsImport } = await import('tsx/esm/api');
  const { startDemo } = await tsImport('./server.ts', import.meta.url);
  return startDemo({ port: Number(process.env.PORT || usualPort), reload: process.argv.includes('--reload') });
}

try {
  const { address, close } = await start();
  const stop = async () => {
    await close();
    process.exit();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  console.log(`Demo: ${address}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
