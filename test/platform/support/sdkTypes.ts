import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Registration } from "../../../offline/registration";
import { plainProperties } from "../../../offline/wire";
import { repositoryRoot } from "./preview";

const MODULES = join(repositoryRoot, "node_modules");
/** Never written to disk: the compiler host returns it from memory. */
const CHECKED = join(repositoryRoot, "test", "platform", "recordedInputs.ts");

type Recorded = Pick<Registration, "custom" | "remote" | "type" | "name" | "inputs">;
type Resource = Pick<Registration, "type" | "name" | "inputs">;

/** Type errors of recorded inputs, and resource types that the SDK does not declare. */
export interface TypeCheck {
  /** `<type> <resource> <path>: <message of the compiler>`. */
  readonly errors: readonly string[];
  /** How many different inputs were checked. */
  readonly checked: number;
  /** Resource types without a declaration in the SDK. */
  readonly undeclared: readonly string[];
}

/**
 * Writes every recorded input as a literal of its type's `Args` interface and compiles it with TypeScript, which checks names,
 * types, unions and required members at every level.
 */
export function checkTypes(registrations: readonly Recorded[]): TypeCheck {
  const resources = distinct(registrations);
  const files = new Map([...new Set(resources.map(({ type }) => type))].map((type) => [type, declaration(type)]));
  const declared = resources.filter(({ type }) => files.get(type) !== undefined);
  const source = sourceOf(declared, files);
  const { file, diagnostics } = compile(source);
  return {
    errors: diagnostics.map((diagnostic) => describe(file, diagnostic, declared)),
    checked: declared.length,
    undeclared: Array.from(files.keys()).filter((type) => files.get(type) === undefined),
  };
}

/** One resource for each different input: stamps differ in names only, but a name can have the wrong type. */
function distinct(registrations: readonly Recorded[]): readonly Resource[] {
  const found = new Map<string, Resource>();
  for (const { custom, remote, type, name, inputs } of registrations) {
    if (!custom && !remote) continue;
    if (!/^(azure-native|kubernetes|random):/.test(type)) continue;
    const plain = plainProperties(inputs);
    found.set(`${type}\0${JSON.stringify(plain)}`, { type, name, inputs: plain });
  }
  return Array.from(found.values());
}

interface Declaration {
  /** Module specifier of the file. */
  readonly from: string;
  readonly args: string;
}

/** The SDK's declaration of a type's arguments; undefined for kinds that other projects define (CustomResources). */
function declaration(type: string): Declaration | undefined {
  const [provider = "", module = "", kind = ""] = type.split(":");
  const folder = `@pulumi/${provider}${provider === "random" ? "" : `/${folderOf(module)}`}`;
  const index = join(MODULES, folder, "index.d.ts");
  if (!existsSync(index)) return undefined;
  const file = new RegExp(`export \\{[^}]*\\b${kind}Args\\b[^}]*\\} from "\\./(\\w+)"`).exec(readFileSync(index, "utf8"))?.[1];
  if (file === undefined) return undefined;
  const own = readFileSync(join(MODULES, folder, `${file}.js`), "utf8").includes(`__pulumiType = '${type}'`);
  return own ? { from: `${folder}/${file}`, args: `${kind}Args` } : undefined;
}

/** `networking.k8s.io/v1` is declared in `networking/v1`. */
function folderOf(module: string): string {
  const [group = "", ...version] = module.split("/");
  return [group.split(".")[0], ...version].join("/");
}

function sourceOf(resources: readonly Resource[], files: ReadonlyMap<string, Declaration | undefined>): string {
  const used = Array.from(files).filter(([, file]) => file !== undefined);
  const alias = new Map(used.map(([type], index) => [type, `Args${index}`]));
  const imports = used.map(([type, file]) => `import type { ${file?.args} as ${alias.get(type)} } from ${JSON.stringify(file?.from)};`);
  const literals = resources.map(({ type, inputs }) => `export const _: Unwrap<${alias.get(type)}> = ${JSON.stringify(inputs)};`);
  const scopes = literals.map((literal, index) => `namespace R${index} { ${literal} }`);
  return ['import type { Unwrap } from "@pulumi/pulumi";', ...imports, ...scopes].join("\n");
}

function compile(source: string): { readonly file: ts.SourceFile; readonly diagnostics: readonly ts.Diagnostic[] } {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const program = ts.createProgram([CHECKED], options, host(options, source));
  const file = program.getSourceFile(CHECKED);
  if (file === undefined) throw new Error("the compiler did not read the recorded inputs");
  return { file, diagnostics: [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)] };
}

const NO_COMMENTS = ts.JSDocParsingMode.ParseNone;

/** The SDK's declarations are parsed once for all calls. */
const parsed = new Map<string, ts.SourceFile>();

function host(options: ts.CompilerOptions, source: string): ts.CompilerHost {
  const real = ts.createCompilerHost(options);
  const read = (name: string): string | undefined => {
    if (name === CHECKED) return source;
    // Half of the SDK's 20 MB, and no arguments refer to it.
    return name.endsWith("/types/output.d.ts") ? "export {};" : real.readFile(name);
  };
  const getSourceFile: ts.CompilerHost["getSourceFile"] = (name, version) => {
    const text = parsed.get(name) === undefined || name === CHECKED ? read(name) : undefined;
    const format = { ...(typeof version === "object" ? version : { languageVersion: version }), jsDocParsingMode: NO_COMMENTS };
    const file = text === undefined ? parsed.get(name) : ts.createSourceFile(name, text, format, name === CHECKED);
    if (file !== undefined && name !== CHECKED) parsed.set(name, file);
    return file;
  };
  return { ...real, getSourceFile, readFile: read, fileExists: (name) => name === CHECKED || real.fileExists(name) };
}

function describe(file: ts.SourceFile, { start = 0, messageText }: ts.Diagnostic, resources: readonly Resource[]): string {
  const { line } = file.getLineAndCharacterOfPosition(start);
  const first = file.getLineStarts().length - resources.length;
  const resource = resources[line - first];
  const message = ts.flattenDiagnosticMessageText(messageText, " ").replace(/\s+/g, " ");
  return `${resource?.type} ${resource?.name} ${pathAt(file, start)}: ${message.slice(0, 400)}`;
}

/** Property path of the literal at a position: `properties.rules[0].name`. */
function pathAt(file: ts.SourceFile, position: number): string {
  const steps: string[] = [];
  const visit = (node: ts.Node): void => {
    if (position < node.getStart(file) || position >= node.getEnd()) return;
    if (ts.isPropertyAssignment(node)) steps.push(`.${ts.isStringLiteral(node.name) ? node.name.text : node.name.getText(file)}`);
    const { parent } = node;
    if (parent !== undefined && ts.isArrayLiteralExpression(parent)) steps.push(`[${parent.elements.indexOf(node as ts.Expression)}]`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return steps.join("").replace(/^\./, "");
}
