import type { Value } from "./reading/values";

/** Enforcement level of a control: `mandatory` blocks the deployment, `advisory` warns, `disabled` is not evaluated. */
export type Enforcement = "mandatory" | "advisory" | "disabled";
/** Severity that the engine and Pulumi Cloud show. */
export type Severity = "low" | "medium" | "high" | "critical";

/** `production` enforces everything; `nonProduction` lowers the controls that declare a level for it; `auditOnly` blocks nothing. */
export type Profile = "production" | "nonProduction" | "auditOnly";

/** The metadata of a control, without its check: one row of the catalogue. Id and name never change once released. */
export interface Control {
  /** Stable id, area and number: `AKS-01`. */
  readonly id: string;
  /** Policy name, the key in policy configuration: `aks-private-cluster`. */
  readonly name: string;
  /** The requirement, as a sentence that is true of a compliant resource: "API server is private". */
  readonly title: string;
  /** The risk without the control, in one sentence. */
  readonly why: string;
  /** What to change, in one line. */
  readonly fix: string;
  /** Severity of a violation. */
  readonly severity: Severity;
  /** Level in production. */
  readonly enforcement: Enforcement;
  /**
   * Level outside production.
   * @default none: the level is {@link enforcement}
   */
  readonly nonProduction?: Enforcement;
  /** Page of Microsoft, Kubernetes or Pulumi documentation that states the requirement. */
  readonly url: string;
  /**
   * Control ids of published frameworks, by framework: `{ "MCSB v1": ["NS-1"] }`.
   * @default none: the control is part of no framework
   */
  readonly frameworks?: Readonly<Record<string, readonly string[]>>;
}

/** Order of an area's controls. Not `localeCompare`, whose first call takes 10 ms of every start. */
export const byId = (one: Control, other: Control): number => (one.id < other.id ? -1 : Number(one.id > other.id));

/** A resource as registered: inputs only, with a normalised type token (no API version, no `Patch` suffix). */
export interface RuleResource {
  /** `azure-native:containerservice:ManagedCluster`, `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** URN of the resource. */
  readonly urn: string;
  /** Date of the Azure API version in the program's type token, `20260201`, for properties whose default depends on it. */
  readonly apiVersionDate?: number;
  /** Whether the program's type token names a preview version of the Azure API, as `v20240401preview` does. */
  readonly isPreviewApi?: true;
  /** Whether it sets single fields of an existing object, as `kubernetes:apps/v1:DeploymentPatch` does: a field it omits may be set. */
  readonly isPatch?: true;
  /** Default namespace of its Kubernetes provider, if that sets one. */
  readonly providerNamespace?: Value;
  /** Whether the resource option `protect` is on, so that the engine refuses to delete the resource. */
  readonly isProtected?: true;
  /** Property paths in the resource option `ignoreChanges`; absent where it lists none. */
  readonly ignoreChanges?: readonly string[];
  /**
   * Paths of the values that are marked as secret, in which a path stands for everything below it. Absent where the pack receives inputs
   * without the mark: whether a value has it is not known then.
   */
  readonly secretPaths?: readonly string[];
  /** Logical name. */
  readonly name: string;
  /** Inputs as plain data. */
  readonly props: Readonly<Record<string, Value>>;
}

/** One violation. The adapter adds id, resource, fix and url; the text must not hold a secret. */
export interface Finding {
  /** Property path inside the resource: `spec.template.spec.containers[1].image`. */
  readonly path: string;
  /** The value found there; `undefined` is shown as "not set". Omit it where it could be a secret. */
  readonly found?: Value;
  /** What is allowed, in words: `true`, `one of Disabled`, `a digest`. */
  readonly expected: string;
  /** A fix for this finding where the control's own is too general. */
  readonly fix?: string;
  /** The resource that violates the control; required in stack rules only. */
  readonly resource?: RuleResource;
  /** Allowed, but reported by the advisory policy `advice`, at any level of the control. */
  readonly advisory?: true;
  /** Never covered by the finding of another control: the value remains wrong when that finding is resolved. */
  readonly ownCause?: true;
  /**
   * Further resources at which this finding covers those of other controls ({@link RuleBase.coveredBy}): the pods of a namespace.
   * @default none: only the resource that violates the control
   */
  readonly alsoAt?: readonly RuleResource[];
}

/** A path whose value is not known yet, so that the rule could not decide. */
export interface Undecided {
  /** Path of the unknown value. */
  readonly unknown: string;
  /** The resource with the unknown value; required in stack rules only. */
  readonly resource?: RuleResource;
}

/** Findings and undecided paths, in any mix: an unknown leaf never hides a known violation. None means compliant. */
export type CheckResults = readonly (Finding | Undecided)[];

/** What a check returns: its results, or {@link NOT_APPLICABLE} where the control does not apply to this resource. */
export type Outcome = CheckResults | typeof NOT_APPLICABLE;
export const NOT_APPLICABLE = "not applicable";

/** Clouds in whose clusters a stack's Kubernetes objects may be, instead of in AKS. */
export type OtherCloud = "Amazon" | "Google" | "other";

export interface RuleContext {
  /** The cloud of the stack's clusters, where the resources registered so far include a cluster of another cloud and none of Azure. */
  readonly otherCloud?: OtherCloud;
  /** Profile of the stack. */
  readonly profile: Profile;
  /** This policy's configuration, with the schema's defaults applied. */
  readonly config: Readonly<Record<string, Value>>;
  /**
   * Environments that the stack's name, configuration and tags declare: `prod`, `dev`. Absent where the pack's own options set the
   * profile, which then does not depend on the stack.
   */
  readonly environments?: readonly string[];
  /** Time of the evaluation, by the pack's clock. Absent where a caller has none: dates are then not compared with it. */
  readonly now?: Date;
}

/** One option of a control in policy configuration: the subset of JSON Schema that Pulumi's engine validates. */
export interface Option {
  /** JSON type of the value. */
  readonly type: "string" | "integer" | "number" | "boolean" | "array";
  /**
   * Type of the elements of an array.
   * @default none: any element is allowed
   */
  readonly items?: { readonly type: "string" | "integer" };
  /**
   * Allowed values.
   * @default none: every value of the type is allowed
   */
  readonly enum?: readonly (string | number)[];
  /** Meaning of the option, for the engine and docs/controls.md. */
  readonly description: string;
  /** Value where policy configuration sets none. */
  readonly default: string | number | boolean | readonly (string | number)[];
}

interface RuleBase extends Control {
  /**
   * Ids of controls whose finding at the same place has the same cause, so that this control reports nothing beside it. Where such a
   * control is off, exempted or at a lower level, this one reports.
   * @default none: every finding has a cause of its own
   */
  readonly coveredBy?: readonly string[];
  /**
   * Options in policy configuration, by name.
   * @default none: only level and exemptions can be configured
   */
  readonly options?: Readonly<Record<string, Option>>;
}

/** Evaluated when a resource is registered, on its inputs alone. */
export interface ResourceRule extends RuleBase {
  /** Normalised type tokens that the rule applies to; `*` matches any characters: `azure-native:*`. */
  readonly types: readonly string[];
  /** The check of one resource. */
  readonly check: (resource: RuleResource, context: RuleContext) => Outcome;
  /**
   * What remediation writes at the path of a finding, by the last step of the path: `{ minimumTlsVersion: "TLS1_2" }`. Only a value that
   * the check accepts, that needs no other change, and that replaces no resource: the provider does not check remediated inputs again.
   * @default none: the control has no remediation
   */
  readonly remedy?: Readonly<Record<string, string | number | boolean>>;
}

/** In {@link StackRule.reads}: every resource of the stack, with inputs only where the rule also names its type. */
export const EVERY_TYPE = "*";

/** Evaluated once, on everything that was registered. */
export interface StackRule extends RuleBase {
  /** Normalised type tokens that the rule reads; the recorder keeps resources of these types, and of {@link EVERY_TYPE} no inputs. */
  readonly reads: readonly string[];
  /**
   * Whether each cluster of the stack is evaluated separately: its own Kubernetes objects, and everything that is not Kubernetes.
   * @default false: one evaluation of the whole stack, as for rules about an edge in front of several clusters
   */
  readonly perCluster?: boolean;
  /** The check of the resources of a stack, or of one cluster of it. */
  readonly checkStack: (stack: StackView, context: RuleContext) => Outcome;
}

/** A rule with both checks: each resource, and once the stack for what the resource's own inputs do not show. */
export type Rule = ResourceRule | StackRule | (ResourceRule & StackRule);

/** Every recorded resource of one stack, by normalised type, and what it depends on. */
export interface StackView {
  /** Resources of the given types, which the rule must declare in {@link StackRule.reads}. */
  readonly ofType: (...types: readonly string[]) => readonly RuleResource[];
  /**
   * Resources that a property of this one was computed from, by the engine's property dependencies: the way to follow a link
   * whose id is unknown at preview. Property names are those of the inputs' top level.
   */
  readonly sourcesOf: (resource: RuleResource, property: string) => readonly RuleResource[];
}
