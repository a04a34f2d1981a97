import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { InputFault } from "../fault";
import { isRecord, type Properties } from "../wire";
import { withDefaults } from "./declarations";
import { applyOverrides, type ConfigValues, fullKey } from "./overrides";

/** Project, stack and configuration as the CLI passes them to a program. */
export interface StackConfig {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** Name of the stack. */
  readonly stack: string;
  /** Values by full key, `project:key`, as strings; maps and lists as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Full keys whose values are secret or contain a secret. */
  readonly secretKeys: readonly string[];
}

export interface StackRequest {
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  /** Name of the stack, whose configuration is in `Pulumi.<stack>.yaml`. */
  readonly stack: string;
  /** Configuration values, `key=value`, that override the stack's file. */
  readonly overrides: readonly string[];
  /** Whether the keys of overrides are paths. */
  readonly path: boolean;
}

/** Reads the project and stack files and applies the overrides. */
export function loadStack({ directory, stack, overrides, path }: StackRequest): StackConfig {
  const projectFile = readYaml(directory, "Pulumi.yaml");
  const project = projectFile.name;
  if (typeof project !== "string" || project === "") throw new InputFault("Pulumi.yaml: name is not set");
  const stackFile = stackYaml(directory, stack);
  const { values, secretKeys } = replaceSecureValues(isRecord(stackFile.config) ? stackFile.config : {}, project);
  const complete = withDefaults(applyOverrides(values, overrides, path, project), projectFile.config, project, stack);
  return { project, stack, values: Object.fromEntries(Array.from(complete, ([key, value]) => [key, toText(value)])), secretKeys };
}

function stackYaml(directory: string, stack: string): Properties {
  const file = `Pulumi.${stack}.yaml`;
  if (existsSync(join(directory, file))) return readYaml(directory, file);
  const stacks = readdirSync(directory).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
  throw new InputFault(`no stack "${stack}": ${file} does not exist; allowed: ${stacks.sort().join(", ") || "none"}`);
}

function readYaml(directory: string, name: string): Properties {
  const file = join(directory, name);
  if (!existsSync(file)) throw new InputFault(`${name} does not exist in ${directory}`);
  try {
    const content: unknown = parse(readFileSync(file, "utf8"));
    if (content === null || content === undefined) return {};
    if (isRecord(content)) return requireNoCycle(content);
  } catch (error) {
    throw new InputFault(`${name}: ${error instanceof Error ? error.message : error}`);
  }
  throw new InputFault(`${name}: expected a map of settings`);
}

/** @throws Error if a YAML alias refers to a node that contains it */
function requireNoCycle(content: Properties): Properties {
  try {
    JSON.stringify(content);
  } catch {
    throw new Error("an alias refers to a node that contains it");
  }
  return content;
}

/** Replaces `secure:` values by placeholders: decryption requires the stack's key, which the offline preview does not have. */
function replaceSecureValues(
  config: Properties,
  project: string,
): { readonly values: ConfigValues; readonly secretKeys: readonly string[] } {
  const values = new Map<string, unknown>();
  const secretKeys: string[] = [];
  for (const [name, value] of Object.entries(config)) {
    const key = fullKey(name, project);
    const replaced = replaceSecure(value, key);
    values.set(key, replaced.value);
    if (replaced.secret) secretKeys.push(key);
  }
  return { values, secretKeys };
}

function replaceSecure(value: unknown, path: string): { readonly value: unknown; readonly secret: boolean } {
  if (isRecord(value) && Object.keys(value).length === 1 && typeof value.secure === "string")
    return { value: `simulated-secret-of-${path}`, secret: true };
  const entries = Array.isArray(value)
    ? Array.from(value, (item, index) => [`${index}`, item] as const)
    : isRecord(value)
      ? Object.entries(value)
      : undefined;
  if (entries === undefined) return { value, secret: false };
  const replaced = entries.map(([key, inner]) => [key, replaceSecure(inner, `${path}.${key}`)] as const);
  const secret = replaced.some(([, inner]) => inner.secret);
  return {
    value: Array.isArray(value)
      ? replaced.map(([, inner]) => inner.value)
      : Object.fromEntries(replaced.map(([key, inner]) => [key, inner.value])),
    secret,
  };
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
