import { isSecretPlaceholder } from "../../components/config/secretPlaceholder";
import { InputFault } from "../fault";
import { isRecord, type Properties } from "../wire";
import type { ConfigType, MissingKey } from "./missing";
import { type ConfigValues, fullKey } from "./overrides";
import { toText } from "./text";

/** A stack's configuration from its file and the command line. */
export interface Configured {
  readonly values: ConfigValues;
  readonly secretKeys: ReadonlySet<string>;
  /** Keys that the command line sets. */
  readonly overridden: ReadonlySet<string>;
}

export interface Declared {
  /** `config` of the project file. */
  readonly declarations: unknown;
  readonly project: string;
  readonly stack: string;
  /** Name of the project file. */
  readonly projectFile: string;
}

/** A stack's configuration with defaults and fixed values. */
export interface Completed {
  readonly values: ConfigValues;
  readonly secretKeys: ReadonlySet<string>;
  readonly missing: readonly MissingKey[];
}

const TYPES: readonly string[] = ["string", "integer", "boolean", "array", "object"];

/** A declaration in its long form. */
interface Declaration {
  readonly key: string;
  /** The key as the project file has it. */
  readonly name: string;
  /** Whether the key is the project's own; keys of providers have a value and no type. */
  readonly own: boolean;
  readonly spec: Properties;
}

/**
 * Completes a stack's configuration with the declarations of the project file, and checks both, with the messages of the CLI
 * (`mergeConfig` in pkg/workspace/config.go, `Project.Validate` in sdk/go/common/workspace/project.go). All faults are reported together.
 */
export function complete(configured: Configured, { declarations, project, stack, projectFile }: Declared): Completed {
  const state: State = { values: new Map(configured.values), secretKeys: new Set(configured.secretKeys), missing: [] };
  const faults = Object.entries(isRecord(declarations) ? declarations : {}).flatMap(([name, short]) => {
    const declaration = expand(name, short, project);
    const fault = faultOfDeclaration(declaration);
    if (fault !== undefined) return [`${projectFile}: ${fault}`];
    return apply(declaration, configured.overridden.has(declaration.key), state).map((text) => `Stack '${stack}' with ${text}`);
  });
  if (faults.length > 0) throw new InputFault(faults.join("\n"));
  return state;
}

interface State {
  readonly values: Map<string, unknown>;
  readonly secretKeys: Set<string>;
  readonly missing: MissingKey[];
}

/** Sets the value of one declared key, or records that it is missing; returns the faults of the value. */
function apply(declaration: Declaration, given: boolean, { values, secretKeys, missing }: State): readonly string[] {
  const { key, spec } = declaration;
  const isSet = values.has(key);
  if (!isSet && defaultOf(spec) === undefined) {
    missing.push({ key, type: typeOf(spec), secret: spec.secret === true });
    return [];
  }
  const value = converted(isSet ? values.get(key) : defaultOf(spec), spec, given);
  values.set(key, value);
  // The command line has no encrypted values: what it sets for a secret key is secret.
  if (spec.secret === true && given) secretKeys.add(key);
  return faultsOfValue(declaration, value, secretKeys.has(key));
}

/** The short form is the default of a key of the project's own, and the value of any other key (`RewriteShorthandConfigValues`). */
function expand(name: string, short: unknown, project: string): Declaration {
  const own = !name.includes(":") || name.startsWith(`${project}:`);
  return { key: fullKey(name, project), name, own, spec: isRecord(short) ? short : { [own ? "default" : "value"]: short } };
}

function defaultOf(spec: Properties): unknown {
  return spec.default ?? spec.value ?? undefined;
}

function typeOf({ type }: Properties): ConfigType {
  return typeof type === "string" && TYPES.includes(type) ? (type as ConfigType) : "string";
}

function faultOfDeclaration({ name, own, spec }: Declaration): string | undefined {
  if (spec.default !== undefined && spec.value !== undefined)
    return `project config '${name}' cannot have both a 'default' and 'value' attribute`;
  if (!own) return faultOfForeignKey(name, spec);
  if (spec.type === undefined) return undefined;
  if (!TYPES.includes(String(spec.type))) return `config ${name}: type ${spec.type} is not one of ${TYPES.join(", ")}`;
  if (spec.type === "array" && !isRecord(spec.items))
    return `The configuration key '${name}' declares an array but does not specify the underlying type via the 'items' attribute`;
  if (spec.default !== undefined && spec.default !== null && !isValid(spec.default, spec))
    return `The default value specified for configuration key '${name}' is not of the expected type '${fullTypeName(spec)}'`;
  return undefined;
}

function faultOfForeignKey(name: string, { type, value, default: fallback }: Properties): string | undefined {
  if (type !== undefined) return `Configuration key '${name}' is not namespaced by the project and should not define a type`;
  if (fallback !== undefined)
    return `Configuration key '${name}' is not namespaced by the project and should not define a default value. Did you mean to use the 'value' attribute instead of 'default'?`;
  return value === undefined || value === null
    ? `Configuration key '${name}' is namespaced and must provide an attribute 'value'`
    : undefined;
}

/** A placeholder of a typed key is a value of its type; on the command line a map or list may be JSON. */
function converted(value: unknown, { type }: Properties, given: boolean): unknown {
  if (isSecretPlaceholder(value) && (type === "integer" || type === "boolean")) return type === "integer" ? "1" : "true";
  if (!given || typeof value !== "string" || (type !== "array" && type !== "object")) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function faultsOfValue({ name, spec }: Declaration, value: unknown, isSecret: boolean): readonly string[] {
  if (spec.type === undefined) return [];
  if (spec.secret === true && !isSecret) return [`configuration key '${name}' must be encrypted as it's secret`];
  // Text is how the CLI stores everything but maps and lists.
  const stored = typeof value === "object" && value !== null ? value : toText(value);
  return isValid(stored, spec) ? [] : [`configuration key '${name}' must be of type '${fullTypeName(spec)}'`];
}

/** `ValidateConfigValue` of the CLI: whole numbers and booleans may be text. */
function isValid(value: unknown, { type, items }: Properties): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return isSecretPlaceholder(value) || Number.isInteger(value) || (typeof value === "string" && /^[+-]?\d+$/.test(value));
    case "boolean":
      return isSecretPlaceholder(value) || typeof value === "boolean" || value === "true" || value === "false";
    case "object":
      return isRecord(value);
    default:
      return Array.isArray(value) && isRecord(items) && value.every((item) => isValid(item, items));
  }
}

function fullTypeName({ type, items }: Properties): string {
  return isRecord(items) ? `array<${fullTypeName(items)}>` : String(type);
}
