import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Member, membersIn } from "./members";

/** What a function returns: the members of its result, or the text of a type that is no interface. */
export type ResultType = readonly Member[] | string;

/** Entries that were read before, by key; null for a type that the package does not declare. */
export type TypeEntries = Record<string, ResultType | null>;

/**
 * Types of one package's SDK, from its declaration files. Only they contain the types of outputs: at run time an SDK has the names of the
 * top-level outputs alone. `types/output.d.ts` of azure-native has 9 MB, so it is searched for single interfaces, not parsed.
 */
export class PackageTypes {
  /** Whether something was read from a declaration file since the entries were loaded. */
  changed = false;
  private readonly files = new Map<string, Buffer | undefined>();

  constructor(
    private readonly folder: string,
    readonly entries: TypeEntries = {},
  ) {}

  /** Top-level outputs of a resource by type token, `azure-native:app:ContainerApp`. */
  outputsOf(token: string): readonly Member[] | undefined {
    const members = this.remember(token, () => {
      const [directory, kind] = locationOf(token);
      const text = this.read(join(directory, `${camelCase(kind)}.d.ts`))?.toString("utf8") ?? "";
      const start = text.indexOf(`export declare class ${kind} extends `);
      return start === -1 ? undefined : membersIn(between(text, start, "")).filter(([, , type]) => type.startsWith("pulumi.Output<"));
    });
    return typeof members === "string" ? undefined : members;
  }

  /** Result of a function by token, `aws:ec2/getAmi:getAmi`. */
  resultOf(token: string): ResultType | undefined {
    return this.remember(token, () => {
      const [directory, name] = locationOf(token);
      const text = this.read(join(directory, `${name}.d.ts`))?.toString("utf8") ?? "";
      const [, result] = new RegExp(`^export declare function ${name}\\(.*\\): Promise<(.+)>;$`, "m").exec(text) ?? [];
      const start = text.indexOf(`export interface ${result} {`);
      return start === -1 ? result : membersIn(between(text, start, ""));
    });
  }

  /** Members of an interface by its name in a declaration file, `outputs.app.IngressResponse`. */
  membersOf(reference: string): readonly Member[] | undefined {
    const members = this.remember(reference, () => {
      const [root, ...path] = reference.split(".");
      const file = root === "outputs" ? this.read("types/output.d.ts") : undefined;
      return file === undefined ? undefined : interfaceIn(file, path);
    });
    return typeof members === "string" ? undefined : members;
  }

  /** First member of an enumeration, `enums.app.Action`. */
  firstMember(reference: string): string | undefined {
    const value = this.remember(reference, () => {
      const path = reference.split(".").slice(1);
      const text = this.read(join("types", "enums", ...path.slice(0, -1), "index.d.ts"))?.toString("utf8") ?? "";
      const start = text.indexOf(`export declare const ${path.at(-1)}: {`);
      return start === -1 ? undefined : /readonly \w+: "([^"]*)"/.exec(between(text, start, ""))?.[1];
    });
    return typeof value === "string" ? value : undefined;
  }

  private remember(key: string, load: () => ResultType | undefined): ResultType | undefined {
    const known = this.entries[key];
    if (known !== undefined) return known ?? undefined;
    const loaded = load();
    this.entries[key] = loaded ?? null;
    this.changed = true;
    return loaded;
  }

  /** A package added with `pulumi package add` compiles its SDK into `bin`. */
  private read(file: string): Buffer | undefined {
    if (!this.files.has(file)) {
      const found = [join(this.folder, file), join(this.folder, "bin", file)].find((candidate) => existsSync(candidate));
      this.files.set(file, found === undefined ? undefined : readFileSync(found));
    }
    return this.files.get(file);
  }
}

/**
 * Folder and name of a token's declaration file. Modules of packages that bridge a Terraform provider end with the file
 * (`aws:s3/bucket:Bucket`); a Kubernetes group without its domain is the folder (`rbac.authorization.k8s.io/v1`).
 */
function locationOf(token: string): readonly [directory: string, name: string] {
  const [, module = "", name = ""] = token.split(":");
  const segments = module.split("/");
  const isFile = segments.length > 1 && segments.at(-1)?.toLowerCase() === name.toLowerCase();
  const [first = "", ...rest] = isFile ? segments.slice(0, -1) : segments;
  const group = first.split(".", 1)[0] ?? "";
  return [join(group === "index" ? "" : group, ...rest), name];
}

/** Names files as Pulumi's code generator does: all leading capitals in lower case (`afdendpoint.d.ts`). */
function camelCase(kind: string): string {
  return kind.replace(/^[A-Z]+/, (capitals) => capitals.toLowerCase());
}

/** The text after the next opening brace, up to the closing brace in a line of its own with the indentation. */
function between(text: string, start: number, indentation: string): string {
  const open = text.indexOf("{", start) + 1;
  return text.slice(open, text.indexOf(`\n${indentation}}`, open));
}

/** Namespaces are nested, one level of four spaces each. */
function interfaceIn(file: Buffer, path: readonly string[]): readonly Member[] | undefined {
  let at = 0;
  for (const [depth, name] of path.entries()) {
    const word = depth === path.length - 1 ? "interface" : "namespace";
    const modifier = depth > 0 ? "" : word === "interface" ? "export " : "export declare ";
    const indentation = " ".repeat(4 * depth);
    const found = file.indexOf(`\n${indentation}${modifier}${word} ${name} {`, at);
    const end = depth === 0 ? file.length : file.indexOf(`\n${" ".repeat(4 * (depth - 1))}}`, at);
    if (found === -1 || (end !== -1 && found > end)) return undefined;
    at = found + 1;
  }
  const indentation = " ".repeat(4 * (path.length - 1));
  const end = file.indexOf(`\n${indentation}}`, at);
  return membersIn(between(file.toString("utf8", at, end + indentation.length + 3), 0, indentation));
}
