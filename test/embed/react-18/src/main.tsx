import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Login } from './Login.js';

createRoot(document.querySelector('#app')!).render(<StrictMode children={<Login />} />);
