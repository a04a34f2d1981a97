import { z } from "zod";
import { type Fault, formatPath } from "./fault";
import { type ConfigKey, configKeys, type PlatformConfig } from "./schema";

/** What of the configuration is well formed, by key, and what is not. */
export interface Shape {
  readonly config: Partial<PlatformConfig>;
  /** Of a malformed record such as `workloads`: its well-formed members. */
  readonly rest: Partial<PlatformConfig>;
  readonly faults: readonly Fault[];
}

/** Judges every key by itself, so that a fault in one hides none in another. */
export function checkShape(raw: Readonly<Record<string, unknown>>): Shape {
  const config: Partial<Record<ConfigKey, unknown>> = {};
  const rest: Partial<Record<ConfigKey, unknown>> = {};
  const faults: Fault[] = unknownKeys(raw);
  for (const key of Object.keys(configKeys) as ConfigKey[]) {
    const result = configKeys[key].safeParse(raw[key], { reportInput: true, error: knownKeys });
    if (result.success) {
      config[key] = result.data;
      continue;
    }
    faults.push(...result.error.issues.flatMap((issue) => toFaults(key, issue)));
    const members = wellFormed(key, raw[key], result.error.issues);
    if (members !== undefined) rest[key] = members;
  }
  return { config: config as Partial<PlatformConfig>, rest: rest as Partial<PlatformConfig>, faults };
}

/** What is left of a record without the members at fault, so that one malformed workload hides nothing in the others. */
function wellFormed(key: ConfigKey, given: unknown, issues: readonly Issue[]): unknown {
  if (!(configKeys[key] instanceof z.ZodRecord) || typeof given !== "object" || given === null) return undefined;
  const bad = new Set(issues.map(({ path }) => path[0]));
  return configKeys[key].safeParse(Object.fromEntries(Object.entries(given).filter(([name]) => !bad.has(name)))).data;
}

function unknownKeys(raw: Readonly<Record<string, unknown>>): Fault[] {
  return Object.keys(raw)
    .filter((key) => !Object.hasOwn(configKeys, key))
    .map((key) => ({ path: formatPath([key]), allowed: `a known key: ${Object.keys(configKeys).join(", ")}, secrets` }));
}

type Issue = z.core.$ZodIssue;

/** The message for an unknown key: which ones its object has. Only here the object's own schema is at hand. */
function knownKeys({ code, inst }: z.core.$ZodRawIssue): string | undefined {
  if (code !== "unrecognized_keys" || !(inst instanceof z.ZodObject)) return undefined;
  return `a known key: ${Object.keys(inst.shape).join(", ")}`;
}

function toFaults(key: ConfigKey, issue: Issue): Fault[] {
  const at = [key, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((unknown) => ({ path: formatPath([...at, unknown]), allowed: issue.message }));
  }
  if (issue.code === "invalid_key") {
    return issue.issues.map((inner) => ({ path: formatPath(at), allowed: `as its name, ${allowed(inner as Issue)}` }));
  }
  const value = given(issue);
  return [{ path: formatPath(at), ...(value === undefined ? {} : { given: value }), allowed: allowed(issue) }];
}

/** A union names the path of its discriminator but gives the whole object; the word at fault is what helps. */
function given(issue: Issue): unknown {
  if (issue.code !== "invalid_union" || issue.discriminator === undefined) return issue.input;
  return (issue.input as Record<string, unknown> | undefined)?.[issue.discriminator];
}

function allowed(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? `a value (${article(issue.expected)})` : `${article(issue.expected)}${quoted(issue)}`;
    case "invalid_value":
      return words(issue);
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

/** YAML and `pulumi config set --path` take 1 and true for more than text. */
function quoted({ expected, input }: Extract<Issue, { code: "invalid_type" }>): string {
  return expected === "string" && /^(number|boolean)$/.test(typeof input) ? IN_QUOTES : "";
}

const IN_QUOTES = ": in quotes, or by pulumi config set --path --type string";

/** Words stand in quotes where something else than a text was given: 17 is not "17". */
function words({ input, values }: Extract<Issue, { code: "invalid_value" }>): string {
  if (input === undefined || typeof input === "string" || values.some((value) => typeof value !== "string"))
    return `one of ${values.join(", ")}`;
  return `one of ${values.map((value) => `"${String(value)}"`).join(", ")}, as text${IN_QUOTES}`;
}

/** The discriminator's allowed words, or the union of what each branch allows. */
function unionOptions(issue: Extract<Issue, { code: "invalid_union" }>): string {
  if ("options" in issue && Array.isArray(issue.options)) return `one of ${issue.options.join(", ")}`;
  const branches = issue.errors.flat().map((inner) => allowed(inner).replace(/^one of /, ""));
  return branches.length === 0 ? `a known ${issue.discriminator ?? "form"}` : `one of ${branches.join(", ")}`;
}

function unit(origin: string, count: number | bigint): string {
  const noun = { string: "character", array: "entry", record: "entry" }[origin];
  if (noun === undefined) return "";
  return ` ${count === 1 ? noun : noun.replace(/y$/, "ie").concat("s")}`;
}

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type === "int" ? "whole number" : type}`);
