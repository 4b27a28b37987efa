import { index, route, type RouteConfig } from '@react-router/dev/routes';

export default [
  index('routes/login.tsx'),
  route('other', 'routes/other.tsx'),
  route('whatsapp/login', 'routes/whatsapp-login.ts'),
] satisfies RouteConfig;
