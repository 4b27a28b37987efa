/** Puts text nodes of its own in the place of the page's, as page translators do. */
export function translate(root: Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  for (const node of nodes) {
    if (!node.data.trim() || node.parentElement?.closest('[translate=no], font')) continue;
    const wrapper = document.createElement('FONT'); // what Google Translate uses
    node.replaceWith(wrapper);
    wrapper.textContent = node.data.toUpperCase();
  }
}

/** Goes on with whatever is written later, until it is stopped. */
export function translateForEver(root: Node): () => void {
  translate(root);
  const observer = new MutationObserver(() => translate(root));
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  return () => observer.disconnect();
}
