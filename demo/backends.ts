import express from './examples/express.ts?text';
import nextRelay from './examples/next/relay.ts?text';
import nextRoute from './examples/next/app/whatsapp/login/route.ts?text';
import php from './examples/backend.php?text';
import python from './examples/backend.py?text';
import type { Code } from './code-tabs.js';

const NO_PACKAGE =
  'Speaks the login protocol by itself: no package of ours is needed. Give each customer an entry of their own, and check their session where the comment says so.';

/** The backend beside the page, in files that the tests start and link a number with. */
export const BACKENDS: Readonly<Record<string, Code>> = {
  Express: {
    text: express,
    note: 'One route. customerOf is yours: it says who asks, and with which credentials the gateway is asked for that customer.',
  },
  Next: {
    text: `${nextRelay}\n${nextRoute}`,
    note: 'Two files. customerOf is yours: it says who asks, and with which credentials.',
  },
  PHP: { text: php, note: NO_PACKAGE },
  Python: { text: python, note: NO_PACKAGE },
};
