import { rendered } from './rendered.js';

rendered('nuxt', { production: { build: 'build', serve: 'start' } });
