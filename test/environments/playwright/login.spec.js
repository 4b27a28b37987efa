// What an embedder writes in a browser test of a page with the element, and of the server behind it.
// #region usage
import { expect, test } from '@playwright/test';
import { startSimulator } from 'wa-qr-login/simulator/node';
import { startApp } from './app.js'; // Your server, with the address and the credentials of its gateway.

test('a customer links a number', async ({ page }) => {
  const gateway = await startSimulator();
  const account = gateway.simulator.add({ phone: '5511999999999', linkDelay: 50 });
  const app = await startApp({ backendUrl: gateway.origin, instance: account.instance, token: account.token });
  await page.goto(app.origin);
  const login = page.locator('wa-qr-login');
  await expect(login).toHaveAttribute('status', 'qr');
  account.scan(account.qr); // The phone.
  await expect(login).toHaveAttribute('status', 'linked');
  await expect(page.getByText('Linked: 5511999999999')).toBeVisible();
  await Promise.all([app.close(), gateway.close()]);
});
// #endregion

test('a customer reads why no number can be linked, and what to do about it', async ({ page }) => {
  const gateway = await startSimulator();
  const account = gateway.simulator.add();
  account.fault('quota');
  const app = await startApp({ backendUrl: gateway.origin, instance: account.instance, token: account.token });
  await page.goto(app.origin);
  // Playwright looks into the open shadow root of the element by itself.
  await expect(page.getByRole('alert')).not.toBeEmpty();
  await expect(page.locator('wa-qr-login')).toHaveAttribute('status', 'error');
  await Promise.all([app.close(), gateway.close()]);
});
