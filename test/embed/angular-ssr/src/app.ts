import { Component } from '@angular/core';
import { provideClientHydration } from '@angular/platform-browser';
import { provideRouter, RouterLink, RouterOutlet } from '@angular/router';
import { LoginComponent } from './login.component';

@Component({ selector: 'app-other', imports: [RouterLink], template: '<a routerLink="/">To the login</a>' })
class OtherComponent {}

@Component({ selector: 'app-root', imports: [RouterOutlet], template: '<router-outlet />' })
export class AppComponent {}

export const providers = [
  provideRouter([
    { path: '', component: LoginComponent },
    { path: 'other', component: OtherComponent },
  ]),
  provideClientHydration(),
];
