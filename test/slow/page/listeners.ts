/** How many listeners the window and the document have: those of an element are gone when it is. */
let count = 0;

export const listenerCount = (): number => count;

export function countListeners(): void {
  for (const target of [window, document]) watch(target);
}

function watch(target: EventTarget): void {
  const { addEventListener, removeEventListener } = target;
  const added = new Map<string, Set<unknown>>();
  const forget = (type: string, listener: unknown) => {
    if (added.get(type)?.delete(listener)) count--;
  };
  target.addEventListener = (type, listener, options) => {
    const { signal } = typeof options === 'object' ? options : {};
    if (signal?.aborted) return;
    const known = added.get(type) ?? new Set();
    added.set(type, known);
    if (!known.has(listener)) count++;
    known.add(listener);
    signal?.addEventListener('abort', () => forget(type, listener));
    addEventListener.call(target, type, listener, options);
  };
  target.removeEventListener = (type, listener, options) => {
    forget(type, listener);
    removeEventListener.call(target, type, listener, options);
  };
}
