import { rendered } from './rendered.js';

rendered('sveltekit', { production: { build: 'build', serve: 'start' } });
