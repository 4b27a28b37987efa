import { createApp } from 'vue';
import Bench from './Bench.vue';
import { defineNowOrLater } from './state.js';

if (location.pathname === '/bench') {
  await defineNowOrLater(() => import('wa-qr-login'));
  createApp(Bench).mount('#app');
} else {
  const { default: Login } = await import('./Login.vue');
  createApp(Login).mount('#app');
}
