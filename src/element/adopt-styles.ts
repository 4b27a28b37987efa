import { adoptStyles, type CSSResult } from 'lit';

/** The style sheets of each document but the first: a constructed one belongs to the document whose window made it. */
const sheetsByDocument = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/** Gives a shadow root its styles, in whatever document it is: a window popped out of the page, a frame, the page itself. */
export function adoptStylesIn(root: ShadowRoot, styles: readonly CSSResult[]): void {
  const { ownerDocument } = root;
  if (ownerDocument === document) adoptStyles(root, [...styles]);
  else root.adoptedStyleSheets = styles.map((style) => sheetIn(ownerDocument, style));
}

function sheetIn(ownerDocument: Document, style: CSSResult): CSSStyleSheet {
  const sheets = sheetsByDocument.get(ownerDocument) ?? new Map<CSSResult, CSSStyleSheet>();
  sheetsByDocument.set(ownerDocument, sheets);
  const known = sheets.get(style);
  if (known) return known;
  const view = ownerDocument.defaultView ?? window;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(style.cssText);
  sheets.set(style, sheet);
  return sheet;
}
