// Serves CommonJS packages to the tests as one ES module each, bundled by esbuild:
// the runner's own CommonJS adapter breaks qrcode.
import { build } from 'esbuild';

const toUrl = (name) => `/__vendor__/${name.replaceAll('/', '__')}.js`;

async function bundle(name) {
  const { outputFiles } = await build({
    stdin: { contents: `import module from '${name}'; export default module;`, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0].text;
}

export function vendorPlugin(names) {
  const bundles = new Map();
  return {
    name: 'vendor',
    resolveImport: ({ source }) => (names.includes(source) ? toUrl(source) : undefined),
    async serve({ path }) {
      const name = names.find((known) => toUrl(known) === path);
      if (!name) return undefined;
      if (!bundles.has(name)) bundles.set(name, bundle(name));
      return { body: await bundles.get(name), type: 'js' };
    },
  };
}
