export interface FakeClipboard {
  /** What was written, and whether the browser still knew of the person's click or key. */
  readonly written: (readonly [text: string, isActive: boolean])[];
}

afterEach(() => Reflect.deleteProperty(navigator, 'clipboard'));

/** For the rest of this test the clipboard is the test's: engines give the real one to some pages only. */
export function fakeClipboard(): FakeClipboard {
  const written: [string, boolean][] = [];
  const writeText = (text: string) => {
    const { userActivation } = navigator as { userActivation?: { readonly isActive: boolean } };
    written.push([text, userActivation?.isActive ?? true]);
    return Promise.resolve();
  };
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  return { written };
}
