import type { Page } from 'puppeteer-core';

/** Waits until the code of the gallery's card is painted as it stays: it fades in. */
export async function codeIsPainted(page: Page): Promise<void> {
  await page.waitForSelector('wa-qr-login >>> .qr > *', { visible: true }); // else shadow roots are not watched
  await page.waitForFunction(() => {
    const code = document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('.qr');
    return code?.querySelector('canvas, img, svg')?.clientWidth && getComputedStyle(code).opacity === '1';
  });
  await page.evaluate(
    () => new Promise((resolve) => void requestAnimationFrame(() => void requestAnimationFrame(resolve))),
  );
}
