/** The language of the element, of the page around it or of the browser. The property is read, because it may be ahead of the attribute. */
export function languageOf(element: HTMLElement): string {
  return element.lang || languageAround(element) || navigator.language;
}

/** Returns the language of the nearest element around that has one, also outside of a shadow root, as in HTML. */
function languageAround(element: Element): string | undefined {
  const root = element.getRootNode();
  const nearest = element.closest<HTMLElement>('[lang]:not([lang=""])')?.lang;
  return nearest ?? (root instanceof ShadowRoot ? languageAround(root.host) : undefined);
}
