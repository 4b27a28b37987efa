import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import 'wa-qr-login';

@Component({
  selector: 'app-refused',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<wa-qr-login (linked)="take($event.detail.token)" (expired)="take($event.detail.reason)" />`,
})
export class RefusedComponent {
  take(reason: 'codes' | 'timeout' | 'gateway'): void {
    console.log(reason);
  }
}
