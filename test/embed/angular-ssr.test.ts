import { rendered } from './rendered.js';

rendered('angular-ssr', { production: { build: 'build', serve: 'start' } });
