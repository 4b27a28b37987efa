// #region usage
export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  vue: { compilerOptions: { isCustomElement: (tag) => tag === 'wa-qr-login' } },
  // #endregion
  telemetry: false,
  devtools: { enabled: false },
  // #region usage
});
// #endregion
