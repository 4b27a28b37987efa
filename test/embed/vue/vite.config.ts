import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// #region config
export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'wa-qr-login' } } })],
});
// #endregion
