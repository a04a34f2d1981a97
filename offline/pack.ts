import type { EnforcementLevel, Policies, ReportViolation, ResourceValidation, StackValidationPolicy } from "@pulumi/policy";
import type { Monitor } from "./monitor";
import { NOT_APPLICABLE, resourceArgs, stackArgs, stackResources, withConfig } from "./policyArgs";
import { UnknownValueError } from "./policyProxy";
import { NO_SETTINGS, type PolicySettings } from "./policySettings";
import { type OnRemediate, remediate } from "./remediate";
import { createMasker } from "./secrets";

export type Level = "mandatory" | "advisory";

/** One violation of a policy. */
export interface Finding {
  /** Id of the control, `AKS-01`; the policy's name if the policy enforces no control. */
  readonly control: string;
  readonly policy: string;
  readonly level: Level;
  /** URN of the resource; the stack's URN if the violation concerns the stack as a whole. */
  readonly urn: string;
  /** Property path; empty if the violation concerns no single property. */
  readonly path: string;
  readonly message: string;
  /**
   * Whether the policy could not decide, because a value is unknown.
   * @default false: it is a violation
   */
  readonly undecided?: boolean;
}

/** What a pack reports about a violation in addition to its message. */
export interface ViolationDetail {
  readonly policy: string;
  readonly control: string;
  /** URN of the resource; undefined if the violation concerns the stack as a whole. */
  readonly urn: string | undefined;
  readonly path: string;
  readonly message: string;
  /** Whether the policy could not decide, because a value is unknown. */
  readonly undecided?: boolean;
}

export interface Pack {
  /** Policies in the order of evaluation. */
  readonly policies: Policies;
  /** Returns the details reported since the last call. */
  readonly drainDetails: () => readonly ViolationDetail[];
  /**
   * Receives the policies' levels before the first evaluation, as the engine configures a pack.
   * @default none: the pack does not depend on the levels
   */
  readonly configure?: (settings: PolicySettings) => void;
  /**
   * False if the policy's validation would only call `notApplicable` for the resource type.
   * @default none: every policy is evaluated for every resource
   */
  readonly appliesTo?: (policy: string, type: string) => boolean;
  /**
   * Packages with resource types that policies read.
   * @default none: the pack is about every package
   */
  readonly packages?: ReadonlySet<string>;
}

type Policy = Policies[number];
type AddFinding = (finding: Finding) => void;

/**
 * Evaluates the policies as the engine's analyzer does: for each resource in the order of registration, first the remediations that are
 * enabled and then the checks; then the policies of the stack.
 *
 * @param onRemediate called for each policy that changed a resource, with the policy's name and the resource's URN.
 */
export async function evaluatePack(
  pack: Pack,
  monitor: Monitor,
  settings: PolicySettings = NO_SETTINGS,
  onRemediate: OnRemediate = () => undefined,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  await remediate(pack, monitor, settings, onRemediate);
  const mask = createMasker(monitor.registrations);
  const add: AddFinding = (finding) => {
    findings.push({ ...finding, message: mask(finding.message) });
  };
  pack.configure?.(settings);
  await evaluateResources(pack, monitor, settings, add);
  const stack = monitor.registrations[0]?.urn ?? "";
  const resources = stackResources(monitor);
  for (const policy of pack.policies) {
    const level = levelOf(settings.levelOf(policy));
    if (level === undefined || !isStackPolicy(policy)) continue;
    const report = reporter(pack, policy, level, () => stack, add);
    await runPolicy(policy, stack, add, () =>
      policy.validateStack(withConfig(stackArgs(resources), settings.configOf(policy.name)), report),
    );
  }
  return findings;
}

async function evaluateResources(pack: Pack, monitor: Monitor, settings: PolicySettings, add: AddFinding): Promise<void> {
  let currentUrn = "";
  const active = pack.policies.flatMap((policy) => {
    const level = levelOf(settings.levelOf(policy));
    if (level === undefined) return [];
    const config = settings.configOf(policy.name);
    const report = reporter(pack, policy, level, () => currentUrn, add);
    return validationsOf(policy).map((validate) => ({ policy, report, validate, config }));
  });
  const byType = new Map<string, typeof active>();
  const activeFor = (type: string) => {
    const known = byType.get(type) ?? active.filter(({ policy }) => pack.appliesTo?.(policy.name, type) !== false);
    byType.set(type, known);
    return known;
  };
  for (const registration of monitor.registrations) {
    // The engine does not evaluate policies for resources that a program only reads.
    if (registration.external) continue;
    const args = resourceArgs(registration, monitor);
    currentUrn = registration.urn;
    for (const { policy, report, validate, config } of activeFor(registration.type)) {
      const pending = runPolicy(policy, currentUrn, add, () => validate(withConfig(args, config), report));
      // Nearly all policies are synchronous; a turn of the event loop for each of 100,000 evaluations would take noticeable time.
      if (pending !== undefined) await pending;
    }
  }
}

function validationsOf(policy: Policy): readonly ResourceValidation[] {
  if (!("validateResource" in policy) || policy.validateResource === undefined) return [];
  return Array.isArray(policy.validateResource) ? policy.validateResource : [policy.validateResource];
}

function isStackPolicy(policy: Policy): policy is StackValidationPolicy {
  return "validateStack" in policy;
}

/** A violation that remains after remediation blocks the deployment, so `remediate` counts as mandatory. */
function levelOf(level: EnforcementLevel = "advisory"): Level | undefined {
  if (level === "disabled") return undefined;
  return level === "advisory" ? "advisory" : "mandatory";
}

function reporter(pack: Pack, { name, description }: Policy, level: Level, defaultUrn: () => string, add: AddFinding): ReportViolation {
  return (message, urn = defaultUrn()) => {
    const details = pack.drainDetails();
    const text = message === "" ? description : message;
    if (details.length === 0) add({ control: name, policy: name, level, urn, path: "", message: text });
    for (const detail of details) add({ ...detail, level, urn: detail.urn ?? urn, message: text });
  };
}

/** Runs one policy for one resource or the stack. Reading an unknown value ends it with an advisory finding, as in the SDK's analyzer. */
function runPolicy(policy: Policy, urn: string, add: AddFinding, validate: () => Promise<void> | void): Promise<void> | void {
  const handleError = (error: unknown): void => {
    if (error === NOT_APPLICABLE) return;
    if (!(error instanceof Error && error instanceof UnknownValueError)) throw error;
    const message = `can't run policy '${policy.name}' during preview: ${error.message}`;
    add({ control: policy.name, policy: policy.name, level: "advisory", urn, path: "", message, undecided: true });
  };
  try {
    return validate()?.catch(handleError);
  } catch (error) {
    handleError(error);
  }
}
