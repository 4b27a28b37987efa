import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Bench } from './Bench.js';
import { defineNowOrLater } from './state.js';

const root = createRoot(document.querySelector('#app')!);
if (location.pathname === '/bench') {
  await defineNowOrLater(() => import('wa-qr-login'));
  root.render(<StrictMode children={<Bench />} />);
} else {
  const { Login } = await import('./Login.js');
  root.render(<StrictMode children={<Login />} />);
}
