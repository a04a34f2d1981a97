import * as pulumi from "@pulumi/pulumi";

/** One fault of the configuration. */
export interface Fault {
  /** Path of the faulty key, in the form of `pulumi config set --path`: `stamps[0].addressSpace`. */
  readonly path: string;
  /**
   * Configured value.
   * @default none: the key is not set, or its value could be a secret
   */
  readonly actual?: unknown;
  /** Allowed values, as a phrase that follows "expected". */
  readonly allowed: string;
}

/** All faults of the configuration in one error, which Pulumi prints without a stack trace. */
export class ConfigError extends pulumi.RunError {
  constructor(readonly faults: readonly Fault[]) {
    super(formatFaults(faults));
  }
}

/** Values are cut after this number of characters. */
const MAX_VALUE_LENGTH = 80;

function formatFaults(faults: readonly Fault[]): string {
  const count = faults.length === 1 ? "1 problem" : `${faults.length} problems`;
  const lines = faults.map(
    ({ path, actual, allowed }) => `  hardened-aks:${path}: ${actual === undefined ? "" : `${formatValue(actual)}: `}expected ${allowed}`,
  );
  return [`${count} in the stack configuration; nothing was created.`, ...lines].join("\n");
}

function formatValue(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}

/** Formats a path in the form of `pulumi config set --path`. */
export function formatPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((path, segment) => path + formatSegment(segment, path === ""), "");
}

function formatSegment(segment: PropertyKey, first: boolean): string {
  if (typeof segment === "number") return `[${segment}]`;
  const key = String(segment);
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `["${key}"]`;
  return first ? key : `.${key}`;
}
