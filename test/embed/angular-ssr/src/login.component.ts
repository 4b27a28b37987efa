// #region usage
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'wa-qr-login';

@Component({
  selector: 'app-login',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <wa-qr-login
      backend-url="/whatsapp/login"
      app-name="Acme CRM"
      [headers]="headers"
      [messages]="{ title: 'Connect {app}' }"
      (linked)="phone.set($event.detail.account.phone)"
    />
    @if (phone()) {
      <p>Linked: {{ phone() }}</p>
    }
  `,
})
export class LoginComponent {
  readonly phone = signal<string | undefined>(undefined);
  readonly headers = () => ({ 'X-CSRF-Token': /csrf=(\w+)/.exec(document.cookie)?.[1] ?? '' });
}
// #endregion
