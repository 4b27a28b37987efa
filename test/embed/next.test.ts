import { rendered } from './rendered.js';

rendered('next', { production: { build: 'build', serve: 'start' }, development: { serve: 'dev' } });
