import { bootstrapApplication } from '@angular/platform-browser';
import { AppComponent, providers } from './app';

await bootstrapApplication(AppComponent, { providers });
