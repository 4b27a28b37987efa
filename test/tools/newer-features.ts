import { parse, type Node } from 'acorn';
import { fullAncestor } from 'acorn-walk';

/** The ECMAScript whose syntax all of the README's browsers understand, and which the build aims at. */
const ECMA = 2022;

/** What Chromium 123, Firefox 121 or Safari 17.5 lacks (MDN's compatibility data), where no object of ours has the same name. */
const MEMBERS = new Set([
  ...['states', 'moveBefore', 'setHTML', 'setHTMLUnsafe', 'getHTML', 'ariaNotify', 'startViewTransition'],
  ...[
    'fromBase64',
    'toBase64',
    'toHex',
    'fromHex',
    'setFromBase64',
    'sumPrecise',
    'getOrInsert',
    'getOrInsertComputed',
  ],
  ...['isSubsetOf', 'isSupersetOf', 'isDisjointFrom', 'symmetricDifference', 'requestIdleCallback'],
  ...['AbortSignal.any', 'Error.isError', 'Iterator.from', 'Promise.try', 'RegExp.escape', 'URL.parse'],
]);
const GLOBALS = new Set([
  ...['CloseWatcher', 'Float16Array', 'Iterator', 'Sanitizer', 'Temporal', 'URLPattern', 'navigation', 'scheduler'],
]);
const STYLES =
  /@(property|scope|starting-style|function)\b|\b(anchor|round|mod|rem|if|sibling-index)\(|(rgb|hsl|oklch)\(from /g;

const nameOf = (node: any): string | undefined => (node.type === 'Identifier' ? node.name : undefined);

/** Style sheets are texts. */
const textOf = ({ type, value }: any): string =>
  type === 'TemplateElement' ? value.raw : type === 'Literal' && typeof value === 'string' ? value : '';

/** Where it is missing nothing breaks: it is tried, asked for by its type, or called if it is there. */
const isGuarded = (ancestors: readonly any[]): boolean =>
  ancestors.some(({ type }) => type === 'TryStatement') ||
  ancestors
    .slice(-3)
    .some(({ type, operator, optional }) => operator === 'typeof' || (type === 'CallExpression' && optional));

/**
 * The features in a script that an older browser lacks, unless they are guarded.
 * @throws {SyntaxError} if its syntax is newer.
 */
export function newerFeaturesIn(script: string): string[] {
  const found = new Set<string>();
  fullAncestor(parse(script, { ecmaVersion: ECMA, sourceType: 'module' }), (node: Node, _, ancestors) => {
    for (const [feature] of textOf(node).matchAll(STYLES)) found.add(feature);
    const { type, object, property, computed } = node as any;
    const names =
      type === 'MemberExpression' && !computed
        ? [nameOf(property), `${nameOf(object)}.${nameOf(property)}`].filter((name) => MEMBERS.has(name ?? ''))
        : [nameOf(node)].filter((name) => GLOBALS.has(name ?? '') && isFree(node, ancestors));
    for (const name of names) if (name && !isGuarded(ancestors)) found.add(name);
  });
  return [...found].sort();
}

/** A name by itself, and not that of a property. */
function isFree(node: Node, ancestors: readonly any[]): boolean {
  const parent = ancestors.at(-2);
  return !((parent?.property === node || parent?.key === node) && !parent.computed);
}
