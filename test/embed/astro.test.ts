import { rendered } from './rendered.js';

rendered('astro', { production: { build: 'build', serve: 'start' } });
