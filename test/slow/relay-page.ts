import assert from 'node:assert/strict';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits, for up to a minute on a quiet machine, until something holds. */
export async function until(holds: () => unknown, what: string): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 1_200, `never: ${what}`);
    await pause(50);
  }
}

/** A page that asks every so often, and notes what it is told. */
export class Page {
  readonly told: any[] = [];
  #isOpen = true;
  readonly #asking: Promise<void>;

  constructor(url: string, want: 'qr' | 'state' = 'qr') {
    this.#asking = this.#ask(`${url}?want=${want}`);
  }

  get last(): any {
    return this.told.at(-1);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#asking;
  }

  async #ask(url: string): Promise<void> {
    while (this.#isOpen) {
      const response = await fetch(url).catch(() => undefined);
      // A page repeats what a host that has died did not answer.
      if (response?.ok) this.told.push(await response.json());
      else await response?.body?.cancel();
      await pause(500);
    }
  }
}
