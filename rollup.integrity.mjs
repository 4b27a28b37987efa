import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const hash = (file) => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

/**
 * Writes and prints what a page needs to refuse a file that has been tampered with. `integrity` of a module covers that file
 * only, so the chunks have an import map, whose `./` stands for the address of the folder.
 */
export function integrity(folder) {
  return {
    name: 'integrity',
    writeBundle() {
      const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
      const files = Object.fromEntries(names.map((name) => [name, hash(join(folder, name))]));
      const modules = Object.entries(files).filter(([name]) => !name.endsWith('.classic.js'));
      const importmap = { integrity: Object.fromEntries(modules.map(([name, value]) => [`./${name}`, value])) };
      writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify({ files, importmap }, null, 2)}\n`);
      for (const name of ['wa-qr-login.js', 'wa-qr-login.classic.js']) console.log(`${name}: ${files[name]}`);
      console.log(`import map: ${JSON.stringify(importmap)}`);
    },
  };
}
