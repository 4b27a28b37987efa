// npm start: installs what is missing and serves the demo until Ctrl-C. Only Node's own modules may be imported before that.
import { fileURLToPath } from 'node:url';
import { installPackages } from '../test/tools/install.mjs';

/** The usual port; the variable PORT overrides it, and a free one is used if it is taken. */
const usualPort = 8010;

async function start() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  installPackages();
  const { tsImport } = await import('tsx/esm/api');
  const { startDemo } = await tsImport('./server.ts', import.meta.url);
  return startDemo({ port: Number(process.env.PORT || usualPort) });
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
