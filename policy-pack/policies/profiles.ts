import type { Control, Enforcement, Profile } from "../rules/rule";

/** The enforcement level of a control where policy configuration sets none. */
export function levelOf(control: Control, profile: Profile): Enforcement {
  if (profile === "auditOnly") return control.enforcement === "mandatory" ? "advisory" : control.enforcement;
  return profile === "nonProduction" ? (control.nonProduction ?? control.enforcement) : control.enforcement;
}

/** Environment variables in which the engine passes the stack to a policy pack's process. */
export interface StackEnvironment {
  /** Stack configuration as one JSON object of `project:key` to string. */
  readonly PULUMI_CONFIG?: string | undefined;
  /** Name of the stack. */
  readonly PULUMI_NODEJS_STACK?: string | undefined;
}

const PRODUCTION = /^(prod|production|prd|live)$/i;
const NON_PRODUCTION = /^(non-?production|non-?prod|dev|development|test|testing|e2e|int|qa|stage|staging|sandbox|preview|pr\d*|local)$/i;

/**
 * The profile of a stack where the pack sets none, as in a pack that is published to a whole organisation.
 *
 * Production, unless configuration or stack name specifies another environment and neither specifies production: a stack named
 * `shop-prod` cannot lower its controls by configuring `environment: dev`.
 */
export function profileOf(environment: StackEnvironment): Profile {
  const names = environmentsOf(environment);
  return names.length === 0 || names.some((name) => PRODUCTION.test(name)) ? "production" : "nonProduction";
}

/** The environments that a stack's configuration and name specify, of those that the profiles distinguish. */
export function environmentsOf({ PULUMI_CONFIG, PULUMI_NODEJS_STACK = "" }: StackEnvironment): readonly string[] {
  return [...configuredEnvironments(PULUMI_CONFIG), ...PULUMI_NODEJS_STACK.split(/[^A-Za-z0-9]+/)].filter(isEnvironment);
}

/** The environments in the tags `environment`, `env` and `tier` of a stack. Tags are known too late to select the profile. */
export function environmentsInTags(tags: ReadonlyMap<string, string>): readonly string[] {
  return [...tags].flatMap(([key, value]) => (/^(env(ironment)?|tier)$/i.test(key) ? [value] : [])).filter(isEnvironment);
}

function isEnvironment(name: string): boolean {
  return PRODUCTION.test(name) || NON_PRODUCTION.test(name);
}

/** Values of every `<project>:environment`, `<project>:env` and `<project>:tier` key. */
function configuredEnvironments(json: string | undefined): readonly string[] {
  return Object.entries(parse(json)).flatMap(([key, value]) =>
    /:(env(ironment)?|tier)$/i.test(key) && typeof value === "string" ? [value] : [],
  );
}

function parse(json: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const config: unknown = JSON.parse(json ?? "{}");
    return typeof config === "object" && config !== null ? { ...config } : {};
  } catch {
    // Configuration that is not JSON specifies no environment, so the strictest profile applies.
    return {};
  }
}
