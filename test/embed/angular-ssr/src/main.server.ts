import { bootstrapApplication, type BootstrapContext } from '@angular/platform-browser';
import { provideServerRendering, RenderMode, withRoutes } from '@angular/ssr';
import { AppComponent, providers } from './app';

const routes = [{ path: '**', renderMode: RenderMode.Server } as const];

export default (context: BootstrapContext) =>
  bootstrapApplication(
    AppComponent,
    { providers: [...providers, provideServerRendering(withRoutes(routes))] },
    context,
  );
