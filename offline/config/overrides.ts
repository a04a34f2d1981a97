import { InputFault } from "../fault";
import { parsePath, setAt, typedValue } from "./path";

/** Stack configuration by full key, `project:key`, before values are converted to strings. */
export type ConfigValues = ReadonlyMap<string, unknown>;

/**
 * Applies `--config key=value` options in order, with the rules of `pulumi config set`: the namespace of a key defaults to the
 * project; with `--path` the key may be a path into maps and lists, and nested values are typed.
 */
export function applyOverrides(values: ConfigValues, overrides: readonly string[], path: boolean, project: string): ConfigValues {
  return overrides.reduce((current, override) => apply(current, override, path, project), values);
}

/** Full keys that `--config` options set, wholly or in part. */
export function overriddenKeys(overrides: readonly string[], path: boolean, project: string): ReadonlySet<string> {
  return new Set(overrides.map((override) => topKey(split(override)[0], path, project)));
}

function topKey(key: string, path: boolean, project: string): string {
  const boundary = path ? key.search(/[.[]/) : -1;
  return fullKey(boundary > 0 ? key.slice(0, boundary) : key, project);
}

function apply(values: ConfigValues, override: string, path: boolean, project: string): ConfigValues {
  const [key, value] = split(override);
  const changed = new Map(values);
  const top = topKey(key, path, project);
  if (!path) return changed.set(top, value);
  const boundary = key.search(/[.[]/);
  const name = top.slice(top.indexOf(":") + 1);
  const [, ...steps] = parsePath(boundary > 0 ? name + key.slice(boundary) : name);
  if (steps.length === 0) return changed.set(top, value);
  const current = changed.get(top);
  // As in the CLI, a string is replaced by the map or list that the path requires.
  const container = typeof current === "string" ? undefined : current;
  return changed.set(
    top,
    withKeyInFaults(key, () => setAt(container, steps, typedValue(value))),
  );
}

/** Adds the option's key to the message of a fault; never its value, which may be secret. */
function withKeyInFaults<T>(key: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof InputFault ? new InputFault(`--config ${key}: ${error.message}`) : error;
  }
}

function split(override: string): readonly [key: string, value: string] {
  const quote = override.charAt(0);
  const quoted = quote === '"' || quote === "'";
  const body = quoted ? override.slice(1) : override;
  const separator = quoted ? `${quote}=` : "=";
  const at = body.indexOf(separator);
  if (at <= 0) throw new InputFault(`--config ${override}: expected key=value`);
  return [body.slice(0, at), body.slice(at + separator.length)];
}

export function fullKey(key: string, project: string): string {
  const parts = key.split(":");
  const legacy = parts.length === 3 && parts[1] === "config";
  const [namespace, name] = parts.length === 1 ? [project, key] : legacy ? [parts[0], parts[2]] : parts;
  if (parts.length > 3 || (parts.length === 3 && !legacy) || !namespace || !name)
    throw new InputFault(`"${key}" is not a valid configuration key; allowed: key or namespace:key`);
  return `${namespace}:${name}`;
}
