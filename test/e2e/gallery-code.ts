import type { Page } from 'puppeteer-core';

/** Waits until the code of the gallery's card is painted as it stays: it fades in. */
export async function codeIsPainted(page: Page): Promise<void> {
  await page.waitForSelector('wa-qr-login >>> .qr > *', { visible: true }); // else shadow roots are not watched
  await page.waitForFunction(() => {
    const code = document.querySelector('wa-qr-login')?.shadowRoot?.querySelector('.qr');
    return code?.querySelector('canvas, img, svg')?.clientWidth && getComputedStyle(code).opacity === '1';
  });
  await nextFrames(page);
}

/** A new size is seen in one frame, and the code fitted to it in the next. */
export async function nextFrames(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => void requestAnimationFrame(() => void requestAnimationFrame(resolve))),
  );
}

/**
 * Has the ring, and the code's own fading in, stand still where they are at this part of the code's life. The ring comes with a
 * chunk of its own.
 */
export async function holdRing(page: Page, part: number): Promise<void> {
  await page.waitForFunction(
    (at) => {
      const root = document.querySelector('wa-qr-login')?.shadowRoot;
      const ring = root?.getAnimations().filter(({ effect }) => (effect as KeyframeEffect).target?.closest('.ring'));
      for (const animation of root?.getAnimations() ?? []) {
        if (!ring?.includes(animation)) animation.finish();
        animation.pause();
        animation.currentTime = at * Number(animation.effect?.getComputedTiming().duration);
      }
      return ring?.length === 2;
    },
    {},
    part,
  );
}
