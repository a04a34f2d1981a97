import { isDeepStrictEqual } from "node:util";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { NOT_APPLICABLE, resourceArgs, stackArgs, withConfig } from "../../../offline/policyArgs";
import type { Registration } from "../../../offline/registration";
import { createPolicies } from "../../../policy-pack/policies/pack";
import { normaliseType } from "../../../policy-pack/policies/tokens";
import { catalogue } from "../../../policy-pack/rules/catalogue";
import { typeMatcher } from "../../../policy-pack/rules/reading/types";
import { EVERY_TYPE, type Rule } from "../../../policy-pack/rules/rule";
import type { Recording } from "./recording";

/** One report of the pack, without its text. */
export interface Reported {
  readonly control: string;
  /** Policy that reported it: the control's own, or `advice`. */
  readonly policy: string;
}

type Policies = ReturnType<typeof createPolicies>;
type Policy = Policies[number];
type Selector = (rule: Rule) => boolean;
type Report = Reported & { readonly key: string };

/** Configuration of controls that check nothing without it, as an organisation that installs the pack would set it. */
const CONFIGURATION: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "allowed-locations": { allowedLocations: ["swedencentral", "germanywestcentral"] },
  "helm-release-pinned": { allowedRepositories: ["oci://quay.io/jetstack/charts"] },
  "pod-limit-range": { maxMemory: "16Gi" },
};

/** Policies that have recorded the unchanged stack, and what they reported since. */
interface Session {
  readonly policies: Policies;
  readonly drain: () => readonly Report[];
}

/** Evaluates changes of one recorded stack: resource rules on the changed resource, stack rules on the whole stack. */
export class Evaluator {
  private readonly sessions = new Map<string, Session>();
  private readonly baselines = new Map<string, readonly string[]>();

  constructor(private readonly recording: Recording) {}

  /**
   * What the pack reports about the stack with a changed or without a removed resource, and not about the recorded stack.
   *
   * @param controls controls to evaluate. @default those that read the resource's type and are not opt-in
   */
  newReports(original: Registration, changed: Registration | undefined, controls?: readonly string[]): readonly Reported[] {
    const { type } = original;
    const isSelected = (rule: Rule) =>
      controls?.includes(rule.id) ?? (isOn(rule) && (readsType(rule, type) || (!changed && readsEveryType(rule))));
    const key = controls?.join() ?? `${type} ${changed ? "changed" : "removed"}`;
    return changed === undefined ? this.afterRemoval(original, key, isSelected) : this.afterChange(changed, key, isSelected);
  }

  private afterChange(changed: Registration, key: string, isSelected: Selector): readonly Reported[] {
    const { urn } = changed;
    const session = this.sessions.get(key) ?? this.createSession(catalogue.filter(isSelected));
    this.sessions.set(key, session);
    const original = this.argsOf(urn);
    const known = [...this.known(`${key} stack`, () => evaluateStack(session, this.recording.resources))];
    known.push(...this.known(`${key} ${urn}`, () => evaluateResource(session, original)));
    const args = resourceArgs(changed, this.recording.monitor);
    const reports = [...evaluateResource(session, args), ...evaluateStack(session, this.withChange(args))];
    const [recorder] = session.policies;
    if (recorder !== undefined) validateResource(recorder, original);
    return reports.filter((report) => !known.includes(report.key));
  }

  private afterRemoval({ urn }: Registration, key: string, isSelected: Selector): readonly Reported[] {
    const rules = catalogue.filter(isSelected);
    const known = this.known(`${key} stack`, () => evaluateStack(this.createSession(rules), this.recording.resources));
    const reports = evaluateStack(this.createSession(rules, urn), this.without(urn));
    return reports.filter((report) => !known.includes(report.key));
  }

  /** Keys of what the pack reports about the recorded stack, evaluated once. */
  private known(key: string, evaluate: () => readonly Report[]): readonly string[] {
    const known = this.baselines.get(key) ?? evaluate().map((report) => report.key);
    this.baselines.set(key, known);
    return known;
  }

  private createSession(rules: readonly Rule[], without?: string): Session {
    let reports: Report[] = [];
    const policies = createPolicies({
      configuredLevels: new Map(),
      profile: "production",
      environments: this.recording.environments,
      secretMarks: true,
      rules,
      onReport: ({ control, policy, urn, path }) => reports.push({ control, policy, key: `${policy} ${control} ${urn} ${path}` }),
    });
    const [recorder] = policies;
    for (const [urn, args] of this.recording.argsByUrn) if (recorder && urn !== without) validateResource(recorder, args);
    const drain = () => {
      const drained = reports;
      reports = [];
      return drained;
    };
    return { policies, drain };
  }

  private argsOf(urn: string): ResourceValidationArgs {
    const args = this.recording.argsByUrn.get(urn);
    if (args === undefined) throw new Error(`${urn} was not recorded`);
    return args;
  }

  /** The engine's list at stack validation with the change: a property with a literal value no longer depends on other resources. */
  private withChange({ urn, props, opts }: ResourceValidationArgs): PolicyResource[] {
    const original = this.argsOf(urn).props;
    const isSame = (key: string) => isDeepStrictEqual(props[key], original[key]);
    return this.recording.resources.map((one) => {
      if (one.urn !== urn) return one;
      const dependencies = Object.entries(one.propertyDependencies).map(([key, list]) => [key, isSame(key) ? list : []]);
      return { ...one, props, opts, propertyDependencies: Object.fromEntries(dependencies) };
    });
  }

  private without(urn: string): PolicyResource[] {
    const without = (list: readonly PolicyResource[]) => list.filter((one) => one.urn !== urn);
    return without(this.recording.resources).map((one) => ({
      ...one,
      dependencies: without(one.dependencies),
      propertyDependencies: Object.fromEntries(Object.entries(one.propertyDependencies).map(([key, list]) => [key, without(list)])),
    }));
  }
}

function evaluateResource({ policies, drain }: Session, args: ResourceValidationArgs): readonly Report[] {
  for (const policy of policies) validateResource(policy, args);
  return drain();
}

function evaluateStack({ policies, drain }: Session, resources: readonly PolicyResource[]): readonly Report[] {
  const stack = stackArgs([...resources]);
  for (const policy of policies) {
    if ("validateStack" in policy) completing(() => policy.validateStack(withConfig(stack, CONFIGURATION[policy.name]), () => {}));
  }
  return drain().filter(({ policy }) => policy !== "unknown-at-preview" && policy !== "exemption-report");
}

const isOn = ({ enforcement }: Rule): boolean => enforcement !== "disabled";

function readsType(rule: Rule, type: string): boolean {
  const normal = normaliseType(type);
  return ("types" in rule && typeMatcher(rule.types)(normal)) || ("reads" in rule && rule.reads.includes(normal));
}

/** These rules receive other types without inputs: only the presence of a resource can matter to them. */
function readsEveryType(rule: Rule): boolean {
  return "reads" in rule && rule.reads.includes(EVERY_TYPE);
}

function validateResource(policy: Policy, args: ResourceValidationArgs): void {
  if (!("validateResource" in policy) || policy.validateResource === undefined) return;
  for (const validate of [policy.validateResource].flat())
    completing(() => validate(withConfig(args, CONFIGURATION[policy.name]), () => {}));
}

/** A policy that does not apply ends with an exception. */
function completing(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    if (error !== NOT_APPLICABLE) throw error;
  }
}
