import { bootstrapApplication } from '@angular/platform-browser';
import { defineNowOrLater } from './state.js';
import { BenchComponent } from './bench.component';

if (location.pathname === '/bench') {
  await defineNowOrLater(() => import('wa-qr-login'));
  await bootstrapApplication(BenchComponent);
} else {
  const { LoginComponent } = await import('./login.component');
  await bootstrapApplication(LoginComponent);
}
