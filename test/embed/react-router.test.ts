import { rendered } from './rendered.js';

rendered('react-router', { production: { build: 'build', serve: 'start' } });
