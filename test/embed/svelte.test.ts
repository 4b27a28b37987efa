import { embedded } from './embedded.js';
import { viteBuilds } from './apps.js';

embedded('svelte', { builds: viteBuilds });
