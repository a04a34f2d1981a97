import type { Policies, ResourceValidationPolicy } from "@pulumi/policy";
import type { Monitor } from "./monitor";
import { resourceArgs, withConfig } from "./policyArgs";
import type { PolicySettings } from "./policySettings";
import type { Registration } from "./registration";

/** Called for each policy that changed a resource. */
export type OnRemediate = (policy: string, urn: string) => void;

/** The part of a pack that is read here. */
interface Pack {
  readonly policies: Policies;
  readonly appliesTo?: (policy: string, type: string) => boolean;
}

type Remediable = ResourceValidationPolicy & Required<Pick<ResourceValidationPolicy, "remediateResource">>;

/**
 * Runs the remediations of the policies at the level `remediate`, in the order of the pack, each on what the ones before it left (the
 * SDK's server.js). The checks, and what the preview shows, then have the changed inputs; the program's own outputs do not, as on the
 * engine.
 */
export async function remediate(pack: Pack, monitor: Monitor, settings: PolicySettings, onRemediate: OnRemediate): Promise<void> {
  const policies = pack.policies.filter((policy): policy is Remediable => isRemediable(policy) && settings.levelOf(policy) === "remediate");
  if (policies.length === 0) return;
  for (const [index, registration] of monitor.registrations.entries()) {
    // The engine does not evaluate policies for resources that a program only reads.
    if (registration.external) continue;
    let current: Registration = registration;
    for (const policy of policies) {
      if (pack.appliesTo?.(policy.name, current.type) === false) continue;
      const args = withConfig(resourceArgs(current, monitor), settings.configOf(policy.name));
      const inputs = await policy.remediateResource(args);
      if (inputs === undefined) continue;
      current = { ...current, inputs };
      onRemediate(policy.name, current.urn);
    }
    monitor.registrations[index] = current;
  }
}

function isRemediable(policy: Policies[number]): boolean {
  return "remediateResource" in policy && policy.remediateResource !== undefined;
}
