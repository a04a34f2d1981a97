import type { EnforcementLevel, Policies, ReportViolation, ResourceValidation, StackValidationPolicy } from "@pulumi/policy";
import type { Monitor } from "./monitor";
import { NOT_APPLICABLE, resourceArgs, stackArgs, stackResources, withConfig } from "./policyArgs";
import { UnknownValueError } from "./policyProxy";
import { NO_SETTINGS, type PolicySettings } from "./policySettings";
import { masking } from "./secrets";

export type Level = "mandatory" | "advisory";

/** One thing the pack said. */
export interface Finding {
  /** Id of the control, `AKS-01`; the policy's name where a policy enforces none. */
  readonly control: string;
  readonly policy: string;
  readonly level: Level;
  /** Resource at fault; the stack's where it is the stack as a whole. */
  readonly urn: string;
  /** Property path; empty where no single property is at fault. */
  readonly path: string;
  readonly message: string;
}

/** What a pack can tell about a violation beside its message. */
export interface Detail {
  readonly policy: string;
  readonly control: string;
  readonly urn: string | undefined;
  readonly path: string;
  readonly message: string;
}

export interface Pack {
  readonly policies: Policies;
  /** Details told since the last call. */
  readonly takeDetails: () => readonly Detail[];
  /** False where a policy would at once answer that it does not apply to the type. @default every policy is asked */
  readonly appliesTo?: (policy: string, type: string) => boolean;
}

type Policy = Policies[number];
type AddFinding = (finding: Finding) => void;

/**
 * Judges everything registered, as the engine's analyzer does: each resource in the order of registration, then the stack.
 * Remediations do not run, as in a preview whose policies are not set to `remediate`.
 */
export async function evaluatePack(pack: Pack, monitor: Monitor, settings: PolicySettings = NO_SETTINGS): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const masked = masking(monitor.registrations);
  const add: AddFinding = (finding) => {
    findings.push({ ...finding, message: masked(finding.message) });
  };
  await evaluateResources(pack, monitor, settings, add);
  const stack = monitor.registrations[0]?.urn ?? "";
  const resources = stackResources(monitor);
  for (const policy of pack.policies) {
    const level = levelOf(settings.levelOf(policy));
    if (level === undefined || !isStackPolicy(policy)) continue;
    const report = reporter(pack, policy, level, () => stack, add);
    await guarded(policy, stack, add, () => policy.validateStack(withConfig(stackArgs(resources), settings.configOf(policy.name)), report));
  }
  return findings;
}

async function evaluateResources(pack: Pack, monitor: Monitor, settings: PolicySettings, add: AddFinding): Promise<void> {
  let about = "";
  const active = pack.policies.flatMap((policy) => {
    const level = levelOf(settings.levelOf(policy));
    if (level === undefined) return [];
    const config = settings.configOf(policy.name);
    const report = reporter(pack, policy, level, () => about, add);
    return validationsOf(policy).map((validate) => ({ policy, report, validate, config }));
  });
  for (const registration of monitor.registrations) {
    // The engine does not ask about resources that a program only reads.
    if (registration.external) continue;
    const args = resourceArgs(registration, monitor);
    about = registration.urn;
    for (const { policy, report, validate, config } of active) {
      if (pack.appliesTo?.(policy.name, registration.type) === false) continue;
      const pending = guarded(policy, about, add, () => validate(withConfig(args, config), report));
      // Nearly all policies answer at once; a turn of the event loop for each of 100,000 would be felt.
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

/** A policy that would remediate, and finds something all the same, blocks. */
function levelOf(level: EnforcementLevel = "advisory"): Level | undefined {
  if (level === "disabled") return undefined;
  return level === "advisory" ? "advisory" : "mandatory";
}

function reporter(pack: Pack, { name, description }: Policy, level: Level, about: () => string, add: AddFinding): ReportViolation {
  return (message, urn = about()) => {
    const details = pack.takeDetails();
    const text = message === "" ? description : message;
    if (details.length === 0) add({ control: name, policy: name, level, urn, path: "", message: text });
    for (const detail of details) add({ ...detail, level, urn: detail.urn ?? urn, message: text });
  };
}

/** One policy on one thing. Reading an unknown value ends it with an advisory, as in the SDK's analyzer. */
function guarded(policy: Policy, urn: string, add: AddFinding, validate: () => Promise<void> | void): Promise<void> | void {
  const settle = (error: unknown): void => {
    if (error === NOT_APPLICABLE) return;
    if (!(error instanceof Error && error instanceof UnknownValueError)) throw error;
    const message = `can't run policy '${policy.name}' during preview: ${error.message}`;
    add({ control: policy.name, policy: policy.name, level: "advisory", urn, path: "", message });
  };
  try {
    return validate()?.catch(settle);
  } catch (error) {
    settle(error);
  }
}
