import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";

export const ROOT = join(__dirname, "../..");

const IGNORED = /^(node_modules|\.git|\.build|coverage|policy-pack\/(bin|node_modules))$/;

/** An import of a source file: ES imports and exports, `require`, `import(…)`, `import x = require(…)`. */
export interface Import {
  /** The specifier as written. */
  readonly from: string;
  /** Whether nothing is loaded at run time. */
  readonly typeOnly: boolean;
  /** The file of the repository that a relative specifier names. */
  readonly file?: string;
}

/** Every file of the repository below a folder, by path from its root. */
export function files(folder = ""): readonly string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const file = join(folder, name);
    if (IGNORED.test(file)) return [];
    return statSync(join(ROOT, file)).isDirectory() ? files(file) : [file];
  });
}

export const isCode = (file: string): boolean => /\.(ts|js)$/.test(file);

export const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
}

/** What a file imports, in the order of its text. */
export function importsOf(source: ts.SourceFile): readonly Import[] {
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteral(specifier)) {
      const file = resolved(source.fileName, specifier.text);
      imports.push({ from: specifier.text, typeOnly: isTypeOnly(node), ...(file !== undefined && { file }) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  return ts.isCallExpression(node) && /^(require|import)$/.test(node.expression.getText()) ? node.arguments[0] : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isExportDeclaration(node) && node.isTypeOnly;
}

function resolved(importer: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = normalize(join(dirname(importer), specifier));
  const candidates = [target, `${target}.ts`, `${target}.js`, `${target}/index.ts`];
  return candidates.find((candidate) => statSync(join(ROOT, candidate), { throwIfNoEntry: false })?.isFile());
}
