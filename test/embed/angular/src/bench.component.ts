import { Component, CUSTOM_ELEMENTS_SCHEMA, effect, type ElementRef, signal, viewChild } from '@angular/core';
import type { WaQrLogin } from 'wa-qr-login';
import { begin, entry, expose, initial, type Entry, type LoginEvent } from './state.js';

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @let shown = state();
    @if (shown.view === 'properties') {
      <wa-qr-login
        [style.display]="shown.hidden ? 'none' : null"
        [backendUrl]="shown.backendUrl"
        [gateway]="shown.gateway"
        [appName]="shown.appName"
        [maxCodes]="shown.maxCodes"
        [manual]="shown.manual"
        [headers]="shown.headers"
        [messages]="shown.messages"
        (statechange)="hear($event)"
        (linked)="hear($event)"
        (expired)="hear($event)"
        (error)="hear($event)"
      >
        <span slot="footer">{{ shown.footer }}</span>
      </wa-qr-login>
    } @else if (shown.view === 'attributes') {
      <wa-qr-login
        [attr.backend-url]="shown.backendUrl"
        [attr.app-name]="shown.appName"
        [attr.max-codes]="shown.maxCodes"
        theme="dark"
        manual
      />
    } @else if (shown.view === 'imperative') {
      <wa-qr-login #login [attr.backend-url]="shown.backendUrl" manual />
    } @else if (shown.view === 'list') {
      @for (account of shown.list; track account.instance) {
        <wa-qr-login
          [id]="'login-' + account.instance"
          gateway="green-api"
          [attr.backend-url]="account.origin"
          [instance]="account.instance"
          [token]="account.token"
          (statechange)="hear($event)"
        />
      }
    }
    <ol>
      @for (entry of entries(); track entry.key) {
        <li [attr.data-type]="entry.type">{{ entry.detail }}</li>
      }
    </ol>
  `,
})
export class BenchComponent {
  readonly state = signal(initial);
  readonly entries = signal<readonly Entry[]>([]);

  readonly login = viewChild<ElementRef<WaQrLogin>>('login');

  constructor() {
    effect((clean) => {
      const login = this.login()?.nativeElement;
      if (login) clean(begin(login, (event) => this.hear(event)));
    });
    expose((change) => this.state.update((before) => ({ ...before, ...change })));
  }

  hear(event: LoginEvent): void {
    this.entries.update((before) => [...before, entry(event)]);
  }
}
