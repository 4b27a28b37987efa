// Run in a process of its own: @sparticuz/chromium unpacks into os.tmpdir(), and brings NSS only where it thinks it is on AWS.
import { existsSync, mkdirSync } from 'node:fs';

const directory = process.argv[2];
mkdirSync(directory, { recursive: true });
process.env.TMPDIR = directory;
process.env.AWS_EXECUTION_ENV = `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`;
const { default: chromium } = await import('@sparticuz/chromium');
const path = await chromium.executablePath();
if (!existsSync(path)) process.exit(1);
console.log(path);
