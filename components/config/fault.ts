import * as pulumi from "@pulumi/pulumi";

/** One thing wrong with the configuration. */
export interface Fault {
  /** Where, as `pulumi config set --path` takes it: `stamps[0].addressSpace`. */
  readonly path: string;
  /** What was given; absent where nothing was, or where it could be a secret. */
  readonly given?: unknown;
  /** What is allowed, as a phrase that follows "expected". */
  readonly allowed: string;
}

/** Everything wrong at once, as Pulumi shows it: a message, no stack trace. */
export class ConfigError extends pulumi.RunError {
  constructor(readonly faults: readonly Fault[]) {
    super(describe(faults));
  }
}

const LONGEST_VALUE = 80;

function describe(faults: readonly Fault[]): string {
  const count = faults.length === 1 ? "1 problem" : `${faults.length} problems`;
  const lines = faults.map(
    ({ path, given, allowed }) => `  hardened-aks:${path}: ${given === undefined ? "" : `${show(given)}: `}expected ${allowed}`,
  );
  return [`${count} in the stack configuration; nothing was created.`, ...lines].join("\n");
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** A path in the form of `pulumi config set --path`. */
export function formatPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>((path, segment) => path + formatSegment(segment, path === ""), "");
}

function formatSegment(segment: PropertyKey, first: boolean): string {
  if (typeof segment === "number") return `[${segment}]`;
  const key = String(segment);
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `["${key}"]`;
  return first ? key : `.${key}`;
}
