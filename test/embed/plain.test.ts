import { embedded } from './embedded.js';

embedded('plain', { builds: { 'as it is': async ({ folder }) => folder } });
