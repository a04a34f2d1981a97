import { InputFault } from "../fault";
import { isRecord } from "../wire";
import { type ConfigValues, fullKey } from "./overrides";

/** Types of configuration keys in Pulumi.yaml. */
const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean" || value === "true" || value === "false",
  integer: (value) => Number.isInteger(typeof value === "string" && value.trim() !== "" ? Number(value) : value),
  array: Array.isArray,
  object: isRecord,
};

/**
 * Completes a stack's configuration with the declarations in Pulumi.yaml: fills in defaults and fixed values, and checks that typed
 * keys are set and have a value of their type. All faults are reported together.
 */
export function withDefaults(values: ConfigValues, declarations: unknown, project: string, stack: string): ConfigValues {
  const complete = new Map(values);
  const faults: string[] = [];
  for (const [name, declaration] of Object.entries(isRecord(declarations) ? declarations : {})) {
    const key = fullKey(name, project);
    const defaultValue = defaultOf(declaration);
    if (!complete.has(key) && defaultValue !== undefined) complete.set(key, defaultValue);
    const fault = check(key, declaration, complete, stack);
    if (fault !== undefined) faults.push(fault);
  }
  if (faults.length > 0) throw new InputFault(faults.join("\n"));
  return complete;
}

/** `{ default }` of a typed key, `{ value }` of a namespaced one, or the value itself in short form. */
function defaultOf(declaration: unknown): unknown {
  if (!isRecord(declaration)) return declaration ?? undefined;
  return declaration.default ?? declaration.value;
}

function check(key: string, declaration: unknown, values: ConfigValues, stack: string): string | undefined {
  if (!isRecord(declaration) || typeof declaration.type !== "string") return undefined;
  const name = key.slice(key.indexOf(":") + 1);
  if (!values.has(key)) return `Stack '${stack}' is missing configuration value '${name}'`;
  const isValid = CHECKS[declaration.type];
  if (isValid === undefined) return `Pulumi.yaml: config ${name}: type ${declaration.type} is not one of ${Object.keys(CHECKS).join(", ")}`;
  return isValid(values.get(key)) ? undefined : `Stack '${stack}' with configuration key '${name}' must be of type '${declaration.type}'`;
}
