import { renderToString } from 'react-dom/server';
import { VIEWS, type View } from './app.js';

export function render(view: View): string {
  const Shown = VIEWS[view];
  return renderToString(<Shown />);
}
