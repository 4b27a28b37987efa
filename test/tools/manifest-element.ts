import { fileURLToPath } from 'node:url';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = 'src/wa-qr-login.ts';
/** What a page sets is declared in a class of its own, from which the element inherits. */
const settingsSource = 'src/element/settings-element.ts';
const built = 'dist/wa-qr-login.js';

export interface Named {
  readonly name: string;
  readonly description: string;
  readonly default?: string;
  type?: { text: string };
}

interface Member extends Named {
  readonly kind: 'field' | 'method';
  readonly privacy?: string;
  readonly static?: boolean;
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly parameters?: readonly Named[];
}

/** One custom element, in the words of the custom elements manifest. */
export interface Element extends Named {
  members: readonly Member[];
  readonly attributes: (Named & { readonly fieldName?: string })[];
  readonly events: readonly Named[];
  readonly slots: readonly Named[];
  readonly cssParts: readonly Named[];
  readonly cssProperties: readonly Named[];
  readonly cssStates: readonly Named[];
  readonly kind: 'class';
  readonly superclass?: object;
  readonly tagName?: string;
  readonly customElement?: boolean;
}

export interface Manifest {
  readonly schemaVersion: string;
  readonly modules: object[];
}

/** The element as its JSDoc tells it, without what is private, and with the values of each type. */
export async function readElement(): Promise<Element> {
  const element = join(await analyze(settingsSource), await analyze(source));
  element.members = element.members.filter(isPublic);
  const types = new Map([...readTypes(settingsSource), ...readTypes(source)]);
  for (const member of element.members) resolve(member, types.get(member.name));
  for (const attribute of element.attributes)
    resolve(attribute, written(types.get(attribute.fieldName ?? '') ?? attribute.type?.text));
  const own = new Set(element.members.map(({ name }) => name));
  element.attributes.sort((a, b) => Number(!own.has(a.fieldName ?? '')) - Number(!own.has(b.fieldName ?? '')));
  return element;
}

async function analyze(file: string): Promise<Element> {
  const { modules } = await cli({
    argv: ['analyze', '--litelement', '--globs', file, '--outdir', 'dist', '--quiet'],
    cwd: root,
    noWrite: true,
  });
  return modules[0]?.declarations?.[0] as Element;
}

const LISTS = ['cssProperties', 'cssParts', 'slots', 'members', 'events', 'attributes', 'cssStates'] as const;

/** The element with what it inherits, as if one class declared all of it. */
function join(settings: Element, element: Element): Element {
  const lists = LISTS.map((key) => [key, [...(settings[key] ?? []), ...(element[key] ?? [])]]);
  const { kind, description, name, tagName, customElement } = element;
  const { superclass } = settings;
  return { kind, description, name, ...Object.fromEntries(lists), superclass, tagName, customElement };
}

export function manifestOf(element: Element): Manifest {
  const declaration = { name: element.name, module: built };
  const js = { kind: 'js', name: element.name, declaration };
  const definition = { kind: 'custom-element-definition', name: 'wa-qr-login', declaration };
  return {
    schemaVersion: '2.1.0',
    modules: [
      { kind: 'javascript-module', path: built, declarations: [element], exports: [js] },
      { kind: 'javascript-module', path: 'dist/index.js', declarations: [], exports: [js, definition] },
    ],
  };
}

/** The names of a union of strings, such as `ErrorCode`. */
export function namesOf(file: string, alias: string): string[] {
  const program = compile(file);
  const aliases = program.getSourceFile(file)!.statements.filter(ts.isTypeAliasDeclaration);
  const type = program.getTypeChecker().getTypeAtLocation(aliases.find(({ name }) => name.text === alias)!);
  return type.isUnion() ? type.types.map((one) => (one as ts.StringLiteralType).value) : [];
}

function resolve(named: Named, type: string | undefined): void {
  if (type !== undefined) named.type = { text: type };
}

/** `lang` is every element's. */
function isPublic({ name, privacy }: Member): boolean {
  return !/^(#|lang$|formAssociated$)/.test(name) && privacy !== 'protected';
}

/** An attribute holds no object, and what is undefined is left out. */
function written(type: string | undefined): string | undefined {
  return type?.replace(/ \| (undefined|Gateway)\b/g, '');
}

/** What the class says of its properties; the analyzer knows a type's name alone, and an editor wants its values. */
function readTypes(file: string): Map<string, string> {
  const program = compile(file);
  const checker = program.getTypeChecker();
  const node = program.getSourceFile(file)!.statements.find(ts.isClassDeclaration)!;
  const fields = node.members.filter((member) => ts.isPropertyDeclaration(member) || ts.isGetAccessor(member));
  const spelled = fields.map((field) => [field.name.getText(), spell(checker, field)] as const);
  return new Map(spelled.filter((one): one is [string, string] => one[1] !== undefined));
}

const PLAIN = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.Undefined;

/**
 * Strings, numbers and flags in an order that does not depend on other files, with an object as an alternative to strings
 * after them. Any other type is better told by its name.
 */
function spell(checker: ts.TypeChecker, field: ts.Node): string | undefined {
  const type = checker.getTypeAtLocation(field);
  const types = type.isUnion() && !(type.flags & ts.TypeFlags.Boolean) ? type.types : [type];
  const isPlain = (one: ts.Type) => (one.flags & PLAIN) !== 0;
  if (!types.every(isPlain) && !types.some((one) => one.isStringLiteral())) return undefined;
  const rank = (one: ts.Type) => (one.flags & ts.TypeFlags.Undefined ? 2 : isPlain(one) ? 0 : 1);
  const told = (one: ts.Type) => checker.typeToString(one).replaceAll('"', "'");
  return [...types]
    .sort((a, b) => rank(a) - rank(b) || told(a).localeCompare(told(b)))
    .map(told)
    .join(' | ');
}

function compile(file: string): ts.Program {
  const config = ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  return ts.createProgram([file], { ...config?.options, types: ['node'] });
}
