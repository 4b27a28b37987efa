import { bootstrapApplication } from '@angular/platform-browser';
import { defineNowOrLater } from './state.js';
import { BenchComponent } from './bench.component.ts';

if (location.pathname === '/bench') {
  await defineNowOrLater(() => import('wa-qr-login'));
  await bootstrapApplication(BenchComponent);
} else {
  const { LoginComponent } = await import('./login.component.ts');
  await bootstrapApplication(LoginComponent);
}
