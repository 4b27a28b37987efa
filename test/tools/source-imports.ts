import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

export interface Import {
  readonly from: string;
  /** A file below the folder, by the name of its source, or a package. */
  readonly to: string;
  /** Erased by the compiler: `import type`, `export type … from`, `typeof import()`. */
  readonly typeOnly: boolean;
}

export interface Source {
  readonly file: string;
  readonly imports: readonly Import[];
  /** Names and literals as written, without comments. */
  readonly words: ReadonlySet<string>;
}

/** Every source file below the folder, parsed by the compiler. Declarations alone (`.d.ts`) import nothing. */
export function readSources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => readSource(name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')));
}

export function readSource(file: string, text: string): Source {
  const imports: Import[] = [];
  const words = new Set<string>();
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) imports.push({ from: file, to: target(file, found.name), typeOnly: found.typeOnly });
    if (ts.isIdentifier(node) || ts.isLiteralExpression(node)) words.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return { file, imports, words };
}

/** With `verbatimModuleSyntax`, `import { type A } from` still runs the module: only a leading `type` erases it. */
function importOf(node: ts.Node): { name: string; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node))
    return {
      name: textOf(node.moduleSpecifier),
      typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return { name: textOf(node.moduleSpecifier), typeOnly: node.isTypeOnly };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { name: textOf(node.argument.literal), typeOnly: true };
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0])
    return { name: textOf(node.arguments[0]), typeOnly: false };
  return undefined;
}

function textOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  throw new Error(`An import whose name is computed: ${node.getText()}`);
}

function target(file: string, name: string): string {
  return name.startsWith('.') ? posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts') : name;
}

/** Where these globals are named as values: `document` and `window` of the page, not a property of the same name. */
export function findGlobals(folder: string, names: readonly string[]): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const files = readSources(folder).map(({ file }) => join(folder, file));
  const program = ts.createProgram(files, { ...config?.options, types: ['node'] });
  const checker = program.getTypeChecker();
  const isGlobal = (node: ts.Identifier): boolean =>
    checker
      .getSymbolAtLocation(node)
      ?.declarations?.some(
        ({ parent, kind }) =>
          kind === ts.SyntaxKind.VariableDeclaration &&
          ts.isVariableDeclarationList(parent) &&
          parent.getSourceFile().isDeclarationFile,
      ) ?? false;
  return files
    .filter((file) => {
      const visit = (node: ts.Node): boolean =>
        (ts.isIdentifier(node) && names.includes(node.text) && isGlobal(node)) ||
        (ts.forEachChild(node, visit) ?? false);
      const source = program.getSourceFile(file);
      return source !== undefined && visit(source);
    })
    .map((file) => posix.relative(folder, file.replaceAll('\\', '/')));
}
