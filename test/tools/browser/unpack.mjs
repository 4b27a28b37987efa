// Run in a process of its own: @sparticuz/chromium unpacks into os.tmpdir(), and brings NSS only where it thinks it is on AWS.
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Where it goes, and a folder whose Chromium is meant in place of the one that is installed beside this file. */
const [, , directory, folder] = process.argv;
mkdirSync(directory, { recursive: true });
process.env.TMPDIR = directory;
process.env.AWS_EXECUTION_ENV = `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`;
const { default: chromium } = folder
  ? { default: createRequire(`${folder}/package.json`)('@sparticuz/chromium') }
  : await import('@sparticuz/chromium');
const path = await chromium.executablePath();
if (!existsSync(path)) process.exit(1);
console.log(path);
