import type { Control, Enforcement, Profile } from "../rules/rule";

/** The level a control runs at when policy configuration does not set one. */
export function levelOf(control: Control, profile: Profile): Enforcement {
  if (profile === "auditOnly") return control.enforcement === "mandatory" ? "advisory" : control.enforcement;
  return profile === "nonProduction" ? (control.nonProduction ?? control.enforcement) : control.enforcement;
}

/** What the engine tells a pack's process about the stack it is started for. */
export interface StackEnvironment {
  /** Stack configuration as one JSON object of `project:key` to string. */
  readonly PULUMI_CONFIG?: string | undefined;
  readonly PULUMI_NODEJS_STACK?: string | undefined;
}

const PRODUCTION = /^(prod|production|prd|live)$/i;
const NON_PRODUCTION = /^(non-?production|non-?prod|dev|development|test|testing|e2e|int|qa|stage|staging|sandbox|preview|pr\d*|local)$/i;

/**
 * The profile of a stack that nobody chose one for, as in a pack that is published to a whole organisation.
 *
 * Production unless configuration or stack name says otherwise and neither says production: a stack named `shop-prod` cannot
 * lower its controls by configuring `environment: dev`.
 */
export function profileOf(environment: StackEnvironment): Profile {
  const names = [...configuredEnvironments(environment.PULUMI_CONFIG), ...(environment.PULUMI_NODEJS_STACK ?? "").split(/[^A-Za-z0-9]+/)];
  if (names.some((name) => PRODUCTION.test(name))) return "production";
  return names.some((name) => NON_PRODUCTION.test(name)) ? "nonProduction" : "production";
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
    // Configuration that is not JSON names no environment; the strictest profile stands.
    return {};
  }
}
