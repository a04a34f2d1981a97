import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { InputFault } from "../fault";
import { isRecord, type Properties } from "../wire";
import { withDefaults } from "./declarations";
import { applyOverrides, type ConfigValues, fullKey } from "./overrides";

/** What the CLI would hand to the program. */
export interface StackConfig {
  readonly project: string;
  readonly stack: string;
  /** Values as strings; maps and lists as JSON. */
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
}

export interface StackRequest {
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  readonly stack: string;
  readonly overrides: readonly string[];
  /** Whether the keys of overrides are paths. */
  readonly path: boolean;
}

/** Reads project and stack files and lays the overrides over them. */
export function loadStack({ directory, stack, overrides, path }: StackRequest): StackConfig {
  const projectFile = readYaml(directory, "Pulumi.yaml");
  const project = projectFile.name;
  if (typeof project !== "string" || project === "") throw new InputFault("Pulumi.yaml: name is not set");
  const stackFile = stackYaml(directory, stack);
  const { values, secrets } = plainValues(isRecord(stackFile.config) ? stackFile.config : {}, project);
  const complete = withDefaults(applyOverrides(values, overrides, path, project), projectFile.config, project, stack);
  return { project, stack, values: Object.fromEntries(Array.from(complete, ([key, value]) => [key, written(value)])), secretKeys: secrets };
}

function stackYaml(directory: string, stack: string): Properties {
  const file = `Pulumi.${stack}.yaml`;
  if (existsSync(join(directory, file))) return readYaml(directory, file);
  const stacks = readdirSync(directory).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
  throw new InputFault(`no stack "${stack}": ${file} does not exist; allowed: ${stacks.sort().join(", ") || "none yet"}`);
}

function readYaml(directory: string, name: string): Properties {
  const file = join(directory, name);
  if (!existsSync(file)) throw new InputFault(`${name} does not exist in ${directory}`);
  try {
    const content: unknown = parse(readFileSync(file, "utf8"));
    if (content === null || content === undefined) return {};
    if (isRecord(content)) return withoutCycle(content);
  } catch (error) {
    throw new InputFault(`${name}: ${error instanceof Error ? error.message : error}`);
  }
  throw new InputFault(`${name}: a map of settings was expected`);
}

/** @throws where an anchor is used inside itself, which has no end */
function withoutCycle(content: Properties): Properties {
  try {
    JSON.stringify(content);
  } catch {
    throw new Error("an anchor is used inside what it names");
  }
  return content;
}

/** Opens `secure:` values with a placeholder: what they encrypt needs the stack's key, which a preview does not have. */
function plainValues(config: Properties, project: string): { readonly values: ConfigValues; readonly secrets: readonly string[] } {
  const values = new Map<string, unknown>();
  const secrets: string[] = [];
  for (const [given, value] of Object.entries(config)) {
    const key = fullKey(given, project);
    const opened = open(value, key);
    values.set(key, opened.value);
    if (opened.secret) secrets.push(key);
  }
  return { values, secrets };
}

function open(value: unknown, path: string): { readonly value: unknown; readonly secret: boolean } {
  if (isRecord(value) && Object.keys(value).length === 1 && typeof value.secure === "string")
    return { value: `simulated-secret-of-${path}`, secret: true };
  const entries = Array.isArray(value)
    ? Array.from(value, (item, index) => [`${index}`, item] as const)
    : isRecord(value)
      ? Object.entries(value)
      : undefined;
  if (entries === undefined) return { value, secret: false };
  const opened = entries.map(([key, inner]) => [key, open(inner, `${path}.${key}`)] as const);
  const secret = opened.some(([, inner]) => inner.secret);
  return {
    value: Array.isArray(value)
      ? opened.map(([, inner]) => inner.value)
      : Object.fromEntries(opened.map(([key, inner]) => [key, inner.value])),
    secret,
  };
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
