/** A configuration value as a program receives it: maps and lists as JSON. A key without value is empty, as in the CLI (`checkForEmptyConfig`). */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
