import { mount } from 'svelte';
import Bench from './Bench.svelte';
import { defineNowOrLater } from './state.js';

const target = document.querySelector('#app')!;
if (location.pathname === '/bench') {
  await defineNowOrLater(() => import('wa-qr-login'));
  mount(Bench, { target });
} else {
  const { default: Login } = await import('./Login.svelte');
  mount(Login, { target });
}
