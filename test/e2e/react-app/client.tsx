import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { VIEWS, type View } from './app.js';

const Shown = VIEWS[new URLSearchParams(location.search).get('view') as View];
const place = document.querySelector('#app')!;
const app = (
  <StrictMode>
    <Shown />
  </StrictMode>
);

/** Called by the test, when the element has been in the page for a while. */
Object.assign(globalThis, {
  begin() {
    if (place.firstChild) return hydrateRoot(place, app);
    const root = createRoot(place);
    root.render(app);
    return root;
  },
});
