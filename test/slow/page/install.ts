import { installNetwork } from './fake-network.js';
import { installSight } from './fake-sight.js';
import { installTime } from './fake-time.js';
import { countListeners } from './listeners.js';

// This runs before any other script of the page.
installTime();
installNetwork();
installSight();
countListeners();
