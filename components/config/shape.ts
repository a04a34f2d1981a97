import { z } from "zod";
import { type Fault, formatPath } from "./fault";
import { type ConfigKey, configKeys, type PlatformConfig } from "./schema";

/** Result of validating each key against its schema. */
export interface ShapeResult {
  /** Values of the well-formed keys, with defaults applied. */
  readonly config: Partial<PlatformConfig>;
  /** Malformed records such as `workloads`, reduced to their well-formed members. */
  readonly partialRecords: Partial<PlatformConfig>;
  /** Faults of the malformed keys, and of keys that do not exist. */
  readonly faults: readonly Fault[];
}

/** Each schema is used once or twice, for which zod need not generate and compile a function: that takes longer than all validation. */
const PARSING = { reportInput: true, error: unknownKeyMessage, jitless: true } as const;

/** Validates every key separately, so that a fault in one key does not hide faults in others. */
export function checkShape(raw: Readonly<Record<string, unknown>>): ShapeResult {
  const config: Partial<Record<ConfigKey, unknown>> = {};
  const partialRecords: Partial<Record<ConfigKey, unknown>> = {};
  const faults: Fault[] = unknownKeyFaults(raw);
  for (const key of Object.keys(configKeys) as ConfigKey[]) {
    const result = configKeys[key].safeParse(raw[key], PARSING);
    if (result.success) {
      config[key] = result.data;
      continue;
    }
    faults.push(...result.error.issues.flatMap((issue) => toFaults(key, issue)));
    const members = wellFormedMembers(key, raw[key], result.error.issues);
    if (members !== undefined) partialRecords[key] = members;
  }
  return { config: config as Partial<PlatformConfig>, partialRecords: partialRecords as Partial<PlatformConfig>, faults };
}

/** Returns a record without its faulty members, so that one malformed workload does not hide faults in the others. */
function wellFormedMembers(key: ConfigKey, input: unknown, issues: readonly Issue[]): unknown {
  if (!(configKeys[key] instanceof z.ZodRecord) || typeof input !== "object" || input === null) return undefined;
  const faulty = new Set(issues.map(({ path }) => path[0]));
  return configKeys[key].safeParse(Object.fromEntries(Object.entries(input).filter(([name]) => !faulty.has(name))), PARSING).data;
}

function unknownKeyFaults(raw: Readonly<Record<string, unknown>>): Fault[] {
  return Object.keys(raw)
    .filter((key) => !Object.hasOwn(configKeys, key))
    .map((key) => ({ path: formatPath([key]), allowed: `a known key: ${Object.keys(configKeys).join(", ")}, secrets` }));
}

type Issue = z.core.$ZodIssue;

/** Message for an unknown key, which lists the keys of its object. Zod passes the object's schema to this callback only. */
function unknownKeyMessage({ code, inst }: z.core.$ZodRawIssue): string | undefined {
  if (code !== "unrecognized_keys" || !(inst instanceof z.ZodObject)) return undefined;
  return `a known key: ${Object.keys(inst.shape).join(", ")}`;
}

function toFaults(key: ConfigKey, issue: Issue): Fault[] {
  const path = [key, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((unknown) => ({ path: formatPath([...path, unknown]), allowed: issue.message }));
  }
  if (issue.code === "invalid_key") {
    return issue.issues.map((inner) => ({ path: formatPath(path), allowed: `a valid name: ${allowedValues(inner as Issue)}` }));
  }
  const value = actualValue(issue);
  return [{ path: formatPath(path), ...(value === undefined ? {} : { actual: value }), allowed: allowedValues(issue) }];
}

/** Returns the faulty value. For a discriminated union Zod reports the path of the discriminator, but the whole object as input. */
function actualValue(issue: Issue): unknown {
  if (issue.code !== "invalid_union" || issue.discriminator === undefined) return issue.input;
  return (issue.input as Record<string, unknown> | undefined)?.[issue.discriminator];
}

function allowedValues(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? `a value (${withArticle(issue.expected)})` : `${withArticle(issue.expected)}${quotesHint(issue)}`;
    case "invalid_value":
      return options(issue);
    case "invalid_union":
      return unionOptions(issue);
    case "too_small":
      return `at least ${issue.minimum}${unit(issue.origin, issue.minimum)}`;
    case "too_big":
      return `at most ${issue.maximum}${unit(issue.origin, issue.maximum)}`;
    default:
      return issue.message;
  }
}

/** YAML and `pulumi config set --path` read an unquoted 1 or true as a number or boolean. */
function quotesHint({ expected, input }: Extract<Issue, { code: "invalid_type" }>): string {
  return expected === "string" && /^(number|boolean)$/.test(typeof input) ? QUOTES_HINT : "";
}

const QUOTES_HINT = ": put it in quotes, or use pulumi config set --path --type string";

/** Options are quoted if the configured value is not a string: 17 is not "17". */
function options({ input, values }: Extract<Issue, { code: "invalid_value" }>): string {
  if (input === undefined || typeof input === "string" || values.some((value) => typeof value !== "string"))
    return `one of ${values.join(", ")}`;
  return `one of ${values.map((value) => `"${String(value)}"`).join(", ")}, as a string${QUOTES_HINT}`;
}

/** Allowed values of the discriminator, or of all branches of the union. */
function unionOptions(issue: Extract<Issue, { code: "invalid_union" }>): string {
  if ("options" in issue && Array.isArray(issue.options)) return `one of ${issue.options.join(", ")}`;
  const branches = issue.errors.flat().map((inner) => allowedValues(inner).replace(/^one of /, ""));
  return branches.length === 0 ? `a known ${issue.discriminator ?? "form"}` : `one of ${branches.join(", ")}`;
}

function unit(origin: string, count: number | bigint): string {
  const noun = { string: "character", array: "entry", record: "entry" }[origin];
  if (noun === undefined) return "";
  return ` ${count === 1 ? noun : noun.replace(/y$/, "ie").concat("s")}`;
}

/** Plain names of Zod's types that JSON does not have. */
const TYPE_NAMES: Readonly<Record<string, string>> = { int: "whole number", record: "object" };

function withArticle(type: string): string {
  const name = TYPE_NAMES[type] ?? type;
  return /^[aeio]/.test(name) ? `an ${name}` : `a ${name}`;
}
