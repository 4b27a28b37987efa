import { defineConfig } from '@playwright/test';

/** A busy machine takes seconds for what takes a moment, ms. */
const PATIENCE = 60_000;

export default defineConfig({
  forbidOnly: true,
  workers: 1,
  timeout: 2 * PATIENCE,
  expect: { timeout: PATIENCE },
  use: {
    locale: 'en',
    launchOptions: { executablePath: process.env['CHROME_PATH'], args: ['--no-sandbox'] },
  },
});
