import { isRecord } from "../wire";

/**
 * Warns that the Pulumi ESC environments of a stack file are not read: Pulumi Cloud evaluates them. `environment` is a list of names,
 * or a definition with `imports` and `values` (`Environment` in sdk/go/common/workspace/project.go).
 */
export function environmentWarnings(environment: unknown, file: string): readonly string[] {
  const names = namesOf(environment);
  if (names.length === 0) return [];
  return [`${file}: environments of Pulumi ESC are not read (${names.join(", ")}). Give the values that they would set with -c KEY=VALUE`];
}

function namesOf(environment: unknown): readonly string[] {
  if (typeof environment === "string") return [environment];
  if (Array.isArray(environment)) return environment.flatMap(importName);
  if (!isRecord(environment)) return [];
  const values = isRecord(environment.values) && Object.keys(environment.values).length > 0 ? ["values of the file's own"] : [];
  return [...namesOf(environment.imports), ...values];
}

/** An import is a name, or a map from the name to options of the import. */
function importName(entry: unknown): readonly string[] {
  if (typeof entry === "string") return [entry];
  return isRecord(entry) ? Object.keys(entry) : [];
}
