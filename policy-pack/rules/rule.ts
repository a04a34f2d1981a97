import type { Value } from "./reading/values";

/** How a finding of a control is treated when nobody configured it. */
export type Enforcement = "mandatory" | "advisory" | "disabled";
export type Severity = "low" | "medium" | "high" | "critical";

/** `production` asks for everything; `nonProduction` lowers the controls that say so; `auditOnly` blocks nothing. */
export type Profile = "production" | "nonProduction" | "auditOnly";

/** What a control is, apart from how it is checked: one row of the catalogue. Id and name never change once released. */
export interface Control {
  /** Stable id, area and number: `AKS-01`. */
  readonly id: string;
  /** Policy name, as users write it in policy configuration: `aks-private-cluster`. */
  readonly name: string;
  /** The requirement, as a sentence that is true of a compliant resource: "API server is private". */
  readonly title: string;
  /** Why it matters: one sentence that names what goes wrong without it. */
  readonly why: string;
  /** What to change, in one line. */
  readonly fix: string;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  /** Level outside production where it differs from {@link enforcement}. */
  readonly nonProduction?: Enforcement;
  /** Page of Microsoft, Kubernetes or Pulumi documentation that states the requirement. */
  readonly url: string;
  /** Control ids of published frameworks, by framework: `{ "MCSB v1": ["NS-1"] }`. */
  readonly frameworks?: Readonly<Record<string, readonly string[]>>;
}

/** A resource as registered: inputs only, with type token normalised (no API version, no `Patch` suffix). */
export interface RuleResource {
  /** `azure-native:containerservice:ManagedCluster`, `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  readonly urn: string;
  /** Day of the Azure API version the program named, `20260201`, for properties whose default depends on it. */
  readonly apiDay?: number;
  /** Whether it changes parts of an object that others own, as `kubernetes:apps/v1:DeploymentPatch` does: what it leaves out says nothing. */
  readonly isPatch?: true;
  /** Namespace that its Kubernetes provider gives to objects that name none, where it is set. */
  readonly providerNamespace?: Value;
  /** Logical name. */
  readonly name: string;
  readonly props: Readonly<Record<string, Value>>;
}

/** One violation. The adapter adds id, resource, fix and url; the text never holds a secret. */
export interface Finding {
  /** Property path inside the resource: `spec.template.spec.containers[1].image`. */
  readonly path: string;
  /** What was found there; `undefined` reads "not set". Leave it out where it could be a secret. */
  readonly found?: Value;
  /** What is allowed, as words: `true`, `one of Disabled`, `a digest`. */
  readonly expected: string;
  /** A fix for this very finding where the control's own is too general. */
  readonly fix?: string;
  /** The resource at fault; needed in stack rules only. */
  readonly resource?: RuleResource;
  /** Allowed, but worth knowing: reported by the advisory policy `advice`, whatever the level of the control. */
  readonly advisory?: true;
}

/** A place whose value is not known yet, so that the rule could not decide there. */
export interface Undecided {
  readonly unknown: string;
  readonly resource?: RuleResource;
}

/** Findings and undecided places, in any mix; none means compliant. */
export type CheckResults = readonly (Finding | Undecided)[];

/**
 * What a check yields: findings and undecided places, in any mix (an unknown leaf never hides a known violation);
 * nothing at all means compliant; {@link NOT_APPLICABLE} means the control does not speak about this resource.
 */
export type Outcome = CheckResults | typeof NOT_APPLICABLE;
export const NOT_APPLICABLE = "not applicable";

export interface RuleContext {
  readonly profile: Profile;
  /** This policy's own configuration with the schema's defaults applied. */
  readonly config: Readonly<Record<string, Value>>;
}

/** One option a control takes in policy configuration. JSON Schema subset that Pulumi's engine validates. */
export interface Option {
  readonly type: "string" | "integer" | "number" | "boolean" | "array";
  readonly items?: { readonly type: "string" | "integer" };
  readonly enum?: readonly (string | number)[];
  readonly description: string;
  readonly default: string | number | boolean | readonly (string | number)[];
}

interface RuleBase extends Control {
  readonly options?: Readonly<Record<string, Option>>;
}

/** Judged when a resource is registered, on its inputs alone. */
export interface ResourceRule extends RuleBase {
  /** Normalised type tokens the rule speaks about. */
  readonly types: readonly string[];
  readonly check: (resource: RuleResource, context: RuleContext) => Outcome;
}

/** Judged once, over everything that was registered. */
export interface StackRule extends RuleBase {
  /** Normalised type tokens the rule needs to see; the recorder keeps only what some rule names. */
  readonly reads: readonly string[];
  /**
   * Whether each cluster of the stack is judged by itself: its own Kubernetes objects, and everything that is not Kubernetes.
   * @default false: one judgement over the whole stack, as for rules about an edge in front of several clusters
   */
  readonly perCluster?: boolean;
  readonly checkStack: (stack: StackView, context: RuleContext) => Outcome;
}

export type Rule = ResourceRule | StackRule;

/** Every recorded resource of one stack, by normalised type, and what it depends on. */
export interface StackView {
  readonly ofType: (...types: readonly string[]) => readonly RuleResource[];
  /**
   * Resources that a property of this one was computed from, where the engine tells: the way to follow a link whose id is
   * unknown at preview. Property names are those of the inputs' top level.
   */
  readonly sourcesOf: (resource: RuleResource, property: string) => readonly RuleResource[];
}
